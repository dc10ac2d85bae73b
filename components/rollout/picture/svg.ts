/** A rollout's timeline as one SVG: heading, legend, a lane an instance, and the capacity below. */
import { instantText, short } from "../tell/words.ts";
import { CAPACITY_HEIGHT, capacityPanel } from "./capacity.ts";
import { escaped } from "./escape.ts";
import { instancesText, servingText, verdict } from "./figures.ts";
import { EDGE, FONT, gridLines, RIGHT, tickLabels, timeAxis, WIDTH } from "./frame.ts";
import type { TimeAxis } from "./frame.ts";
import { lanesLayout, lanesPanel } from "./lanes.ts";
import { inRows } from "./place.ts";
import type { Placed } from "./place.ts";
import { LOOKS, STAGES } from "./palette.ts";
import type { Mark, RolloutStory } from "./story.ts";
import { DEFINITIONS, STYLE } from "./style.ts";
import { cutTo, round, textAt, widthOf, wrapped } from "./text.ts";

const MARK_ROW = 15;

/** The picture, as the whole text of an `.svg` file; it can also stand in a page as it is. */
export function svgOf(story: RolloutStory): string {
  const axis = timeAxis(story);
  const layout = lanesLayout(story.lanes.length);
  const heading = headingOf(story);
  const legend = legendOf(story, heading.bottom + 14);
  const marks = placedMarks(story, axis);
  const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const lanesTop = legend.bottom + 22 + rows * MARK_ROW;
  const lanesBottom = lanesTop + layout.height;
  const capacityTop = lanesBottom + 44;
  const capacityBottom = capacityTop + CAPACITY_HEIGHT;
  const height = Math.ceil(capacityBottom + 40);
  return `<svg class="rollout" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="rollout-title rollout-desc">
<title id="rollout-title">${escaped(`${story.title}: ${verdict(story)}`)}</title>
<desc id="rollout-desc">${escaped(description(story))}</desc>
<style>${STYLE}</style>
<defs>${DEFINITIONS}</defs>
<rect class="ground" width="${WIDTH}" height="${height}"/>
${heading.svg}
${legend.svg}
${gridLines(axis, lanesTop, lanesBottom)}
${lanesPanel(story, axis, layout, lanesTop)}
${tickLabels(axis, lanesBottom + 16)}
${gridLines(axis, capacityTop, capacityBottom)}
${textAt(8, capacityTop + FONT, "Capacity", 'class="bold"')}
${textAt(8, capacityTop + FONT + 15, "instances over time", 'class="faint"')}
${capacityPanel(story, axis, capacityTop)}
${tickLabels(axis, capacityBottom + 16)}
${textAt(RIGHT + 36, capacityBottom + 16, "since the start", 'class="faint"')}
${marks.map((mark) => markShape(mark, lanesTop, lanesBottom, capacityTop, capacityBottom)).join("\n")}
</svg>
`;
}

interface Part {
  readonly svg: string;
  readonly bottom: number;
}

function headingOf(story: RolloutStory): Part {
  const facts = [
    `${instantText(story.startedAt)} to ${instantText(story.endedAt)}`,
    `surge ${story.surge}`,
    `serving at least ${servingText(story)}`,
    `at most ${instancesText(story)}`,
  ].join("   ");
  const cause = story.cause === undefined ? [] : wrapped(`Cause: ${story.cause}`, WIDTH - 2 * EDGE, 12, 3);
  const lines = [
    textAt(EDGE, 32, cutTo(`${story.title}: ${verdict(story)}`, WIDTH - 2 * EDGE, 18), 'class="heading"'),
    textAt(EDGE, 54, cutTo(facts, WIDTH - 2 * EDGE, 12), 'class="facts"'),
    ...cause.map((text, index) => textAt(EDGE, 73 + index * 16, text, 'class="cause"')),
  ];
  return { svg: lines.join("\n"), bottom: 56 + (cause.length > 0 ? 4 : 0) + cause.length * 16 };
}

/** What the colours and stripes mean: only of stages that are in the picture, in as many rows as it takes. */
function legendOf(story: RolloutStory, top: number): Part {
  const seen = new Set(story.lanes.flatMap(({ spans }) => spans.map(({ stage }) => stage)));
  const entries = [
    ...STAGES.filter((stage) => seen.has(stage)).map((stage) => [`s-${stage}`, LOOKS[stage].meaning] as const),
    ["strip-old", story.from === "" ? "old" : `old, not of ${short(story.to)}`] as const,
    ["strip-new", `new, of ${short(story.to)}`] as const,
  ];
  let x = EDGE;
  let y = top;
  const svg = entries.map(([look, meaning]) => {
    const width = 22 + widthOf(meaning, FONT) + 14;
    if (x + width > WIDTH - EDGE) {
      x = EDGE;
      y += 18;
    }
    const entry = `<rect class="${look}" x="${round(x)}" y="${y}" width="16" height="12"/>${textAt(x + 22, y + 10, meaning)}`;
    x += width;
    return entry;
  });
  return { svg: svg.join("\n"), bottom: y + 12 };
}

/** Marks with the rows of their labels. What can't be told in the room on the right is cut. */
export function placedMarks({ marks }: RolloutStory, axis: TimeAxis): Placed<Mark>[] {
  const labels = marks.map((mark) => {
    const x = axis.x(mark.at);
    const text = cutTo(mark.text, 1195 - x - 4, FONT);
    return { item: { ...mark, text }, x, width: 4 + widthOf(text, FONT) };
  });
  return inRows(labels, 6);
}

function markShape(mark: Placed<Mark>, top: number, bottom: number, capacityTop: number, capacityBottom: number) {
  const y = top - 6 - mark.row * MARK_ROW;
  const x = round(mark.x);
  const d = `M${x} ${round(y - FONT + 2)}V${round(bottom)}M${x} ${round(capacityTop)}V${round(capacityBottom)}`;
  return `<path class="mark" d="${d}"/>${textAt(mark.x + 4, y, mark.item.text, 'class="mark-name"')}`;
}

function description(story: RolloutStory): string {
  const old = story.lanes.filter(({ version }) => version === "old").length;
  const parts = [
    `Timeline of ${old} old and ${story.lanes.length - old} new instances, from ${instantText(story.startedAt)} to ${instantText(story.endedAt)}.`,
    `Serving at least ${servingText(story)}; at most ${instancesText(story)}.`,
    story.cause === undefined ? "" : `Cause of the failure: ${story.cause}`,
    story.marks.length > 0 ? `Marks: ${story.marks.map(({ text }) => text).join(", ")}.` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
