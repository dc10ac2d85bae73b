import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { withTemporaryFolder } from "../../support/temp.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { onClouds } from "../clouds.ts";
import { compare } from "./compare.ts";
import { MODULES } from "./programs.ts";
import { writeTemplateModules } from "./template.ts";

const STACKS = ["trivia-pay", "circle-of-trust", "order-tracking", "sandbox-broker"] as const;

/**
 * `pulumi preview` of each stack against the same program as Pulumi's template would start it: through ts-node with type
 * check, providers imported by their roots, its cache cold (none) and warm; and against an empty program.
 *
 * Time is the whole command's; memory is the peak of the process that runs the program. All are previewed by the same
 * engine, on the same embedded clouds.
 */
export const preview: Benchmark = {
  name: "preview",
  summary: "preview of each stack, against the way Pulumi's template starts it",
  subjects: STACKS,
  runs: 3,
  run: (options) => withTemporaryFolder("bench", (folder) => each(folder, options)),
};

function each(folder: string, options: BenchmarkOptions): Promise<readonly Figure[]> {
  return onClouds(folder, options, async ({ environment }) => {
    const figures: Figure[] = [];
    await writeTemplateModules(MODULES, join(folder, "node_modules"));
    for (const stack of options.subjects) {
      const own = join(folder, stack);
      await mkdir(own);
      figures.push(...(await compare({ stack, folder: own, environment }, options)));
    }
    return figures;
  });
}
