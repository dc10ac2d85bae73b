/** What of the engine's output a rehearsal shows. */

/** Lines that only say that something has begun: its end is told as well. */
const BEGINNINGS = /^@ updating|^\s*Loading policy packs|(creating|updating|replacing|deleting)( \w+)? \(\d+s\)|^\s*$/;
/** What a provider says while it works, behind the name of the stack's row. */
const SAYING = /^\s*[~+-]*\s*pulumi:pulumi:Stack \S+ \S+( \(\d+s\))? (rollout\b.*|\[[#-]+\].*)$/;
/** The same once more, gathered at the end. */
const SAID = /^\s{4,}rollout\b/;

export interface Shown {
  readonly text: string;
  /** A progress bar: the next line may take its place. */
  readonly passing: boolean;
}

/** How a line of the engine is shown; undefined when it isn't. */
export function shownLine(line: string): Shown | undefined {
  const saying = SAYING.exec(line)?.[2];
  if (saying !== undefined) {
    return { text: saying, passing: saying.startsWith("[") };
  }
  return BEGINNINGS.test(line) || SAID.test(line) ? undefined : { text: line, passing: false };
}
