/** The lower panel: how many served and how many there were, against what was asked for and what was allowed. */
import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { FONT, LEFT, RIGHT } from "./frame.ts";
import type { TimeAxis } from "./frame.ts";
import type { LINES } from "./palette.ts";
import { spread } from "./place.ts";
import type { CapacityPoint, RolloutStory } from "./story.ts";
import { round, textAt } from "./text.ts";

type Name = keyof typeof LINES;
type Height = (count: number) => number;

/** Units. */
export const CAPACITY_HEIGHT = 170;

/** @param top where the panel begins */
export function capacityPanel(story: RolloutStory, axis: TimeAxis, top: number): string {
  const bottom = top + CAPACITY_HEIGHT;
  const [low, high] = heightRange(story);
  const scale = scaleLinear().domain([low, high]).range([bottom, top]);
  const y: Height = (count) => scale(count);
  return [
    countLabels(scale.ticks(5).filter(Number.isInteger), y),
    shortfalls(story, axis, top),
    levelLine("limit", y(story.desired + story.surge)),
    stepLine("instances", story, axis, y),
    stepLine("serving", story, axis, y),
    levelLine("desired", y(story.desired)),
    lineNames(story, y, top, bottom),
    low > 0 ? textAt(LEFT + 4, bottom - 4, `The scale begins at ${low}.`, 'class="faint"') : "",
  ].join("\n");
}

/**
 * The counts at the bottom and the top. A line's height isn't read as a length, so the scale needs no zero: 390 to 410 of
 * 400 would be one thick line from there. It has one while that costs little: with 3 to 5 instances, 0 to 6.
 */
export function heightRange({ desired, surge, capacity }: RolloutStory): [low: number, high: number] {
  const counts = [desired, desired + surge, ...capacity.flatMap(({ serving, instances }) => [serving, instances])];
  const least = counts.reduce((a, b) => Math.min(a, b));
  const most = counts.reduce((a, b) => Math.max(a, b));
  const pad = Math.max(1, Math.ceil((most - least) / 4));
  const low = least - pad;
  return [low < most / 2 || most <= 12 ? 0 : low, most + pad];
}

function countLabels(counts: readonly number[], y: Height): string {
  const labels = counts.map((count) => textAt(LEFT - 6, y(count) + FONT * 0.35, String(count), 'class="faint end"'));
  const d = counts.map((count) => `M${LEFT} ${round(y(count))}H${RIGHT}`).join("");
  return `<path class="grid" d="${d}"/>${labels.join("")}`;
}

/** Marks the times at which fewer served than were asked for: the one thing that must not be missed. */
function shortfalls(story: RolloutStory, axis: TimeAxis, top: number): string {
  const { capacity, desired, endedAt } = story;
  return capacity
    .flatMap(({ at, serving }, index) => {
      const until = capacity[index + 1]?.at ?? endedAt;
      const x = axis.x(at);
      const box = `x="${round(x)}" y="${round(top)}" width="${round(axis.x(until) - x)}" height="${CAPACITY_HEIGHT}"`;
      return serving < desired ? [`<rect class="shortfall" ${box}/>`] : [];
    })
    .join("");
}

function levelLine(name: Name, y: number): string {
  return `<path class="line l-${name}" d="M${LEFT} ${round(y)}H${RIGHT}"/>`;
}

function stepLine(name: "serving" | "instances", { capacity, endedAt }: RolloutStory, axis: TimeAxis, y: Height) {
  const last = capacity.at(-1);
  if (last === undefined) {
    return "";
  }
  const draw = line<CapacityPoint>(
    ({ at }) => axis.x(at),
    (point) => y(point[name]),
  )
    .curve(curveStepAfter)
    .digits(1);
  const turns = capacity.filter((point, index) => index === 0 || point[name] !== capacity[index - 1]?.[name]);
  return `<path class="line l-${name}" d="${draw([...turns, { ...last, at: endedAt }]) ?? ""}"/>`;
}

/** Names at the right end of the lines, each with a piece of its line. */
function lineNames({ capacity, desired, surge }: RolloutStory, y: Height, top: number, bottom: number): string {
  const last = capacity.at(-1);
  const lines: { name: Name; count: number }[] = [
    { name: "limit", count: desired + surge },
    ...(last === undefined ? [] : [{ name: "instances" as const, count: last.instances }]),
    ...(last === undefined ? [] : [{ name: "serving" as const, count: last.serving }]),
    { name: "desired", count: desired },
  ];
  const places = spread(
    lines.map(({ count }) => y(count)),
    FONT + 3,
    top + FONT / 2,
    bottom - FONT / 2,
  );
  return lines
    .map(({ name, count }, index) => {
      const at = places[index] ?? 0;
      const piece = `<path class="line l-${name}" d="M${RIGHT + 8} ${round(at)}h22"/>`;
      return piece + textAt(RIGHT + 36, at + FONT * 0.35, `${name} ${count}`);
    })
    .join("");
}
