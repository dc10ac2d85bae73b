/** Listeners have no GET of their own: they are read as parts of their load balancer. */
import { isObject, textOf, type Properties } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";
import { LOAD_BALANCER_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Listener/ */
export const listener = restResource({
  token: "oci:LoadBalancer/listener:Listener",
  sdk: "loadbalancer",
  thing: "Listener",
  collection: "/20170115/loadBalancers/{loadBalancerId}/listeners",
  item: "/20170115/loadBalancers/{loadBalancerId}/listeners/{name}",
  id: "loadBalancers/{loadBalancerId}/listeners/{name}",
  within: {
    operation: "GetLoadBalancer",
    path: "/20170115/loadBalancers/{loadBalancerId}",
    find: (balancer, values): Properties | undefined => {
      const listeners = balancer["listeners"];
      const found = isObject(listeners) ? listeners[textOf(values["name"])] : undefined;
      return isObject(found) ? found : undefined;
    },
  },
  work: LOAD_BALANCER_WORK,
  turn: "loadBalancerId",
  move: null,
  update: { whole: true },
});
