import { isObject, type Properties } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";
import { LOAD_BALANCER_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/BackendSet/ */
export const backendSet = restResource({
  token: "oci:LoadBalancer/backendSet:BackendSet",
  sdk: "loadbalancer",
  thing: "BackendSet",
  collection: "/20170115/loadBalancers/{loadBalancerId}/backendSets",
  item: "/20170115/loadBalancers/{loadBalancerId}/backendSets/{name}",
  id: "loadBalancers/{loadBalancerId}/backendSets/{name}",
  work: LOAD_BALANCER_WORK,
  turn: "loadBalancerId",
  move: null,
  update: { whole: true },
  // An update replaces the set with its backends: those that an instance pool put there stay.
  body: (body, _inputs, live) => (live === undefined ? body : { ...body, backends: backendsOf(live) }),
});

/** As an update takes them: a backend's name, which is its address and port, is not asked for. */
function backendsOf(live: Properties): Properties[] {
  const backends = Array.isArray(live["backends"]) ? live["backends"].filter(isObject) : [];
  return backends.map(({ name: _, ...details }) => details);
}
