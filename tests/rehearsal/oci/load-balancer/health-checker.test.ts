import assert from "node:assert/strict";
import { backendSet, openBalanced, refused } from "./fixture.ts";
import type { Balanced } from "./fixture.ts";

describe("a health checker", () => {
  let lb: Balanced;
  beforeEach(async () => {
    lb = await openBalanced();
  });
  afterEach(() => lb.world.close());

  it("takes a pattern for the body, but none that is no regular expression", async () => {
    const withPattern = (responseBodyRegex: string) => ({
      ...backendSet,
      healthChecker: { ...backendSet.healthChecker, responseBodyRegex },
    });
    const message = refused(
      await lb.send("POST", "/backendSets", withPattern('"status":("ok"')),
      400,
      "InvalidParameter",
    );
    assert.match(message, /healthChecker\.responseBodyRegex is no regular expression/);
    await lb.change("POST", "/backendSets", withPattern('"status":"ok"'));
    const read = await lb.send("GET", "/backendSets/api/healthChecker");
    assert.equal((read.body as { responseBodyRegex: string }).responseBodyRegex, '"status":"ok"');
  });
});
