import assert from "node:assert/strict";
import { EmbeddedAws } from "../../../rehearsal/aws/embedded.ts";
import { AwsError } from "../../../rehearsal/aws/errors.ts";
import { textAt } from "../../../rehearsal/aws/kind.ts";
import type { Kind } from "../../../rehearsal/aws/kind.ts";
import { newWorld } from "../../../rehearsal/oci/world.ts";
import type { Shape } from "../../../rehearsal/plugins/declared/types.ts";

const TYPE = "aws:iot/thing:Thing";
const REGION = "eu-west-1";
const declared: Shape = {
  arn: { type: "string", required: true },
  ownerId: { type: "string", required: true },
  size: { type: "number", required: true },
  items: { type: { list: "string" }, required: true },
  zone: { type: "string", required: true },
  note: { type: "string", required: false },
  tagsAll: { type: { map: "string" }, required: true },
};

function account(kinds: readonly Kind[] = []) {
  const world = newWorld({ seed: "embedded", speed: 1 });
  let changes = 0;
  const aws = new EmbeddedAws({
    present: () => ({ world, now: world.clock.now }),
    kinds: new Map(kinds.map((kind) => [kind.type, kind])),
    functions: new Map(),
    changed: () => (changes += 1),
  });
  return { aws, world, changes: () => changes };
}

const kind = (more: Partial<Kind>): Kind => ({ type: TYPE, create: () => ({ id: "one", outputs: {} }), ...more });

describe("the embedded AWS", () => {
  it("fills in what the declarations promise, and nothing else", () => {
    const { aws } = account();
    const { id, outputs } = aws.create({
      type: TYPE,
      region: REGION,
      inputs: { name: "a", tags: { b: "c" } },
      declared,
    });
    assert.equal(id, "a");
    assert.deepEqual(outputs, {
      name: "a",
      tags: { b: "c" },
      arn: `arn:aws:iot:${REGION}:111122223333:thing/a`,
      ownerId: "111122223333",
      size: 0,
      items: [],
      zone: "",
      tagsAll: { b: "c" },
    });
  });

  it("refuses a second one of an id, in the same region only", () => {
    const { aws } = account();
    const call = { type: TYPE, inputs: { name: "a" }, declared: {} };
    aws.create({ ...call, region: REGION });
    assert.throws(
      () => aws.create({ ...call, region: REGION }),
      (error) => error instanceof AwsError,
    );
    aws.create({ ...call, region: "us-east-1" });
  });

  it("has one of a global kind for all regions", () => {
    const { aws } = account([kind({ global: true })]);
    aws.create({ type: TYPE, region: REGION, inputs: {}, declared: {} });
    assert.equal(aws.read({ type: TYPE, region: "us-east-1", id: "one" })?.region, "global");
  });

  it("makes a name from a prefix", () => {
    const { outputs, inputs } = account().aws.create({
      type: TYPE,
      region: REGION,
      inputs: { namePrefix: "a-" },
      declared,
    });
    assert.match(textAt(outputs, "name") ?? "", /^a-\d{18}[0-9a-f]{8}$/);
    assert.deepEqual(inputs, { namePrefix: "a-" });
  });

  it("keeps what it computed through an update, and drops what the program dropped", () => {
    const { aws } = account([kind({ create: () => ({ id: "one", outputs: { arn: "arn:own" } }) })]);
    const call = { type: TYPE, region: REGION, declared };
    aws.create({ ...call, inputs: { note: "n", zone: "z" } });
    const { outputs, inputs } = aws.update({ ...call, id: "one", inputs: { size: 3 } });
    assert.equal(outputs["arn"], "arn:own");
    assert.equal("note" in outputs, false);
    assert.equal(outputs["zone"], "z", "what AWS would have filled in stays as it was");
    assert.deepEqual(inputs, { size: 3 });
  });

  it("hands hidden and write-only inputs to the kind, and keeps them nowhere", () => {
    const seen: unknown[] = [];
    const create: Kind["create"] = ({ inputs }) => {
      seen.push(inputs["text"], inputs["textWo"]);
      return { id: "one", outputs: {} };
    };
    const { aws, world } = account([kind({ hides: ["text"], create })]);
    const text = `value-${crypto.randomUUID()}`;
    const inputs = { text, textWo: text, textWoVersion: 1 };
    const made = aws.create({ type: TYPE, region: REGION, inputs, declared: {} });
    assert.deepEqual(seen, [text, text]);
    assert.deepEqual(made.outputs, { textWoVersion: 1 });
    aws.update({ type: TYPE, region: REGION, id: "one", inputs, declared: {} });
    assert.equal(JSON.stringify(world).includes(text), false);
  });

  it("says each time that something is stored or dropped, and never at a look", () => {
    const { aws, changes } = account();
    const reference = { type: TYPE, region: REGION, id: "a" };
    aws.create({ type: TYPE, region: REGION, inputs: { name: "a" }, declared: {} });
    assert.equal(changes(), 1);
    aws.read(reference);
    aws.settled(reference);
    assert.equal(changes(), 1);
    aws.remove(reference);
    aws.remove(reference);
    assert.equal(changes(), 2);
  });

  it("keeps what a kind refuses to take away", () => {
    const remove = () => {
      throw new AwsError("DependencyViolation", "in use");
    };
    const { aws } = account([kind({ remove })]);
    aws.create({ type: TYPE, region: REGION, inputs: {}, declared: {} });
    assert.throws(() => aws.remove({ type: TYPE, region: REGION, id: "one" }), /in use/);
    assert.notEqual(aws.read({ type: TYPE, region: REGION, id: "one" }), undefined);
  });
});
