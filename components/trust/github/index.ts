export * from "./actionsVariables.ts";
export * from "./deploymentEnvironment.ts";
export * from "./mergeRuleset.ts";
export * from "./subjectClaims.ts";
export * from "./tagRuleset.ts";
