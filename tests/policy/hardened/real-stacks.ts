/** The project's own stacks, as their programs register them, to be judged. */
import * as pulumi from "@pulumi/pulumi";
import { readProperties, settingsOf, UNKNOWN } from "@tidegate/policy";
import type { Bag, Finding, JudgedResource, Value } from "@tidegate/policy";
import { policies } from "../../../policy/hardened/policies.ts";
import { useMocks } from "../../components/oci/built.ts";
import { runProgram } from "../../stacks/program.ts";
import { effectiveConfig } from "../../stacks/project.ts";
import type { Environment } from "../../stacks/project.ts";

/** What the pack finds in a stack: each finding's resource and path, by policy. */
export type Found = Readonly<Record<string, readonly string[]>>;

/** A system's resources, as its program registers them against mocks with the configuration of its own files. */
export function registered(system: string, environment: Environment): Promise<JudgedResource[]> {
  return system === "trivia-pay" ? onOci(environment) : onAws(system, environment);
}

/** What every policy of the pack, as it is configured by default, finds in a stack. */
export async function foundIn(resources: readonly JudgedResource[]): Promise<Found> {
  const found: Record<string, string[]> = {};
  for (const policy of policies) {
    const { config } = settingsOf(policy, {});
    const findings: Finding[] = [];
    if (policy.about === "stack") findings.push(...(await policy.judge(resources, config)));
    else {
      for (const resource of resources.filter(({ type }) => policy.types === "all" || policy.types.includes(type))) {
        const here = await policy.judge(resource, config);
        findings.push(...here.map((finding) => ({ urn: resource.urn, ...finding })));
      }
    }
    if (findings.length > 0) found[policy.name] = findings.map(textOf).sort();
  }
  return found;
}

/** The stack as the first preview knows it: what the cloud is going to call things isn't known. */
export function beforeItIsMade(resources: readonly JudgedResource[]): JudgedResource[] {
  return resources.map((resource) => ({ ...resource, props: bagBefore(resource.props) }));
}

function before(value: Value): Value {
  if (typeof value === "string") return GIVEN_BY_CLOUD.test(value) ? UNKNOWN : value;
  if (typeof value !== "object" || value === null) return value;
  return isList(value) ? value.map(before) : bagBefore(value);
}

function bagBefore(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, before(value)]));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

const GIVEN_BY_CLOUD = /arn:aws:|ocid1\.|^https:|^(?:sg|subnet|vpc|vpce|rtb|pl)-/;

function textOf({ urn, path }: Finding): string {
  return [urn?.split("::").at(-1) ?? "the stack", path].filter((part) => part !== "").join(" ");
}

async function onAws(system: string, environment: Environment): Promise<JudgedResource[]> {
  // An environment that finds the account's provider for tokens has none to find here.
  const changes = { ...(system === "foundation" && { oidcProvider: "create" }) };
  const answers = { getNamespace: () => ({ namespace: "testnamespace" }) };
  const made = await runProgram({ system, environment, changes, answers });
  return made.map(({ type, name, inputs, protect }) => judged({ type, name, inputs, protect: protect === true }));
}

async function onOci(environment: Environment): Promise<JudgedResource[]> {
  const made: Made[] = [];
  const guarded = new Set<string>();
  const own = [...effectiveConfig("trivia-pay", environment)];
  const config = own.map(([key, value]): [string, string] => [`trivia-pay:${key}`, value]);
  pulumi.runtime.setAllConfig({ ...Object.fromEntries(config), "oci:region": "eu-frankfurt-1" });
  try {
    await useMocks((type, name, inputs) => {
      made.push({ type, name: name.replace("trivia-pay-dev-", ""), inputs: { ...inputs }, protect: guarded.has(name) });
    });
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation(({ name, opts }) => {
        if (opts.protect === true) guarded.add(name);
        return undefined;
      });
      // A module runs once: each run is of another one.
      await import(`../../../stacks/trivia-pay/index.ts?judged=${environment}`);
      return {};
    });
    await pulumi.runtime.disconnect();
  } finally {
    pulumi.runtime.setAllConfig({});
  }
  return made.map(judged);
}

interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

function judged({ type, name, inputs, protect }: Made): JudgedResource {
  const { props } = readProperties(inputs);
  return {
    type,
    name,
    urn: `urn:pulumi:stack::project::${type}::${name}`,
    props,
    protect,
    additionalSecretOutputs: [],
  };
}
