/** @tidegate/policy: what a policy is, for the engine's packs (`@tidegate/policy/pack`) and for `tidegate audit` alike. */
export * from "./exemptions.ts";
export * from "./levels.ts";
export * from "./message.ts";
export * from "./path.ts";
export * from "./policy.ts";
export * from "./read.ts";
export * from "./settings.ts";
