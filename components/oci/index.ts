/** @tidegate/oci: components for container systems on Oracle Cloud. */
export type { Fault, Label } from "@tidegate/faults";
export { InvalidArguments, ownName, refuse } from "@tidegate/faults";
export * from "./bootScripts.ts";
export * from "./cloudflare.ts";
export * from "./cloudInit.ts";
export * from "./ingress.ts";
export * from "./instanceIdentity.ts";
export * from "./instancePool.ts";
export * from "./logAgent.ts";
export * from "./logs.ts";
export * from "./network.ts";
export * from "./pooledService.ts";
export * from "./poolFaults.ts";
export * from "./registry.ts";
export * from "./secretVault.ts";
export * from "./securityGroups.ts";
export * from "./shapes.ts";
