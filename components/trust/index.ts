/** @tidegate/trust: who tokens of GitHub and of Pulumi Deployments speak for, and what they may become on each cloud. */
export * from "./deployment.ts";
export * from "./subject.ts";
export * from "./aws/index.ts";
export * from "./github/index.ts";
export * from "./oci/index.ts";
export * from "./pulumi/index.ts";
