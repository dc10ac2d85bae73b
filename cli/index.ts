/** @tidegate/cli: what its commands are made of. */
export * from "./history.ts";
export * from "./oci-login/index.ts";
export * from "./rollback.ts";
export * from "./stack.ts";
export * from "./trust/index.ts";
