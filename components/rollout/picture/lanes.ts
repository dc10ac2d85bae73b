/** The upper panel: a lane an instance. */
import { duration, short } from "../tell/words.ts";
import { escaped } from "./escape.ts";
import { FONT, LEFT } from "./frame.ts";
import type { TimeAxis } from "./frame.ts";
import type { Lane, RolloutStory, Span } from "./story.ts";
import { cutTo, round, textAt, widthOf } from "./text.ts";

/** The strip that says which lanes are old. */
const STRIP = { x: LEFT - 16, width: 10 } as const;

export interface LanesLayout {
  /** Units from one lane to the next. */
  readonly pitch: number;
  /** Units that a lane's bar is high. */
  readonly bar: number;
  /** Every so many lanes have their name. */
  readonly labelStep: number;
  /** Units that all lanes take. */
  readonly height: number;
}

/** Lanes shrink from 24 units to 2, so that 30 instances and 800 both fit; names thin out so that they never touch. */
export function lanesLayout(count: number): LanesLayout {
  const pitch = Math.max(2, Math.min(24, 1100 / Math.max(1, count)));
  return {
    pitch,
    bar: pitch >= 8 ? pitch - 3 : pitch >= 4 ? pitch - 1 : pitch,
    labelStep: Math.ceil((FONT + 2) / pitch),
    height: pitch * Math.max(1, count),
  };
}

/** @param top where the first lane begins */
export function lanesPanel(story: RolloutStory, axis: TimeAxis, layout: LanesLayout, top: number): string {
  const rows = story.lanes.map((lane, index) => laneRow(lane, axis, layout, top + index * layout.pitch));
  return [...rows, strips(story.lanes, layout, top), names(story.lanes, layout, top)].join("\n");
}

function laneRow(lane: Lane, axis: TimeAxis, { bar, pitch }: LanesLayout, top: number): string {
  const y = top + (pitch - bar) / 2;
  const shapes = lane.spans.map((span) => spanShape(span, axis, y, bar));
  const words = lane.spans.map((span) => spanWord(span, axis, y, bar));
  return `<g class="lane">${tooltip(lane)}${shapes.join("")}${hatch(lane, axis, y, bar)}${words.join("")}</g>`;
}

function spanShape({ stage, from, to }: Span, axis: TimeAxis, y: number, bar: number): string {
  const height = stage === "gone" ? Math.min(bar, 2) : bar;
  const x = axis.x(from);
  const box = `x="${round(x)}" y="${round(y + (bar - height) / 2)}" width="${round(axis.x(to) - x)}" height="${round(height)}"`;
  return `<rect class="s-${stage}" ${box}/>`;
}

/** The stage's name in its span, where there is room for it. */
function spanWord({ stage, from, to }: Span, axis: TimeAxis, y: number, bar: number): string {
  const room = axis.x(to) - axis.x(from);
  if (stage === "gone" || bar < FONT + 2 || room < widthOf(stage, FONT) + 8) {
    return "";
  }
  return textAt(axis.x(from) + 4, y + bar / 2 + FONT * 0.35, stage, `class="w-${stage}"`);
}

/** Stripes over all that an old instance did, so that old and new differ without colour. */
function hatch(lane: Lane, axis: TimeAxis, y: number, bar: number): string {
  const [first] = lane.spans;
  const last = lane.spans.findLast(({ stage }) => stage !== "gone");
  if (lane.version === "new" || first === undefined || last === undefined) {
    return "";
  }
  const x = axis.x(first.from);
  return `<rect class="hatch" x="${round(x)}" y="${round(y)}" width="${round(axis.x(last.to) - x)}" height="${round(bar)}"/>`;
}

function tooltip(lane: Lane): string {
  const ways = lane.spans.map(({ stage, from, to }) => `${stage} ${duration(to - from)}`).join(", ");
  const text = [lane.name, lane.ip, `${lane.version} configuration ${short(lane.configurationId)}`, ways];
  return `<title>${escaped(text.filter((part) => part !== undefined).join("\n"))}</title>`;
}

/** Left of the lanes: striped beside old ones, plain beside new ones, one box for neighbours of a kind. */
function strips(lanes: readonly Lane[], { pitch }: LanesLayout, top: number): string {
  const runs: { version: Lane["version"]; begin: number; count: number }[] = [];
  lanes.forEach(({ version }, index) => {
    const open = runs.at(-1);
    if (open?.version === version) {
      open.count += 1;
    } else {
      runs.push({ version, begin: index, count: 1 });
    }
  });
  return runs
    .map(({ version, begin, count }) => {
      const y = top + begin * pitch;
      const height = count * pitch - Math.min(2, pitch / 4);
      const box = `x="${STRIP.x}" y="${round(y)}" width="${STRIP.width}" height="${round(height)}"`;
      return `<rect class="strip-${version}" ${box}/>${runName(version, y, height)}`;
    })
    .join("");
}

/** `old` or `new`, left of the strip and upright, once where it fits. */
function runName(version: Lane["version"], y: number, height: number): string {
  if (height < FONT) {
    return "";
  }
  return textAt(STRIP.x - 4, y + height / 2 + FONT * 0.35, version, 'class="end bold"');
}

function names(lanes: readonly Lane[], { pitch, labelStep }: LanesLayout, top: number): string {
  const room = STRIP.x - 32 - 8;
  return lanes
    .filter((_, index) => index % labelStep === 0)
    .map((lane, index) => {
      const text = [short(lane.instanceId), lane.ip].filter((part) => part !== undefined).join(" ");
      const y = top + (index * labelStep + 0.5) * pitch + FONT * 0.35;
      return textAt(8, y, cutTo(text, room, FONT), 'class="name"');
    })
    .join("");
}
