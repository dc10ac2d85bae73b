import type { Benchmark, Figure } from "../benchmark.ts";
import { compare } from "./compare.ts";
import { otherHandCorpus, ownCorpus, sharesFound } from "./corpora.ts";
import { checkedExpressions } from "./expressions.ts";
import { fuzzed } from "./fuzz.ts";

/**
 * The detector of policy/secret-free beside gitleaks, detect-secrets, CredSweeper and secretlint on generated states: every kind of
 * secret and of look-alike in every kind of place. The rules were made with the first corpus; the second has another seed, and names
 * that the first never uses. The third was made by another hand from what vendors publish, before a look at the rules.
 */
export const detection: Benchmark = {
  name: "detection",
  summary: "Secrets found in generated states, beside four other detectors; fuzz; expressions",
  subjects: ["corpus", "held-out", "other-hand", "fuzz", "expressions"],
  runs: 1,
  run: async ({ subjects, progress }) => {
    const figures: Figure[] = [];
    for (const subject of subjects) figures.push(...((await SUBJECTS[subject]?.(progress)) ?? []));
    return figures;
  },
};

const OTHER_HAND = { seed: 20_261_121, rounds: 4 };

const SUBJECTS: Readonly<Record<string, (progress: (line: string) => void) => Promise<Figure[]>>> = {
  corpus: (progress) =>
    compare("Corpus", ownCorpus({ seed: 1, names: "development", rounds: 1, lookalikeRounds: 4 }), progress),
  "held-out": (progress) =>
    compare("Held-out seed", ownCorpus({ seed: 7_919, names: "held out", rounds: 1, lookalikeRounds: 1 }), progress),
  "other-hand": async (progress) => [
    ...(await compare("Other hand", otherHandCorpus({ ...OTHER_HAND, benignRounds: 10 }), progress)),
    ...(await sharesFound(OTHER_HAND)),
  ],
  fuzz: async (progress) => fuzzed(progress),
  expressions: checkedExpressions,
};
