import { join } from "node:path";

import { withTemporaryFolder } from "../../support/temp.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { compare } from "./compare.ts";

/**
 * `pulumi preview` of stacks/trivia-pay against the same program as Pulumi's template would start it: through ts-node with
 * type check, providers imported by their roots, its cache cold (none) and warm; and against an empty program.
 *
 * Time is the whole command's; memory is the peak of the process that runs the program. All are previewed by the same
 * engine, on the same embedded clouds.
 */
export const preview: Benchmark = {
  name: "preview",
  summary: "preview of stacks/trivia-pay, against the way Pulumi's template starts it",
  run: (options) => withTemporaryFolder("bench", (folder) => onClouds(folder, options)),
};

async function onClouds(folder: string, options: BenchmarkOptions): Promise<readonly Figure[]> {
  // Loaded here, so that listing the benchmarks stays quick.
  const { openSession } = await import("../../../rehearsal/session/session.ts");
  const { stopClouds } = await import("../../../rehearsal/session/clouds.ts");
  const session = await openSession({ root: join(folder, "rehearsal"), say: options.progress });
  try {
    return await compare(folder, session.environment, options);
  } finally {
    await stopClouds(session.paths);
  }
}
