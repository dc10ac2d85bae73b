export * from "./policy.ts";
export * from "./serviceRole.ts";
