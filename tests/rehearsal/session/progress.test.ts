import assert from "node:assert/strict";
import { createProgress } from "../../../rehearsal/session/progress.ts";

function screen(isTTY: boolean): { isTTY: boolean; columns: number; text: string; write(text: string): void } {
  return {
    isTTY,
    columns: 20,
    text: "",
    write(text) {
      this.text += text;
    },
  };
}

describe("A rehearsal's progress", () => {
  it("tells each step with the seconds since the start", () => {
    let now = 0;
    const out = screen(false);
    const progress = createProgress(() => now, out);
    now = 1250;
    progress("up");
    assert.equal(out.text, "   1.3 s  up\n");
  });

  it("keeps passing lines out of a log", () => {
    const out = screen(false);
    const progress = createProgress(() => 0, out);
    progress.passing("[##--]");
    progress.plain("done");
    assert.equal(out.text, "done\n");
  });

  it("draws passing lines over each other on a terminal, cut to its width, and the next line over the last", () => {
    const out = screen(true);
    const progress = createProgress(() => 0, out);
    progress.passing("[#---] 1 of 4 replaced, 4 serving");
    progress.passing("[##--]");
    progress.plain("done");
    progress.plain("and more");
    assert.deepEqual(out.text.split("\r\u001b[K"), ["", "[#---] 1 of 4 repla", "[##--]", "done\nand more\n"]);
  });
});
