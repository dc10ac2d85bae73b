import assert from "node:assert/strict";
import { join } from "node:path";
import type { Bag, Finding, JudgedResource } from "@tidegate/policy";
import { noSecretInOutputs } from "../../../policy/secret-free/policies/no-secret-in-outputs.ts";
import { withPack } from "../core/served.ts";
import { Draw } from "./corpus/draw.ts";

const draw = new Draw(20261122);
const [token, other] = [`ghp_${draw.alphanumeric(36)}`, `ghp_${draw.alphanumeric(36)}`];
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64");

const URN = "urn:pulumi:test::probe::aws:lambda/function:Function::it";

async function found(inputs: Bag | undefined, outputs: Bag): Promise<readonly Finding[]> {
  const resource: JudgedResource = {
    type: "aws:lambda/function:Function",
    name: "it",
    urn: URN,
    props: { ...inputs, ...outputs },
    ...(inputs !== undefined && { inputs }),
    protect: false,
    additionalSecretOutputs: [],
  };
  return noSecretInOutputs.judge([resource], {});
}

describe("An output that repeats an input", () => {
  const environment = (value: string) => JSON.stringify([{ name: "DEPLOY", value }]);
  const echoes: Readonly<Record<string, readonly [inputs: Bag, outputs: Bag]>> = {
    "as it is": [{ note: token }, { note: token }],
    "only as an input": [{ note: token }, { arn: "arn:aws:lambda:eu-central-1:210987654321:function:it" }],
    "deep in other things": [{ env: { vars: { A: token } } }, { env: { vars: { A: token, B: "" }, more: [] } }],
    "within JSON that is laid out anew": [
      { defs: environment(token) },
      { defs: JSON.stringify(JSON.parse(environment(token)), undefined, 2) },
    ],
    "within base64 of JSON with more in it": [{ data: base64({ a: token }) }, { data: base64({ a: token, b: 1 }) }],
  };
  for (const [how, [inputs, outputs]] of Object.entries(echoes)) {
    it(`is told of the input alone: ${how}`, async () => {
      assert.ok((await found(undefined, { ...inputs, ...outputs })).length > 0, "nothing is there to be told");
      assert.deepEqual(await found(inputs, outputs), []);
    });
  }

  const own: Readonly<Record<string, readonly [inputs: Bag, outputs: Bag, path: string]>> = {
    "another value": [{ note: token }, { note: other }, "note"],
    "another place": [{ note: token }, { seen: { note: token } }, "seen.note"],
    "another value within JSON": [{ defs: environment(token) }, { defs: environment(other) }, "defs[0].value"],
    "a value under a name that the outputs add": [
      { value: "plum tree" },
      { name: "DB_PASSWORD", value: "plum tree" },
      "value",
    ],
    "a value in a text that can't be followed": [{ script: `echo ${token}` }, { script: `echo ${token} >x` }, "script"],
  };
  for (const [what, [inputs, outputs, path]] of Object.entries(own)) {
    it(`doesn't hide ${what}`, async () => {
      assert.ok((await found(inputs, outputs)).some((finding) => finding.path === path && finding.urn === URN));
    });
  }

  it("is told once by a pack that the engine asks, and what is new in an output is told", async () => {
    await withPack(join(import.meta.dirname, "..", "..", "..", "policy", "secret-free"), async (pack) => {
      const thing = (props: Record<string, string>) => ({ name: "a", props });
      assert.ok((await pack.analyze(thing({ note: token }))).length > 0);
      const told = await pack.analyzeStack([thing({ note: token, made: other })]);
      const places = told.map(({ policy, message }) => `${policy} ${message.split("\n")[1]?.split(":")[0]}`);
      assert.deepEqual([...new Set(places)], ["no-secret-in-outputs made"]);
    });
  });
});
