/** @tidegate/faults: what is wrong with a component's arguments, or with a stack's configuration. */
export * from "./checks.ts";
export * from "./cidr.ts";
export * from "./emails.ts";
export * from "./faults.ts";
export * from "./programError.ts";
export * from "./reader.ts";
export * from "./values.ts";
