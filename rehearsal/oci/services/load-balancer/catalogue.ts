/** What the service offers everywhere alike: policies, protocols and shapes. */
import type { Route } from "../../route.ts";

/** @see https://docs.oracle.com/iaas/Content/Balance/Reference/lbpolicies.htm */
export const POLICIES = ["ROUND_ROBIN", "LEAST_CONNECTIONS", "IP_HASH"];
export const PROTOCOLS = ["HTTP", "HTTP2", "TCP", "GRPC"];
export const FLEXIBLE = "flexible";
export const SHAPES = [FLEXIBLE, "10Mbps", "100Mbps", "400Mbps", "8000Mbps"];

const names = (values: readonly string[]) => () => ({ body: values.map((name) => ({ name })) });

export const catalogueRoutes: readonly Route[] = [
  {
    operation: "loadbalancer/ListPolicies",
    method: "GET",
    path: "/20170115/loadBalancerPolicies",
    handle: names(POLICIES),
  },
  {
    operation: "loadbalancer/ListProtocols",
    method: "GET",
    path: "/20170115/loadBalancerProtocols",
    handle: names(PROTOCOLS),
  },
  { operation: "loadbalancer/ListShapes", method: "GET", path: "/20170115/loadBalancerShapes", handle: names(SHAPES) },
];
