/** Checks from outside, after a rollout. */
export { SMOKE_DEFAULTS, smokeFaults, type SmokeOptions } from "./options.ts";
export { smokeReport } from "./report.ts";
export { smoke, type Answer, type Ask, type SmokePorts, type SmokeResult } from "./smoke.ts";
export { SmokeCheck, type SmokeCheckArgs } from "./smokeCheck.ts";
