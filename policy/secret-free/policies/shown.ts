/** Paths of findings as they may be told: a key can be the secret itself. */
import { readsAsName } from "@tidegate/policy";
import type { Bag, Finding } from "@tidegate/policy";
import { unfold } from "../detect/unfold.ts";
import { stepsTo } from "./within.ts";
import type { Step } from "./within.ts";

/**
 * The findings of one resource, with keys that could be secrets told by their number. A resource's own properties are its type's and told
 * as they are. Every other key is told only if it reads as a name and stands in no text that something was found in: a
 * password that is a word is shown neither as a value nor as a key.
 */
export function shown(type: string, props: Bag, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0) return [];
  const paths = new Set(findings.map(({ path }) => path));
  const texts = unfold(props, "").pieces.filter(({ path }) => paths.has(path));
  const isTold = (key: string): boolean =>
    readsAsName(key) && (key.length < SHORTEST || ORDINARY.has(key) || !texts.some(({ text }) => text.includes(key)));
  const free = FREE.test(type);
  return findings.map((finding) => {
    const steps = stepsTo(finding.path, props);
    const path = steps.map((step, depth) => (depth === 0 && !free ? step.text : textOf(step, isTold))).join("");
    return { ...finding, path: path.replace(/^\./, "") };
  });
}

/** Characters; a shorter key stands in many texts by chance. */
const SHORTEST = 4;

/** Types whose properties are called as their program likes: a stack's outputs, dynamic resources. */
const FREE = /^(?:pulumi:pulumi:|pulumi-(?:nodejs|python):)/;

/** Keys that say only what is behind them, and stand in many texts for that. */
const ORDINARY = new Set(
  (
    "value values content contents name names data text string json yaml user users username host url uri path file type " +
    "command commands script environment variables environmentVariables config settings password passwords secret " +
    "secrets token tokens auth login headers body options arguments"
  ).split(" "),
);

function textOf({ text, key, at }: Step, isTold: (key: string) => boolean): string {
  if (key !== undefined) return isTold(key) ? text : `[key ${at + 1}]`;
  return at < 0 ? text.replace(STEP, (step) => restText(step, isTold)) : text;
}

/** One step of what can't be followed. */
const STEP = /(?:^|\.)[A-Za-z_$][\w$-]{0,63}|\["[^"\\]{0,64}"\]/g;

function restText(step: string, isTold: (key: string) => boolean): string {
  return isTold(step.replace(/^\[?["]?\.?|"\]$/g, "")) ? step : "[key]";
}
