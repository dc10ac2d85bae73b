import type { Benchmark } from "./benchmark.ts";
import { preview } from "./preview/index.ts";
import { rollout } from "./rollout/index.ts";
import { scale } from "./scale/index.ts";

/** All benchmarks, in the order in which they are listed. */
export const BENCHMARKS: readonly Benchmark[] = [preview, rollout, scale];
