import type { Entry } from "../log.ts";
import type { Truth } from "../truth.ts";

/** What must hold in every world, judged by its log alone. */
export interface Rule {
  readonly name: string;
  /** In one sentence. */
  readonly says: string;
  /** @param broken told of every violation, in words */
  watch(truth: Truth, broken: (words: string) => void): Watch;
}

/** Called after the truth has taken the entry in. */
export type Watch = { readonly [K in Entry["kind"]]?: (entry: Extract<Entry, { kind: K }>) => void };
