/** @tidegate/cli: what its commands are made of. */
export * from "./history.ts";
export * from "./rollback.ts";
export * from "./stack.ts";
