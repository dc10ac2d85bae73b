import assert from "node:assert/strict";
import type { Finding, Policy, Value } from "@tidegate/policy";
import { settingsOf, UNKNOWN } from "@tidegate/policy";
import { policies } from "../../../policy/hardened/policies.ts";
import { broken, given } from "./case.ts";
import type { Cases, Given } from "./case.ts";
import { ACCESS } from "./cases/access.ts";
import { ACCOUNT } from "./cases/account.ts";
import { BALANCERS } from "./cases/balancers.ts";
import { DATA } from "./cases/data.ts";
import { ENCRYPTION } from "./cases/encryption.ts";
import { ACCESS_FORMS } from "./cases/forms/access.ts";
import { DATA_FORMS } from "./cases/forms/data.ts";
import { KEYS_FORMS } from "./cases/forms/keys.ts";
import { NETWORK_FORMS } from "./cases/forms/network.ts";
import { TRANSPORT_FORMS } from "./cases/forms/transport.ts";
import { IMAGES } from "./cases/images.ts";
import { LOGS } from "./cases/logs.ts";
import { NETWORK } from "./cases/network.ts";
import { TRANSPORT } from "./cases/transport.ts";

/** Each policy's first cases. */
const FIRST: Cases = {
  ...ACCESS,
  ...ENCRYPTION,
  ...TRANSPORT,
  ...BALANCERS,
  ...DATA,
  ...IMAGES,
  ...NETWORK,
  ...LOGS,
  ...ACCOUNT,
};

/** Of some policies, the same in other forms. */
const FORMS: Cases = { ...ACCESS_FORMS, ...DATA_FORMS, ...KEYS_FORMS, ...NETWORK_FORMS, ...TRANSPORT_FORMS };

const CASES: Cases = Object.fromEntries(
  [...new Set([...Object.keys(FIRST), ...Object.keys(FORMS)])].map((name) => [
    name,
    [...(FIRST[name] ?? []), ...(FORMS[name] ?? [])],
  ]),
);

function named(name: string): Policy {
  const policy = policies.find((one) => one.name === name);
  assert.ok(policy, `There is no policy called ${name}.`);
  return policy;
}

async function findings(policy: Policy, stack: readonly Given[], set: object = {}): Promise<readonly Finding[]> {
  const { config } = settingsOf(policy, set);
  const resources = stack.map(given);
  if (policy.about === "stack") return policy.judge(resources, config);
  const all: Finding[] = [];
  for (const resource of resources) {
    if (policy.types !== "all" && !policy.types.includes(resource.type)) continue;
    const found = await policy.judge(resource, config);
    all.push(...found.map((finding) => ({ urn: resource.urn, ...finding })));
  }
  return all;
}

/** What the policy finds, as `resource: path`. */
async function found(policy: Policy, stack: readonly Given[], set: object = {}): Promise<string[]> {
  const all = await findings(policy, stack, set);
  return all.map(({ urn, path }) => `${urn?.split("::").at(-1) ?? ""}: ${path}`);
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values<Value>(value).flatMap(textsIn) : [];
}

describe("the policies of hardened", () => {
  it("all have their cases", () => {
    assert.deepEqual(policies.map(({ name }) => name).toSorted(), Object.keys(CASES).toSorted());
  });

  it("say what is wrong as a clause, and nothing of what they found", async () => {
    for (const [name, cases] of Object.entries(CASES)) {
      for (const [one, change] of cases.flatMap((some) => some.breaks.map((change) => [some, change] as const))) {
        const stack = broken(one, change);
        const texts = stack
          .flatMap(({ props }) => textsIn(props))
          .filter((text) => /[^a-z]/i.test(text) && text.length >= 8);
        for (const { says } of await findings(named(name), stack, change.config)) {
          assert.match(says, /^[a-z].*[^.]$/, name);
          const told = texts.filter((text) => says.includes(text));
          assert.deepEqual(told, [], name);
        }
      }
    }
  });

  for (const [name, cases] of Object.entries(CASES)) {
    describe(name, () => {
      const policy = named(name);
      cases.forEach((one, index) => {
        const about = one.fine[0]?.type.split(":").at(-1) ?? "";
        it(`finds nothing in what is right: ${about} ${index + 1}`, async () => {
          assert.deepEqual(await found(policy, one.fine), []);
        });
        for (const change of one.breaks) {
          it(`finds ${about} ${index + 1}: ${change.title}`, async () => {
            assert.deepEqual(await found(policy, broken(one, change), change.config), change.finds);
          });
        }
        // Configured otherwise, what is right is wrong: what isn't known is not.
        for (const change of one.breaks.filter(({ props, config }) => props !== undefined && config === undefined)) {
          it(`finds nothing while it isn't known: ${about} ${index + 1}: ${change.title}`, async () => {
            const props = Object.fromEntries(Object.keys(change.props ?? {}).map((key) => [key, UNKNOWN] as const));
            assert.deepEqual(await found(policy, broken(one, { ...change, props })), []);
          });
        }
      });
    });
  }
});
