/** The tokens of load balancing. `aws.alb` is an older name of `aws.lb`: the same things under other tokens. */
import type { Cloud } from "../../cloud.ts";
import type { Resource } from "../../resource.ts";

export const MODULES = ["lb", "alb"] as const;
export type Module = (typeof MODULES)[number];

export const LOAD_BALANCERS = both("loadBalancer", "LoadBalancer");
export const TARGET_GROUPS = both("targetGroup", "TargetGroup");
export const LISTENERS = both("listener", "Listener");
export const LISTENER_RULES = both("listenerRule", "ListenerRule");

/** All of the region, under either token. */
export function listed(types: readonly string[], cloud: Cloud): Resource[] {
  return types.flatMap((type) => cloud.list(type));
}

/** The one of the region that an ARN names. */
export function byArn(arn: string, types: readonly string[], cloud: Cloud): Resource | undefined {
  return types.map((type) => cloud.get(type, arn)).find((found) => found !== undefined);
}

function both(kind: string, name: string): readonly string[] {
  return MODULES.map((module) => `aws:${module}/${kind}:${name}`);
}
