import { audit } from "./audit/index.ts";
import type { Benchmark } from "./benchmark.ts";
import { detection } from "./detection/index.ts";
import { policy } from "./policy/index.ts";
import { preview } from "./preview/index.ts";
import { rollout } from "./rollout/index.ts";
import { scale } from "./scale/index.ts";

/** All benchmarks, in the order in which they are listed. */
export const BENCHMARKS: readonly Benchmark[] = [audit, detection, policy, preview, rollout, scale];
