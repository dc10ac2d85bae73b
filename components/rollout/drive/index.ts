/** @tidegate/rollout/drive: the rolling update itself, on whatever ports it is given. */
export * from "../defaults.ts";
export * from "../knobs.ts";
export * from "../plan/decision.ts";
export * from "../plan/observation.ts";
export { decide } from "../plan/plan.ts";
export { GUARDS } from "../plan/guards/index.ts";
export type { Guards } from "../plan/guards/index.ts";
export type { DriveOptions } from "./drive.ts";
export { rollOut } from "./drive.ts";
export type * from "./events.ts";
export type * from "./goal.ts";
export { RolloutInterrupted } from "./patience.ts";
export * from "./ports.ts";
export { GoalRefused } from "./preflight.ts";
export type { GoalFault } from "./preflight.ts";
