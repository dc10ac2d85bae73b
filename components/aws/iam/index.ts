export * from "./arn.ts";
export * from "./policy.ts";
export * from "./serviceRole.ts";
