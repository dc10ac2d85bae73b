/**
 * awsx:lb:ApplicationLoadBalancer and awsx:lb:NetworkLoadBalancer.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/lb/applicationloadbalancer/
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/lb/networkloadbalancer/
 */
import { Arguments, refuseTogether } from "../construction/arguments.ts";
import type { Component, Resource } from "../construction/component.ts";
import type { Input, Inputs, Output } from "../construction/output.ts";
import { openGroup } from "../parts/open-group.ts";
import { SECURITY_GROUP_DEFAULTS } from "../parts/security-group.ts";
import { doorOf, makeListeners } from "./listeners.ts";
import { placeOf } from "./network.ts";

/** What the load balancer itself doesn't take of the component's inputs. */
const NOT_ITS_OWN = [
  "subnetIds",
  "subnets",
  "defaultTargetGroup",
  "defaultTargetGroupPort",
  "defaultSecurityGroup",
  "listener",
  "listeners",
] as const;

export function buildApplicationBalancer(component: Component): Inputs {
  const args = checked(component);
  const { vpcId, subnets } = placeOf(args);
  const own = args.rest(...NOT_ITS_OWN);
  const { group, ids } = securityGroups(args, vpcId);
  const balancer = component.child("aws:lb/loadBalancer:LoadBalancer", component.name, {
    ...own,
    subnets,
    ...(ids !== undefined && { securityGroups: ids }),
    loadBalancerType: "application",
  });
  const defaults = { vpcId, targetType: "ip", ...targetDoor(args) };
  const targets = makeTargetGroup(args, defaults);
  const port = args.get("defaultTargetGroupPort");
  // Among several, no listener takes the default port.
  const common = args.has("listeners") ? undefined : port;
  const listeners = makeListeners(args, { balancer, group: targets }, (listener) => ({ ...doorOf(listener, common) }));
  return { ...outputs(vpcId, balancer, targets, listeners), defaultSecurityGroup: group?.reference };
}

export function buildNetworkBalancer(component: Component): Inputs {
  const args = checked(component);
  const { vpcId, subnets } = placeOf(args);
  const balancer = component.child("aws:lb/loadBalancer:LoadBalancer", component.name, {
    ...args.rest(...NOT_ITS_OWN),
    subnets,
    loadBalancerType: "network",
    // Neither is for network load balancers, and the provider's own defaults would ask for them.
    enableHttp2: false,
    idleTimeout: 0,
  });
  const port = args.get("defaultTargetGroupPort") ?? 80;
  const targets = makeTargetGroup(args, { vpcId, protocol: "TCP", port });
  const listeners = makeListeners(args, { balancer, group: targets }, () => ({ protocol: "TCP", port: 80 }));
  return outputs(vpcId, balancer, targets, listeners);
}

function checked(component: Component): Arguments {
  const args = new Arguments(component, component.inputs);
  refuseTogether(args, "listener", "listeners");
  refuseTogether(args, "defaultTargetGroup", "defaultTargetGroupPort");
  return args;
}

/** The real component gives a group no port where `listeners` has exactly one element, and AWS then refuses it. */
function targetDoor(args: Arguments): Inputs {
  const listeners = args.list("listeners");
  if (listeners?.length === 1) return {};
  return { ...doorOf(listeners?.[0] ?? args.inner("listener"), args.get("defaultTargetGroupPort")) };
}

function makeTargetGroup(args: Arguments, defaults: Inputs): Resource {
  const inputs = { ...defaults, ...args.inner("defaultTargetGroup")?.rest() };
  return args.component.child("aws:lb/targetGroup:TargetGroup", args.component.name, inputs);
}

interface Groups {
  readonly group?: Resource;
  /** Undefined where the program gives its own, or wants none. */
  readonly ids?: Input;
}

function securityGroups(args: Arguments, vpcId: Output): Groups {
  const { component } = args;
  const wanted = args.inner("defaultSecurityGroup");
  if (args.has("securityGroups") || wanted?.values["skip"] === true) return {};
  if (wanted !== undefined) refuseTogether(wanted, "args", "securityGroupId");
  const existing = wanted?.get("securityGroupId");
  if (existing !== undefined) return { ids: [existing] };
  const described = wanted?.inner("args");
  const inputs = described === undefined ? openGroup(vpcId) : { ...SECURITY_GROUP_DEFAULTS, ...described.rest() };
  const group = component.child("aws:ec2/securityGroup:SecurityGroup", component.name, inputs);
  return { group, ids: [group.id] };
}

function outputs(vpcId: Output, balancer: Resource, targets: Resource, listeners: readonly Resource[]): Inputs {
  return {
    loadBalancer: balancer.reference,
    vpcId,
    defaultTargetGroup: targets.reference,
    listeners: listeners.map(({ reference }) => reference),
  };
}
