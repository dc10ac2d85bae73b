/** A progress bar for a terminal: one line, rewritten at every look. */
import type { RolloutEvent, Stage } from "../drive/events.ts";

export type LookedEvent = Extract<RolloutEvent, { kind: "looked" }>;

export interface BarOptions {
  /** Columns of the terminal. The line is never longer; what doesn't fit is left away from the end. */
  readonly columns: number;
  /** How many instances are in which stage. Default: not told. */
  readonly stages?: ReadonlyMap<Stage, number>;
  /** Whether the rollout goes back to last-good. Default: false. */
  readonly back?: boolean;
  /** Whether the rollout has come to its end: nothing else fills the bar. Default: false. */
  readonly complete?: boolean;
}

/** Stages that something is still expected of, in the order of an instance's life. */
const UNDER_WAY: readonly Stage[] = ["launching", "booting", "healthy", "unhealthy", "draining", "leaving"];

/**
 * The bar for one look: `[#####-----] 50% 3 of 6 replaced, 6 serving of 6, 1 booting`.
 *
 * The share is that of the replaced instances. It stays below 100 % until the rollout is complete, since instances may
 * still drain, bake or be counted when the last one is replaced.
 */
export function barOf(looked: LookedEvent, options: BarOptions): string {
  const cells = Math.max(10, Math.min(30, Math.floor(options.columns / 4)));
  const share = shareOf(looked);
  const filled = options.complete === true ? cells : Math.min(cells - 1, Math.floor(share * cells));
  const percent = options.complete === true ? 100 : Math.min(99, Math.floor(share * 100));
  const bar = `[${"#".repeat(filled)}${"-".repeat(cells - filled)}] ${percent}% ${options.back === true ? "back: " : ""}`;
  return fitted(bar, partsOf(looked, options), options.columns);
}

/**
 * Follows a rollout and gives the bar after each look, and the last one when it is finished.
 *
 * @param columns columns of the terminal, asked anew each time, for it may be resized
 */
export function createBar(columns: () => number): (event: RolloutEvent) => string | undefined {
  const stageOf = new Map<string, Stage>();
  let last: LookedEvent | undefined;
  let back = false;
  return (event) => {
    if (event.kind === "instance") {
      stageOf.set(event.id, event.to);
    } else if (event.kind === "turned-back") {
      back = true;
    } else if (event.kind === "looked") {
      last = event;
      return barOf(event, { columns: columns(), stages: counts(stageOf.values()), back });
    } else if (event.kind === "finished" && last !== undefined) {
      const complete = event.outcome !== "halted";
      return barOf(last, { columns: columns(), stages: counts(stageOf.values()), back, complete });
    }
    return undefined;
  };
}

function shareOf({ replaced, desired }: LookedEvent): number {
  return desired > 0 ? replaced / desired : 0;
}

function partsOf(looked: LookedEvent, { stages }: BarOptions): string[] {
  const underWay = UNDER_WAY.map((stage) => ({ stage, count: stages?.get(stage) ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  return [
    `${looked.replaced} of ${looked.desired} replaced`,
    `${looked.serving} serving of ${looked.desired}`,
    ...underWay.map(({ stage, count }) => `${count} ${stage}`),
  ];
}

function fitted(bar: string, parts: readonly string[], columns: number): string {
  const kept = [...parts];
  while (kept.length > 0 && bar.length + kept.join(", ").length > columns) {
    kept.pop();
  }
  return (bar + kept.join(", ")).trimEnd().slice(0, Math.max(0, columns));
}

function counts(stages: Iterable<Stage>): ReadonlyMap<Stage, number> {
  const found = new Map<Stage, number>();
  for (const stage of stages) {
    found.set(stage, (found.get(stage) ?? 0) + 1);
  }
  return found;
}
