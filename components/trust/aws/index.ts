export * from "./boundary.ts";
export * from "./boundedRoles.ts";
export * from "./oidcProvider.ts";
export * from "./oidcRole.ts";
export * from "./purposes.ts";
export * from "./state.ts";
export type { EcsService, MadeBucket, MadeRole, System } from "./system.ts";
export * from "./systems.ts";
export * from "./workload.ts";
