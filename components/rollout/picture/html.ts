/** A page about one rollout: summary, picture, instances, lines. It needs no script and no network. */
import type { Stage } from "../drive/events.ts";
import { duration, instantText, short } from "../tell/words.ts";
import { escaped } from "./escape.ts";
import { figuresOf, instancesText, servingText, timeIn, verdict } from "./figures.ts";
import { STAGES } from "./palette.ts";
import type { Lane, RolloutStory } from "./story.ts";
import { svgOf } from "./svg.ts";

/** @param lines the events in words, as `linesOf` gives them */
export function pageOf(story: RolloutStory, lines: readonly string[]): string {
  const heading = `${story.title}: ${verdict(story)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(heading)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(heading)}</h1>
${summary(story)}
<figure>
${svgOf(story)}</figure>
<h2>Instances</h2>
${table(story)}
<h2>Events</h2>
<pre>${escaped(lines.join("\n"))}</pre>
</main>
</body>
</html>
`;
}

function summary(story: RolloutStory): string {
  const { duration: took } = figuresOf(story);
  const facts: readonly (readonly [term: string, text: string | undefined])[] = [
    ["Outcome", story.outcome],
    ["Cause of the failure", story.cause],
    ["The pool points at", story.serving === "" ? undefined : story.serving],
    ["Before", story.from === "" ? "nothing" : story.from],
    ["Target", story.to],
    ["Started", instantText(story.startedAt)],
    ["Ended", story.outcome === "running" ? "not yet" : instantText(story.endedAt)],
    ["Duration", duration(took)],
    ["Lowest serving", servingText(story)],
    ["Most instances", `${instancesText(story)} (surge ${story.surge})`],
  ];
  const rows = facts.flatMap(([term, text]) =>
    text === undefined ? [] : [`<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`],
  );
  return `<dl>\n${rows.join("\n")}\n</dl>`;
}

function table({ lanes, startedAt, endedAt }: RolloutStory): string {
  const stages = STAGES.filter((stage) => stage !== "gone" && lanes.some((lane) => timeIn(lane, stage) > 0));
  const heads = ["Instance", "Address", "Version", "First seen", ...stages, "Gone"];
  const rows = lanes.map((lane) => row(lane, stages, startedAt));
  return `<table>
<caption>Time in each stage, up to ${escaped(duration(endedAt - startedAt))} after the start.</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

function row(lane: Lane, stages: readonly Stage[], startedAt: number): string {
  const since = (at: number | undefined): string => (at === undefined ? "" : `+${duration(at - startedAt)}`);
  const times = stages.map((stage) => timeIn(lane, stage)).map((time) => (time > 0 ? duration(time) : ""));
  const gone = lane.spans.find(({ stage }) => stage === "gone");
  const cells = [lane.ip ?? "", `${lane.version} ${short(lane.configurationId)}`, since(lane.spans[0]?.from)];
  const name = `<th scope="row" title="${escaped(lane.instanceId)}">${escaped(lane.name)} ${escaped(short(lane.instanceId))}</th>`;
  return `<tr>${name}${[...cells, ...times, since(gone?.from)].map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
}

const PAGE_STYLE = `
body { margin: 0; background: #f4f4f4; color: #1a1a1a; font: 15px/1.45 "Liberation Sans", Arial, Helvetica, sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 16px 24px 40px; }
h1 { font-size: 22px; }
h2 { font-size: 17px; margin-top: 32px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; }
dt { color: #5f5f5f; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 20px 0; overflow-x: auto; background: #fff; border: 1px solid #d0d0d0; }
figure svg { display: block; width: 100%; min-width: 900px; height: auto; }
table { border-collapse: collapse; background: #fff; font-size: 13px; width: 100%; }
caption { text-align: left; padding-bottom: 6px; color: #5f5f5f; }
th, td { border: 1px solid #d0d0d0; padding: 3px 8px; text-align: right; white-space: nowrap; }
thead th { background: #ebebeb; }
th:nth-child(-n + 3), td:nth-child(-n + 3) { text-align: left; }
tbody th { font-weight: normal; }
pre { background: #fff; border: 1px solid #d0d0d0; padding: 12px; font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  @page { size: A4; margin: 12mm; }
  body { background: #fff; font-size: 11px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  figure { border: none; overflow: visible; break-inside: avoid; }
  figure svg { min-width: 0; max-height: 195mm; }
  table, pre { font-size: 8.5px; }
  th, td { padding: 2px 4px; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;
