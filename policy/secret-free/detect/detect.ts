import type { Value } from "@tidegate/policy";
import { FORMS } from "./forms.ts";
import { isPlaceholder } from "./harmless.ts";
import { lint } from "./lint.ts";
import { spotsIn } from "./texts.ts";
import { unfold } from "./unfold.ts";
import type { Piece } from "./unfold.ts";
import { wholeRule } from "./whole.ts";

/** A secret, by its place alone: nothing of it is here. */
export interface Found {
  /** As in `containerDefinitions[0].environment[2].value`. */
  readonly path: string;
  /** As in `jwt`, `named-secret`, `secretlint-slack`. */
  readonly rule: string;
}

/**
 * Looks for secrets in a value, in every text of it: also in JSON, base64 and gzip in texts, some levels deep. By this project's rules
 * and secretlint's.
 *
 * @param path where the value itself stands; default: nowhere, so that paths begin with its keys
 * @param name what the value itself is called
 * @returns one for each place and rule
 */
export function secretsIn(value: Value, path = "", name?: string): Found[] {
  const { pieces, found } = unfold(value, path, name);
  const byName = pieces.flatMap(({ path: own, name: called, text, isRest }) => {
    const rule = wholeRule(text, called, isRest);
    return rule === undefined ? [] : [{ path: own, rule }];
  });
  return distinct([...found, ...byName, ...byText(pieces)]);
}

function byText(pieces: readonly Piece[]): Found[] {
  const text = joined(pieces);
  if (text === "") return [];
  const byForm = FORMS.flatMap(({ rule, form }) =>
    [...text.matchAll(form)].map(({ 0: match, index }) => ({ rule, start: index, end: index + match.length })),
  );
  const spots = [...byForm, ...lint(text)].filter(({ start, end }) => !isPlaceholder(text.slice(start, end)));
  const place = placesIn(pieces);
  return [...spots, ...spotsIn(text)].map(({ rule, start }) => ({ path: place(start), rule }));
}

/** All pieces as one text, so that each rule runs once a value; no rule reaches over the NUL between two. */
function joined(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join(BETWEEN);
}

const BETWEEN = "\n\0\n";

/** Says which piece a position in the joined text belongs to. */
function placesIn(pieces: readonly Piece[]): (position: number) => string {
  let start = 0;
  const starts = pieces.map(({ text }) => {
    const own = start;
    start += text.length + BETWEEN.length;
    return own;
  });
  return (position) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle;
    }
    return pieces[low]?.path ?? "";
  };
}

function distinct(all: readonly Found[]): Found[] {
  return [...new Map(all.map((one) => [`${one.path}\n${one.rule}`, one])).values()];
}
