import { dirname } from "node:path/posix";
import type { Snapshots } from "./git.ts";
import { LOCK } from "./lock.ts";
import { manifestFacts } from "./packages.ts";
import { reacher } from "./reach.ts";
import type { Reach } from "./reach.ts";
import type { Snapshot } from "./snapshot.ts";
import { keyOf, stacksOf } from "./stacks.ts";

/** A stack whose preview can differ. */
export interface Affected {
  readonly system: string;
  readonly environment: string;
  /** Why, in words, nearest to the program first; at least one. */
  readonly reasons: readonly string[];
}

/**
 * The stacks of the head whose preview can differ from the base's: those that are new, and those that reach a file that
 * changed, at the base or at the head (so what was deleted counts for those that had it, and a rename as both), or a package
 * from outside that the lock file holds in another version.
 *
 * `docs`, `tests`, `.github` and Markdown change none. A stack that is gone at the head has no preview.
 */
export function affectedStacks({ base, head }: Snapshots): Affected[] {
  const before = new Map(stacksOf(base).map((stack) => [keyOf(stack), stack]));
  const [reachBefore, reachNow] = [reacher(base), reacher(head)];
  return stacksOf(head).flatMap((stack) => {
    const old = before.get(keyOf(stack));
    const reasons =
      old === undefined ? [`${stack.settings} is new`] : differences({ base, head }, reachBefore(old), reachNow(stack));
    return reasons.length === 0 ? [] : [{ system: stack.system, environment: stack.environment, reasons }];
  });
}

function differences({ base, head }: Snapshots, before: Reach, now: Reach): string[] {
  const changed = [...now.files.keys()].filter((path) => contentOf(base, path) !== contentOf(head, path));
  const gone = [...before.files.keys()].filter((path) => !head.files.has(path));
  return [
    ...changed.map((path) => `${path} ${base.files.has(path) ? "changed" : "is new"}${ledBy(now, path)}`),
    ...gone.map((path) => `${path} is gone${ledBy(before, path)}`),
    // With one lock file, only imports can have come or gone, and they are told already.
    ...(base.files.get(LOCK) === head.files.get(LOCK) ? [] : lockDifferences(before, now)),
  ];
}

/** What identifies the part of a file that a preview can depend on. */
function contentOf(snapshot: Snapshot, path: string): string | undefined {
  const content = snapshot.files.get(path);
  if (content === undefined || !/(^|\/)package\.json$/.test(path)) return content;
  return manifestFacts(snapshot, path);
}

function lockDifferences(before: Reach, now: Reach): string[] {
  const places = new Set([...now.outside.keys(), ...before.outside.keys()]);
  return [...places]
    .filter((place) => now.outside.get(place) !== before.outside.get(place))
    .map((place) => `${nameIn(place)} ${versionIn(before, place)} -> ${versionIn(now, place)} in ${LOCK}`);
}

function nameIn(place: string): string {
  return place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
}

function versionIn({ outside }: Reach, place: string): string {
  return outside.get(place)?.split(" ", 1)[0] ?? "none";
}

/** By which modules a file is reached, from the program on, the middle of a long way left out. */
function ledBy({ files }: Reach, path: string): string {
  const way: string[] = [];
  for (let by = files.get(path); by !== undefined; by = files.get(by)) way.unshift(by);
  const shown = way.filter((step) => dirname(step) !== step && !step.endsWith("Pulumi.yaml"));
  if (shown.length === 0) return "";
  return `, by ${(shown.length > 4 ? [...shown.slice(0, 2), "...", ...shown.slice(-1)] : shown).join(" > ")}`;
}
