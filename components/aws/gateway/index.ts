export * from "./discovery.ts";
export * from "./gatewayDomain.ts";
export * from "./httpGateway.ts";
export * from "./httpGatewayFaults.ts";
export * from "./throttling.ts";
export * from "./webSocketGateway.ts";
export * from "./webSocketRoutes.ts";
