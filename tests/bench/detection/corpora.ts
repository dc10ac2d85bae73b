import { judgedItems } from "../../policy/secret-free/corpus/judge.ts";
import { makeStates } from "../../policy/secret-free/corpus/states.ts";
import type { CorpusOptions } from "../../policy/secret-free/corpus/states.ts";
import { reportedIn } from "../../policy/secret-free/other-hand/judge.ts";
import { otherHandStates } from "../../policy/secret-free/other-hand/states.ts";
import type { OtherHandOptions, Part } from "../../policy/secret-free/other-hand/states.ts";
import type { Figure } from "../benchmark.ts";
import type { Corpus } from "./compare.ts";
import type { Item } from "./score.ts";

/** The corpus that the rules were made with; what stands in places that are secret by nature counts only by its content. */
export function ownCorpus(options: CorpusOptions): Corpus {
  const files = makeStates(options);
  return {
    files,
    items: files.flatMap(({ items }) => items),
    // Every file is read out of its text, as an audit would.
    judge: () =>
      files.flatMap(({ text, items }) => {
        JSON.parse(text);
        return judgedItems(items)
          .filter(({ item, isFound, isReported }) => (item.isSecret ? isFound : isReported))
          .map(({ item }) => item);
      }),
  };
}

/** The corpus that another hand made from what vendors publish, without a look at the rules; judged by the whole pack, as an audit asks it. */
export function otherHandCorpus(options: OtherHandOptions): Corpus {
  const files = otherHandStates(options);
  return {
    files,
    items: files.flatMap(({ planted }) => planted),
    judge: async () => {
      const reported: Item[] = [];
      for (const file of files) reported.push(...(await reportedIn(file)));
      return reported;
    },
  };
}

/** What is no part of the comparison: values that nothing tells from a digest or an id, and what stands beside a resource's properties. */
const APART: readonly (readonly [part: Part, name: string])[] = [
  ["untold", "ours: found of what nothing tells from an id"],
  ["named", "ours: found in names and aliases of resources"],
];

export async function sharesFound(options: Pick<OtherHandOptions, "seed" | "rounds">): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [part, name] of APART) {
    const { items, judge } = otherHandCorpus({ ...options, part, benignRounds: 0 });
    const found = new Set(await judge());
    figures.push({ table: "Other hand", name, value: (100 * found.size) / items.length, unit: "%" });
  }
  return figures;
}
