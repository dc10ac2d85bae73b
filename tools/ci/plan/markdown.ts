/** A stack's plan, as the engine told it. */
export interface Plan {
  readonly system: string;
  readonly environment: string;
  /** What `pulumi preview` printed. */
  readonly text: string;
  /** Its exit code was 0. */
  readonly succeeded: boolean;
}

/** Bytes. GitHub refuses a step's summary above 1 MiB. */
export const LARGEST_SUMMARY = 1000 * 1000;

/** Characters. GitHub refuses a comment above 65,536. */
export const LARGEST_COMMENT = 65_000;

/** One stack's plan as Markdown: a line that says how much, and the plan folded away. A text that is too long loses its middle lines. */
export function planSection({ system, environment, text, succeeded }: Plan, largest: number = LARGEST_SUMMARY): string {
  const heading = `### ${system} ${environment}: ${succeeded ? summaryOf(text) : "the preview failed"}`;
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const around = `${heading}\n\n<details><summary>Plan</summary>\n\n${fence}diff\n\n${fence}\n\n</details>\n`;
  const shown = shorten(text.trimEnd(), largest - Buffer.byteLength(around));
  return `${heading}\n\n<details><summary>Plan</summary>\n\n${fence}diff\n${shown}\n${fence}\n\n</details>\n`;
}

/** What marks the one comment, in Markdown that nobody sees. */
export const MARKER = "<!-- tidegate: plans -->";

/** The comment on a pull request: every stack's section, or those that fit and the way to the rest. */
export function commentBody(sections: readonly string[], run: string): string {
  const head = `${MARKER}\n## Plans\n\n`;
  const foot = `\n[The run](${run}) has each plan as its job's summary.\n`;
  if (sections.length === 0) return `${head}This change affects no stack.\n`;
  const all = `${head}${sections.join("\n")}${foot}`;
  if (all.length <= LARGEST_COMMENT) return all;
  const headings = sections.map((section) => section.split("\n", 1)[0] ?? "");
  return `${head}${headings.join("\n\n")}\n\nToo long for a comment.\n${foot}`.slice(0, LARGEST_COMMENT);
}

/** `2 to create, 1 to replace`, from the lines under "Resources:". */
function summaryOf(text: string): string {
  const counts = [...text.matchAll(/^\s+(?:[-+~<>]+|\+-)?\s*(\d+ to [a-z-]+)$/gm)].map(([, count]) => count ?? "");
  return counts.length === 0 ? "no change" : counts.join(", ");
}

/** Keeps the first and the last lines that fit: what the engine sums up stands at the end. */
function shorten(text: string, largest: number): string {
  if (Buffer.byteLength(text) <= largest) return text;
  const lines = text.split("\n");
  const half = (largest - 100) / 2;
  const first = fitting(lines, half);
  const last = fitting([...lines].reverse(), half).reverse();
  return [...first, `... ${lines.length - first.length - last.length} lines left out ...`, ...last].join("\n");
}

function fitting(lines: readonly string[], largest: number): string[] {
  let left = largest;
  const end = lines.findIndex((line) => (left -= Buffer.byteLength(line) + 1) < 0);
  return lines.slice(0, end < 0 ? lines.length : end);
}
