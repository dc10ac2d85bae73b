import { restResource } from "../rest-resource.ts";
import { LOAD_BALANCER_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Backend/ */
export const backend = restResource({
  token: "oci:LoadBalancer/backend:Backend",
  sdk: "loadbalancer",
  thing: "Backend",
  collection: "/20170115/loadBalancers/{loadBalancerId}/backendSets/{backendsetName}/backends",
  item: "/20170115/loadBalancers/{loadBalancerId}/backendSets/{backendsetName}/backends/{ipAddress}:{port}",
  id: "loadBalancers/{loadBalancerId}/backendSets/{backendsetName}/backends/{ipAddress}:{port}",
  work: LOAD_BALANCER_WORK,
  turn: "loadBalancerId",
  move: null,
  update: { whole: true },
  // The API requires all four, with the same values that a create takes for granted.
  body: (body, _inputs, live) =>
    live === undefined ? body : { weight: 1, backup: false, drain: false, offline: false, ...body },
});
