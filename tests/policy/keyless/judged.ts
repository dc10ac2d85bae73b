/** A policy of the pack, asked about one resource. */
import assert from "node:assert/strict";
import { settingsOf } from "@tidegate/policy";
import type { Bag, Finding, JudgedResource } from "@tidegate/policy";
import { policies } from "../../../policy/keyless/policies.ts";

export interface Fixture {
  /** The policy's name. */
  readonly policy: string;
  readonly type: string;
  /** A resource that is right. */
  readonly fine: Bag;
  /** Beside it, others that are right: what, and the properties that differ. */
  readonly alsoFine?: readonly (readonly [string, Bag])[];
  /** What is broken, the properties that differ, and each finding's path and rule. */
  readonly breaks: readonly (readonly [string, Bag, ...string[]])[];
  /** Of the policy. Default: its own. */
  readonly config?: object;
}

export function resource(type: string, props: Bag, name = "it"): JudgedResource {
  const urn = `urn:pulumi:dev::app::${type}::${name}`;
  return { type, name, urn, props, protect: false, additionalSecretOutputs: [] };
}

/** What a policy finds; nothing where the resource's type isn't its business. */
export async function findingsOf(
  name: string,
  given: JudgedResource,
  config: object = {},
): Promise<readonly Finding[]> {
  const policy = policies.find((one) => one.name === name);
  assert.ok(policy?.about === "resource", `${name} is no policy of resources`);
  if (policy.types !== "all" && !policy.types.includes(given.type)) return [];
  return policy.judge(given, settingsOf(policy, config).config);
}

/** What all policies of the pack find, each finding with its policy's name before it. */
export async function allFindings(given: JudgedResource): Promise<string[]> {
  const found = await Promise.all(
    policies.map(async ({ name }) => (await findingsOf(name, given)).map((finding) => `${name} ${placed(finding)}`)),
  );
  return found.flat();
}

/** A test for what is right, and one a break. */
export function holds(fixtures: readonly Fixture[]): void {
  for (const { policy, type, fine, alsoFine = [], breaks, config } of fixtures) {
    const kind = type.split(":").at(-1) ?? type;
    describe(`${policy}, ${kind}`, () => {
      for (const [what, change] of [["what is right", {}] as const, ...alsoFine]) {
        it(`lets be ${what}`, async () => {
          assert.deepEqual(await found(policy, resource(type, { ...fine, ...change }), config), []);
        });
      }
      for (const [what, change, ...expected] of breaks) {
        it(`refuses ${what}`, async () => {
          assert.deepEqual(await found(policy, resource(type, { ...fine, ...change }), config), expected);
        });
      }
    });
  }
}

async function found(policy: string, given: JudgedResource, config?: object): Promise<string[]> {
  return (await findingsOf(policy, given, config)).map(placed);
}

function placed({ path, rule = "" }: Finding): string {
  return `${path} ${rule}`.trim();
}
