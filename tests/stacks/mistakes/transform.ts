/**
 * Loaded before a stack's own program: makes the mistake that TIDEGATE_MISTAKE names, and gives each ECS service the release
 * that TIDEGATE_RELEASE names. Tasks that run are not touched by what happens to their network, their roles or their secrets,
 * so a mistake shows when new ones are started; a new release starts them.
 */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { policy, record } from "./mistake.ts";
import type { Mistake, Props } from "./mistake.ts";
import { MISTAKES } from "./tables/index.ts";

const { TIDEGATE_MISTAKE: name = "", TIDEGATE_RELEASE: release = "", TIDEGATE_IDS: idFile = "" } = process.env;
const mistake = name === "" ? undefined : need(name);
const stack = `${pulumi.getProject()}-${pulumi.getStack()}-`;
let made = 0;

/** What the right program has as well. */
const ALWAYS: Readonly<Record<string, (props: Props) => Props>> = {
  "aws:ecs/service:Service": ({ triggers }) => ({ triggers: pulumi.output(Object(triggers)).apply(withRelease) }),
  // AWS's default, in words: of a policy that a program no longer gives, the provider leaves the last one.
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ policy: own }) => ({
    policy: own ?? policy({ Principal: "*", Action: "*", Resource: "*" }),
  }),
};

function withRelease(triggers: unknown): Props {
  return { ...(triggers === undefined ? {} : record(triggers)), release };
}

const transform: pulumi.ResourceTransform = async ({ custom, type, name, props, opts }) => {
  const add = ALWAYS[type];
  const right = { ...props, ...add?.(props) };
  if (mistake === undefined || !custom || !isMeant(mistake, type, name)) {
    return add === undefined ? undefined : { props: right, opts };
  }
  made += 1;
  if (made > 1) throw new Error(`The mistake "${mistake.name}" was made ${made} times: name one resource.`);
  // What comes from other resources arrives as outputs, even where it is known.
  const known: Props = await pulumi.runtime.serializeProperties(name, right);
  const changed = { ...mistake.change(known, idOf) };
  return { props: changed, opts: mistake.goesFirst === true ? { ...opts, deleteBeforeReplace: true } : opts };
};

// A transform of a resource is one of everything below it, also of what a provider makes: awsx's subnets. One of the whole
// stack would be the shorter way, but the older language host doesn't know it.
pulumi.runtime.registerStackTransformation(({ props, opts }) =>
  isBelowStack(opts) ? { props, opts: { ...opts, transforms: [...(opts.transforms ?? []), transform] } } : undefined,
);

process.once("exit", () => {
  if (mistake !== undefined && made === 0) console.error(`The mistake "${mistake.name}" was made nowhere.`);
});

function isBelowStack({ parent }: pulumi.ResourceOptions): boolean {
  return parent === undefined || Reflect.get(parent, "__pulumiType") === "pulumi:pulumi:Stack";
}

function need(wanted: string): Mistake {
  const found = MISTAKES.find((one) => one.name === wanted);
  if (found === undefined) throw new Error(`No table has the mistake "${wanted}".`);
  return found;
}

function isMeant({ at: [kind, suffix] }: Mistake, type: string, name: string): boolean {
  return type.endsWith(`:${kind}`) && name === `${stack}${suffix}`;
}

/** From the state, as the test wrote it down. */
function idOf(kind: string, suffix: string): string {
  const ids: unknown = JSON.parse(readFileSync(idFile, "utf8"));
  const id: unknown = typeof ids === "object" && ids !== null ? Reflect.get(ids, `${kind} ${suffix}`) : undefined;
  if (typeof id === "string") return id;
  throw new Error(`The right stack has no ${kind} ${suffix}.`);
}
