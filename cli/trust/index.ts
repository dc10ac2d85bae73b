export * from "./evaluate.ts";
export * from "./explain.ts";
export * from "./roles.ts";
export * from "./show.ts";
export * from "./stated.ts";
