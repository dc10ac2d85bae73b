/** Runs the whole program of a system on AWS against Pulumi's mocks, and shows what it registered. */
import * as pulumi from "@pulumi/pulumi";
import { REGION, useMocks } from "../components/aws/built.ts";
import type { Answers } from "../components/aws/built.ts";
import { answers, DIGEST } from "../components/aws/service/compliant.ts";
import { effectiveConfig } from "./project.ts";
import type { Environment } from "./project.ts";

/** A resource as it reached the engine. */
export interface Made {
  readonly type: string;
  /** Without the stack's own name before it: `web-api-service`. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether it was given Pulumi's protect. Default: no. */
  readonly protect?: boolean;
}

export interface Run {
  readonly system: string;
  readonly environment: Environment;
  /** Keys of the configuration that differ from the system's own files, without the project's name. */
  readonly changes?: Readonly<Record<string, string>>;
  /** Other stacks' outputs, by their full names. */
  readonly stacks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What provider functions answer beside the usual. */
  readonly answers?: Answers;
}

/**
 * The resources, the stack itself apart, of a run whose images are there and whose services are steady, in the order in which they were registered.
 * @throws what the program throws
 */
export async function runProgram({
  system,
  environment,
  changes = {},
  stacks = {},
  answers: own = {},
}: Run): Promise<Made[]> {
  const made: Made[] = [];
  const guarded = new Set<string>();
  const registered = (type: string, name: string, inputs: Record<string, unknown>) => {
    if (type === pulumi.runtime.rootPulumiStackTypeName) return;
    made.push({
      type,
      name: name.replace(`${system}-${environment}-`, ""),
      inputs: { ...inputs },
      protect: guarded.has(`${type} ${name}`),
    });
    // What a StackReference reads are another stack's outputs.
    if (type === "pulumi:pulumi:StackReference") Object.assign(inputs, { outputs: stacks[name] ?? {} });
  };
  pulumi.runtime.setAllConfig(configOf({ system, environment, changes }));
  try {
    await useMocks(
      registered,
      { ...answers(), getService: (asked) => steady(made, asked), ...own },
      system,
      environment,
    );
    // A module runs once: each run is of another one.
    const module = `../../stacks/${system}/index.ts?run=${runs++}`;
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
        if (opts.protect === true) guarded.add(`${type} ${name}`);
        return undefined;
      });
      await import(module);
      return {};
    });
    await pulumi.runtime.disconnect();
  } finally {
    pulumi.runtime.setAllConfig({});
  }
  return made;
}

let runs = 0;

/** The system's own, in the mocks' region, with a digest wherever an image is pinned. */
function configOf({ system, environment, changes = {} }: Run): Record<string, string> {
  const own = [...effectiveConfig(system, environment)].map(([key, value]): [string, string] => [
    key,
    /imageDigest$/i.test(key) && value === "" ? DIGEST : value,
  ]);
  const named = Object.entries({ ...Object.fromEntries(own), ...changes });
  return { ...Object.fromEntries(named.map(([key, value]) => [`${system}:${key}`, value])), "aws:region": REGION };
}

/** What ECS says of a service that runs what it was told. */
function steady(made: readonly Made[], { serviceName }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const service = made.find(({ type, inputs }) => type === "aws:ecs/service:Service" && inputs["name"] === serviceName);
  const { taskDefinition, desiredCount: count } = service?.inputs ?? {};
  return {
    status: "ACTIVE",
    desiredCount: count,
    runningCount: count,
    pendingCount: 0,
    deployments: [{ id: "ecs-svc/1", status: "PRIMARY", taskDefinition }],
    events: [],
  };
}
