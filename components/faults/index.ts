/** @tidegate/faults: what is wrong with a component's arguments. */
export * from "./checks.ts";
export * from "./faults.ts";
