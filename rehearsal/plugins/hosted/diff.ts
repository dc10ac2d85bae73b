/** Which of a resource's inputs differ, and which of them replace it. */
import { hasReplaceHint } from "../aws/hinted.ts";
import { compareInputs } from "../declared/diff.ts";
import type { Difference } from "../protocol/provider.ts";
import { revealAll, type Properties } from "../protocol/values.ts";
import type { Subject } from "./subject.ts";

export function diffInputs(subject: Subject, olds: Properties, news: Properties): Difference {
  const { kind, declared } = subject;
  const sets = new Set(kind?.sets ?? []);
  const together = kind?.replacesTogether?.(revealAll(olds), revealAll(news)) ?? [];
  const changes = compareInputs(
    {
      ...declared,
      replaces: (path) => replaces(subject, path) || together.includes(path),
      isSet: (list) => sets.has(list),
    },
    olds,
    news,
  );
  const isReplaced = changes.some(({ replace }) => replace);
  return { changes, deleteBeforeReplace: isReplaced && kind?.deleteBeforeReplace === true };
}

/** Whether a change at `path` (no list indexes) makes a new resource, whatever changes with it. */
export function replaces({ kind, declared }: Subject, path: string): boolean {
  return (
    kind?.replaces?.includes(path) === true || (kind === undefined && isPlace(path)) || hasReplaceHint(declared, path)
  );
}

/** Of a type that no table knows: what it belongs to. Nothing moves from one place to another. */
const isPlace = (path: string): boolean =>
  /^(?:repository|organization|project|stack|environment|team)(?:Name|Id)?$/.test(path) || path === "orgName";
