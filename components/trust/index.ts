/** @tidegate/trust: who GitHub's tokens speak for, and what they may become on each cloud. */
export * from "./subject.ts";
export * from "./aws/index.ts";
export * from "./github/index.ts";
export * from "./oci/index.ts";
