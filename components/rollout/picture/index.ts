/** The report that stays when a rollout is over: a picture, and a page with it. */
import { join } from "node:path";
import type { RolloutEvent } from "../drive/events.ts";
import { linesOf } from "../tell/lines.ts";
import { instantText } from "../tell/words.ts";
import { pageOf } from "./html.ts";
import { storyOf } from "./story.ts";
import { svgOf } from "./svg.ts";

export { pageOf } from "./html.ts";
export { storyOf } from "./story.ts";
export type { CapacityPoint, Lane, Mark, RolloutStory, Span } from "./story.ts";
export { svgOf } from "./svg.ts";

/** Where a report stands. */
export interface ReportPaths {
  /** `rollout-<start>.svg`, the start in UTC as `20300131T120000Z`: a colon is no part of a file's name everywhere. */
  readonly svg: string;
  readonly html: string;
  /** `latest.svg`: the same, under a name that stays. */
  readonly latestSvg: string;
  readonly latestHtml: string;
}

/** Writes a whole file, and makes its folder where it is missing. */
export type Write = (path: string, text: string) => Promise<void>;

/**
 * Writes a rollout's report.
 *
 * @param title Default: the two configurations.
 * @throws RangeError without an event, and whatever `write` throws
 */
export async function writeReport(
  folder: string,
  events: readonly RolloutEvent[],
  write: Write,
  title?: string,
): Promise<ReportPaths> {
  const story = storyOf(events, title);
  const svg = svgOf(story);
  const html = pageOf(story, linesOf(events));
  const name = `rollout-${instantText(story.startedAt).replace(/[-:]/g, "")}`;
  const paths = {
    svg: join(folder, `${name}.svg`),
    html: join(folder, `${name}.html`),
    latestSvg: join(folder, "latest.svg"),
    latestHtml: join(folder, "latest.html"),
  };
  await write(paths.svg, svg);
  await write(paths.html, html);
  await write(paths.latestSvg, svg);
  await write(paths.latestHtml, html);
  return paths;
}
