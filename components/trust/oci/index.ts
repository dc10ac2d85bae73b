export * from "./oidcSessions.ts";
export * from "./role.ts";
export * from "./statements.ts";
