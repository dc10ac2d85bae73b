import assert from "node:assert/strict";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { openRehearsal, quietly, worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

/** One wrong value a key. The OCID is a subnet's, where an image's is asked for. */
const WRONG: Readonly<Record<string, unknown>> = {
  "trivia-pay:backendPort": 70_000,
  "trivia-pay:listenerPort": 0,
  "trivia-pay:poolMin": 4,
  "trivia-pay:vcnCidr": "10.20.0.1/16",
  "trivia-pay:instanceImageId": `ocid1.subnet.oc1.eu-frankfurt-1.${"a".repeat(60)}`,
  "trivia-pay:instanceShape": "VM.Imaginary.Flex",
  "trivia-pay:compartmentId": "",
};

describe("TriviaPay with a bad configuration", function () {
  this.timeout(120_000);
  let rehearsal: Rehearsal;
  let stack: Stack;

  before(async () => {
    rehearsal = await openRehearsal("bad-input");
    stack = rehearsal.session.stack("trivia-pay", "dev");
    await stack.prepare();
  });
  after(() => rehearsal?.close());

  it("is refused before anything is created, all faults at once, each naming its key", async () => {
    const before = await worldCounts(rehearsal.session);
    await stack.configure(WRONG);
    const up = await quietly(stack, ["up", "--yes", "--skip-preview"]);
    assert.notEqual(up.code, 0, up.output);
    const unnamed = Object.keys(WRONG).filter((key) => !up.output.includes(key));
    assert.deepEqual(unnamed, [], up.output);
    assert.deepEqual(await worldCounts(rehearsal.session), before);
  });
});
