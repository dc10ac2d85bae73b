/** The small words that lines, bars and pictures share. */
import type { RolloutEvent } from "../drive/events.ts";
import type { Instant } from "../plan/observation.ts";

export type Outcome = Extract<RolloutEvent, { kind: "finished" }>["outcome"];

/** The end of an OCID, as people tell resources apart: `…a1b2c3`. An empty id is `nothing`. */
export function short(id: string): string {
  if (id === "") {
    return "nothing";
  }
  return id.length > 6 ? `…${id.slice(-6)}` : id;
}

/** Milliseconds as people read them: `2m05s`, `1h02m05s`. Below zero is zero; parts of a second are left away. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const end = `${two(seconds % 60)}s`;
  return hours > 0 ? `${hours}h${two(minutes)}m${end}` : `${minutes}m${end}`;
}

/** An instant in UTC, to the second: `2030-01-31T23:59:59Z`. */
export function instantText(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Text from elsewhere as one harmless line: line breaks and terminal codes become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** A URL without what may be secret in it: user, password, query and fragment. */
export function publicUrl(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    // Not a URL: still cut where a query would begin, because it may hold a token.
    return oneLine(url).replace(/[?#].*$/, "");
  }
}

/** How a rollout ended, and what the pool runs now, in one clause. */
export function outcomeText(outcome: Outcome, serving: string): string {
  switch (outcome) {
    case "moved":
      return `moved, ${short(serving)} serves`;
    case "unchanged":
      return `unchanged, ${short(serving)} serves`;
    case "returned":
      return `failed and returned, ${short(serving)} serves`;
    case "halted":
      return `failed and halted, the pool was left as it is and points at ${short(serving)}`;
  }
}

/** `1 instance`, `4 instances`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
