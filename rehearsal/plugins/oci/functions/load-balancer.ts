import type { FunctionSpec } from "./spec.ts";

const SETS = "/20170115/loadBalancers/{loadBalancerId}/backendSets";

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/ */
export const LOAD_BALANCER: readonly FunctionSpec[] = [
  {
    token: "oci:LoadBalancer/getBackendHealth:getBackendHealth",
    operation: "GetBackendHealth",
    path: `${SETS}/{backendSetName}/backends/{backendName}/health`,
  },
  {
    token: "oci:LoadBalancer/getBackendSetHealth:getBackendSetHealth",
    operation: "GetBackendSetHealth",
    path: `${SETS}/{backendSetName}/health`,
  },
  {
    token: "oci:LoadBalancer/getBackendSets:getBackendSets",
    operation: "ListBackendSets",
    path: SETS,
    list: "backendsets",
    answer: (answer, args) => ({ ...answer, loadBalancerId: args["loadBalancerId"] ?? null }),
  },
  {
    token: "oci:LoadBalancer/getBackends:getBackends",
    operation: "ListBackends",
    path: `${SETS}/{backendsetName}/backends`,
    list: "backends",
    answer: (answer, { loadBalancerId = null, backendsetName = null }) => ({
      ...answer,
      loadBalancerId,
      backendsetName,
    }),
  },
];
