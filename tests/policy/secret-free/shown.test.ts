import assert from "node:assert/strict";
import type { Bag, Finding, JudgedResource } from "@tidegate/policy";
import { policies } from "../../../policy/secret-free/policies.ts";
import { Draw } from "./corpus/draw.ts";

const draw = new Draw(20261123);
/** A password that reads as a name, and nothing else. */
const WORD = ["plum", "tree", "harbour"].join("");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function told(type: string, props: Bag): Promise<readonly Finding[]> {
  const resource: JudgedResource = {
    type,
    name: "it",
    urn: `urn:pulumi:test::probe::${type}::it`,
    props,
    protect: false,
    additionalSecretOutputs: [],
  };
  const all: Finding[] = [];
  for (const policy of policies) {
    all.push(...(await (policy.about === "stack" ? policy.judge([resource], {}) : policy.judge(resource, {}))));
  }
  return all;
}

const THING = "test:index:Thing";

describe("A finding's path", () => {
  const url = `https://app:${WORD}@db.example.com/app`;
  const hidden: Readonly<Record<string, readonly [type: string, props: Bag]>> = {
    "is the value": [THING, { map: { [WORD]: { password: WORD } } }],
    "stands in the value": [THING, { map: { [WORD]: url } }],
    "stands in a script": [THING, { map: { [WORD]: `#!/bin/sh\nset -e\nexport DB_PASSWORD='${WORD}'\n` } }],
    "stands in JSON in a text": [THING, { definition: JSON.stringify({ [WORD]: { url } }) }],
    "stands in base64": [THING, { definition: base64(JSON.stringify({ [WORD]: { url } })) }],
    "stands in base64 within base64": [
      THING,
      { a: base64(JSON.stringify({ b: base64(JSON.stringify({ [WORD]: url })) })) },
    ],
    "stands in another value that something is found in": [
      THING,
      { map: { [WORD]: { token: draw.alphanumeric(40) } }, url },
    ],
    "is an output of a stack": ["pulumi:pulumi:Stack", { [WORD]: url }],
    "is a dynamic resource's": ["pulumi-nodejs:dynamic:Resource", { [WORD]: url }],
    "is in a map in a place for secrets": [
      "kubernetes:core/v1:Secret",
      { data: { [WORD]: base64(`${WORD}1`), x: WORD } },
    ],
  };
  for (const [where, [type, props]] of Object.entries(hidden)) {
    it(`doesn't show a password that reads as a name and ${where}`, async () => {
      const findings = await told(type, props);
      assert.ok(findings.length > 0);
      assert.ok(!JSON.stringify(findings).includes(WORD), JSON.stringify(findings.map(({ path }) => path.length)));
    });
  }

  const url2 = `https://app:${draw.alphanumeric(12)}@db.example.com/app`;
  const shown: Readonly<Record<string, readonly [props: Bag, path: string]>> = {
    "a resource's own property": [{ connectionString: url2 }, "connectionString"],
    "a name by convention": [{ tags: { "kubernetes.io/DB_url2": url2 } }, 'tags["kubernetes.io/DB_url2"]'],
    "an environment variable": [
      { containerDefinitions: JSON.stringify([{ environment: [{ name: "DB", value: url2 }] }]) },
      "containerDefinitions[0].environment[0].value",
    ],
    "what only says what is behind it": [
      { spec: { user: { password: `user-password-${draw.alphanumeric(9)}` } } },
      "spec.user.password",
    ],
    "a key that is no name by its number": [{ map: { a: 1, Tr0ub4dor: url2 } }, "map[key 2]"],
  };
  for (const [what, [props, path]] of Object.entries(shown)) {
    it(`shows ${what}`, async () => {
      assert.deepEqual([...new Set((await told(THING, props)).map((finding) => finding.path))], [path]);
    });
  }
});
