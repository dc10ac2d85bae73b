/** @tidegate/rollout: the surge rolling update of an OCI instance pool behind a load balancer. */
export * from "./choice.ts";
export * from "./defaults.ts";
export { folderFaults, knobFaults } from "./faults.ts";
export type { Canary, Checkpoint, RolloutKnobs } from "./knobs.ts";
export type { HistoryEntry } from "./provider/history.ts";
export * from "./shelf.ts";
export type { SmokeCheckArgs } from "./smoke/index.ts";
export { SMOKE_DEFAULTS, SmokeCheck, smokeFaults } from "./smoke/index.ts";
export * from "./surgeRollout.ts";
