import assert from "node:assert/strict";
import { Progress } from "../../../cli/audit/progress.ts";

/** What is written when 30 MB are read each second of a minute. */
function minute(isTerminal: boolean): string[] {
  let now = 5000;
  const written: string[] = [];
  const progress = new Progress({ isTerminal, now: () => now, write: (text) => written.push(text) });
  progress.input("dev.json");
  for (let second = 1; second <= 60; second += 1) {
    now += 1000;
    progress.read(30e6);
  }
  progress.clear();
  progress.clear();
  return written;
}

describe("An audit's progress", () => {
  it("is a line every ten seconds in a log, after two", () => {
    assert.deepEqual(
      minute(false),
      [60, 360, 660, 960, 1260, 1560].map((read) => `dev.json: ${read} MB read\n`),
    );
  });

  it("is one line on a terminal, which is taken away at the end", () => {
    const written = minute(true);
    assert.equal(written.length, 60);
    assert.deepEqual([written[0], written.at(-1)], ["\rdev.json: 60 MB read\u001b[K", "\r\u001b[K"]);
  });

  it("is nothing for an audit that is done at once", () => {
    const progress = new Progress({ isTerminal: true, now: () => 0, write: () => assert.fail("it wrote") });
    progress.read(1e9);
    progress.clear();
  });
});
