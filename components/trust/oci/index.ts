export * from "./githubSessions.ts";
export * from "./role.ts";
export * from "./statements.ts";
