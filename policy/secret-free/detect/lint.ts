/** secretlint's rules, run in this process. */
import { rules } from "@secretlint/secretlint-rule-preset-recommend";

/** A part of a text that one of secretlint's rules names. */
export interface Linted {
  /** As in `secretlint-grafana`. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What secretlint's rules find in a text. They are called one by one and not by secretlint's core, which notes down the time of each
 * step for good: a preview of 5,000 resources would keep 300,000 such notes. Messages, which hold what was found, are never made.
 */
export function lint(text: string): Linted[] {
  const found: Linted[] = [];
  for (const rule of LINT_RULES) {
    const { id } = rule.meta;
    const name = `secretlint-${id.replace(/^.*secretlint-rule-/, "")}`;
    const handler = rule.create(
      {
        sharedOptions: {},
        createTranslator: () => (messageId) => ({ message: "", messageId: String(messageId), data: undefined }),
        report: ({ range: [start, end] }) => found.push({ rule: name, start, end }),
        ignore: () => undefined,
      },
      {},
    );
    // What comes later would be lost. A test sees to it that nothing does.
    if (handler.file?.(new Source(text)) instanceof Promise) throw new Error(`${id} answers too late.`);
  }
  return found;
}

/**
 * Rules of the preset that are asked. Not its filter: comments in a text could switch rules off, and who may write a secret could write
 * them, too. Not those that the rules here say more exactly: URLs with placeholders, AWS's ids that are no keys, service accounts.
 */
export const LINT_RULES = rules.filter(
  ({ meta }) => !/-rule-(?:filter-comments|aws|basicauth|database-connection-string|gcp|privatekey)$/.test(meta.id),
);

/** A text that stands in no file. No rule asks for lines. */
class Source {
  readonly content: string;
  readonly contentType = "text";
  readonly ext = "";
  readonly filePath = undefined;
  readonly hasBOM = false;
  readonly physicalFilePath = undefined;

  constructor(content: string) {
    this.content = content;
  }

  getFilePath = (): undefined => undefined;
  getPhysicalFilePath = (): undefined => undefined;
  indexToPosition = (): never => noLines();
  locationToRange = (): never => noLines();
  positionToIndex = (): never => noLines();
  rangeToLocation = (): never => noLines();
}

function noLines(): never {
  throw new Error("A value has no lines.");
}
