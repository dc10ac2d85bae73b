/** The numbers that sum a rollout up. */
import type { Lane, RolloutStory } from "./story.ts";
import type { Stage } from "../drive/events.ts";
import { duration, short } from "../tell/words.ts";

export interface Figures {
  /** Milliseconds from start to end. */
  readonly duration: number;
  /** The least that served at any look; undefined without a look. */
  readonly lowestServing?: number;
  /** The most instances at any look; undefined without a look. */
  readonly mostInstances?: number;
  /** Instances that were allowed at once: the desired size and the surge. */
  readonly limit: number;
}

export function figuresOf({ startedAt, endedAt, desired, surge, capacity }: RolloutStory): Figures {
  const lowest = capacity.reduce((least, { serving }) => Math.min(least, serving), Infinity);
  const most = capacity.reduce((greatest, { instances }) => Math.max(greatest, instances), -Infinity);
  return {
    duration: endedAt - startedAt,
    lowestServing: Number.isFinite(lowest) ? lowest : undefined,
    mostInstances: Number.isFinite(most) ? most : undefined,
    limit: desired + surge,
  };
}

/** Milliseconds that an instance spent in a stage. */
export function timeIn(lane: Lane, stage: Stage): number {
  return lane.spans.filter((span) => span.stage === stage).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How it ended and how long it took, for a heading. */
export function verdict(story: RolloutStory): string {
  const took = duration(story.endedAt - story.startedAt);
  switch (story.outcome) {
    case "moved":
      return `moved in ${took}`;
    case "unchanged":
      return `nothing to replace, seen in ${took}`;
    case "returned":
      return `failed, back at ${short(story.serving)} after ${took}`;
    case "halted":
      return `failed, halted after ${took}`;
    case "running":
      return `not finished after ${took}`;
  }
}

/** `4 of 4 desired`, with what is amiss when it is less. */
export function servingText(story: RolloutStory): string {
  const { lowestServing } = figuresOf(story);
  if (lowestServing === undefined) {
    return "never looked at";
  }
  const missing = story.desired - lowestServing;
  return `${lowestServing} of ${story.desired} desired${missing > 0 ? `, ${missing} too few` : ""}`;
}

/** `5 of 5 allowed`, with what is amiss when it is more. */
export function instancesText(story: RolloutStory): string {
  const { mostInstances, limit } = figuresOf(story);
  if (mostInstances === undefined) {
    return "never looked at";
  }
  const above = mostInstances - limit;
  return `${mostInstances} of ${limit} allowed${above > 0 ? `, ${above} too many` : ""}`;
}
