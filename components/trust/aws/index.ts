export * from "./boundary.ts";
export * from "./boundedRoles.ts";
export * from "./githubProvider.ts";
export * from "./githubRole.ts";
export * from "./purposes.ts";
export * from "./state.ts";
export type { EcsService, MadeBucket, MadeRole, System } from "./system.ts";
export * from "./systems.ts";
export * from "./workload.ts";
