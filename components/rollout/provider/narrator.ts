/** Shows a rollout to whoever runs the engine: lines that stay, and between them a bar in the engine's own status column. */
import * as pulumi from "@pulumi/pulumi";
import type { EventSink } from "../drive/events.ts";
import { createBar } from "../tell/bar.ts";
import { createTeller } from "../tell/lines.ts";

/** Columns of the bar. The engine draws it into a column of its own table and cuts what doesn't fit. */
const BAR_COLUMNS = 72;

/**
 * @param engine address of the engine that started this process, for the bar; without it there are lines alone
 * @param say writes a line that stays
 */
export function narrator(engine: string | undefined, say: (line: string) => void): EventSink {
  return narrate(say, engine === undefined ? () => {} : statusOf(engine));
}

/** Lines go to `say`. The bar goes to `draw`, and only when it shows something new or a line has taken its place. */
export function narrate(say: (line: string) => void, draw: (bar: string) => void): EventSink {
  const lineOf = createTeller();
  const barOf = createBar(() => BAR_COLUMNS);
  let drawn = "";
  return (event) => {
    const line = lineOf(event);
    if (line !== undefined) {
      say(line);
      drawn = "";
    }
    const bar = barOf(event) ?? drawn;
    if (bar !== drawn) {
      draw(bar);
      drawn = bar;
    }
  };
}

/** Tells the engine what goes on just now. It shows it where it shows progress, and doesn't repeat it at the end. */
function statusOf(engine: string): (text: string) => void {
  // A provider's process has no project, stack or monitor of its own: the engine's address is all that logging needs.
  pulumi.runtime.resetOptions("", "", 1, engine, "", false, "");
  return (text) => {
    // The bar is a comfort. An engine that can't be told is one that is gone, and the rollout goes on.
    pulumi.log.info(text, undefined, undefined, true).catch(() => {});
  };
}
