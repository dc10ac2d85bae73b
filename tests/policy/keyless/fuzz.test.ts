import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { policies } from "../../../policy/keyless/policies.ts";
import { allFindings, resource } from "./judged.ts";

const TIMES = 5_000;
const STATEMENTS: Value = [
  {
    Effect: "Allow",
    Principal: { Federated: ["*"], AWS: "1" },
    Action: ["iam:PassRole", "sts:AssumeRoleWithWebIdentity"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": ["a"], constructor: "b" } },
  },
];
const DOCUMENT: Bag = { Version: "2012-10-17", Statement: STATEMENTS };

/** Every property that the pack looks at, for any type. */
const PROPS: Bag = {
  ...Object.fromEntries(
    ["policy", "assumeRolePolicy", "policyDocument", "accessPolicies", "details"].map((key) => [key, DOCUMENT]),
  ),
  inlinePolicies: [{ policy: DOCUMENT }],
  policies: [{ decision: "allow", rules: { aud: "*", sub: ["a"] } }],
  assumeRoleWithWebIdentity: '{"webIdentityToken":"a"}',
  condition: { value: "o-*" },
  name: "a-boundary",
  statements: [
    "Allow any-user to manage all-resources in tenancy where any {request.principal.id = 'a', all {b = 'c'}}",
  ],
  impersonationServiceUsers: [{ rule: 'sub eq "a"' }],
  allowImpersonation: true,
  clientClaimValues: ["a"],
  oauthClients: ["a"],
  includeClaimKeys: ["repo"],
  operationContext: { environmentVariables: { A_TOKEN: "a" } },
  sourceContext: { git: { gitAuth: { basicAuth: { password: "a" } } } },
  secretName: "AWS_KEY",
  value: "a",
  principal: "*",
  policyArn: "a",
  managedPolicyArns: ["a"],
  users: ["a"],
};

const JUNK: readonly Value[] = [
  UNKNOWN,
  null,
  true,
  7,
  "",
  "*",
  "{",
  '{"Statement":{"Action":{"toString":1}}}',
  "[".repeat(20_000),
  "any {".repeat(5_000),
  "eyJ-".repeat(20_000),
  "*a".repeat(5_000),
  [],
  [UNKNOWN, [[]], { a: UNKNOWN }],
  {},
  { toString: 1, constructor: null, __proto__: "a" },
];

describe("keyless: random properties", () => {
  it(`are judged without an error, ${TIMES} of them`, async () => {
    const next = generator(20_261_121);
    const types = policies.flatMap((policy) =>
      policy.about === "resource" && policy.types !== "all" ? policy.types : [],
    );
    let found = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const props = broken(PROPS, next);
      assert.ok(isBag(props));
      found += (await allFindings(resource(pick(types, next), props))).length;
    }
    assert.ok(found > TIMES / 10, `${found} findings`);
  });
});

/** With something else here and there, and a document as text here and there. */
function broken(value: Value, next: () => number, depth = 0): Value {
  if (depth > 0 && next() < 0.04) return pick(JUNK, next);
  if (Array.isArray(value)) return value.map((item: Value) => broken(item, next, depth + 1));
  if (!isBag(value)) return value;
  const bag: Bag = Object.fromEntries<Value>(
    Object.entries(value).map(([key, item]) => [key, broken(item, next, depth + 1)]),
  );
  return depth > 0 && next() < 0.3 ? JSON.stringify(bag) : bag;
}

function isBag(value: Value): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pick<T>(list: readonly T[], next: () => number): T {
  const found = list[Math.floor(next() * list.length)];
  assert.ok(found !== undefined);
  return found;
}

/** Park and Miller's: the same numbers each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
