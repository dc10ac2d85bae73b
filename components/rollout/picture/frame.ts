/** The sizes that a picture's parts share, and its time axis. Units are those of the SVG's view box. */
import { scaleUtc } from "d3-scale";
import type { Instant } from "../plan/observation.ts";
import { duration } from "../tell/words.ts";
import type { RolloutStory } from "./story.ts";
import { round, textAt } from "./text.ts";

export const WIDTH = 1200;
export const EDGE = 20;
/** Where the panels begin: left of it stand the names of instances. */
export const LEFT = 190;
/** Where the panels end: right of it stand the names of lines, and marks reach into it. */
export const RIGHT = WIDTH - 150;
/** Font size of everything but the heading. */
export const FONT = 11;

export interface TimeAxis {
  /** Where an instant stands. */
  x(at: Instant): number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/**
 * The axis counts from the start. Its scale is one of dates from 1970 on, because those break at 5, 15 and 30 seconds
 * and minutes, where a scale of numbers would break at 20 and 50.
 */
export function timeAxis({ startedAt, endedAt }: RolloutStory): TimeAxis {
  const span = Math.max(1000, endedAt - startedAt);
  const scale = scaleUtc()
    .domain([new Date(0), new Date(span)])
    .range([LEFT, RIGHT]);
  const ticks = scale.ticks(8).filter((tick) => tick.getTime() % 1000 === 0);
  return {
    x: (at) => scale(new Date(at - startedAt)),
    ticks: ticks.map((tick) => ({ x: scale(tick), label: duration(tick.getTime()) })),
  };
}

/** Vertical lines at the ticks, through a panel. */
export function gridLines(axis: TimeAxis, top: number, bottom: number): string {
  const d = axis.ticks.map(({ x }) => `M${round(x)} ${round(top)}V${round(bottom)}`).join("");
  return `<path class="grid" d="${d}"/>`;
}

/** The ticks' labels, centred at a height. */
export function tickLabels(axis: TimeAxis, y: number): string {
  return axis.ticks.map(({ x, label }) => textAt(x, y, label, 'class="faint middle"')).join("");
}
