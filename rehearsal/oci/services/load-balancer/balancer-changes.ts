/** Changes of a load balancer itself: its name and settings, its shape, its security groups, its compartment. */
import type {
  ShapeDetails,
  UpdateLoadBalancerDetails,
  UpdateLoadBalancerShapeDetails,
  UpdateNetworkSecurityGroupsDetails,
} from "oci-loadbalancer/lib/model/index.js";
import { subnets, vnics } from "../../collections.ts";
import { bodyOf } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { checkNsgs } from "../network/vnic.ts";
import { needCompartment } from "../shared/compartment.ts";
import { needLength } from "../shared/refuse.ts";
import { requestIdHeaderOf, shapeOf } from "./balancer-details.ts";
import { changeKind, requestChange } from "./changes.ts";

const updateLoadBalancer = changeKind<Wire<UpdateLoadBalancerDetails>>({
  type: "UpdateLoadBalancer",
  check: ({ displayName }) => needLength("displayName", displayName, 1, 1024),
  apply: (balancer, { ipv6SubnetCidr: _cidr, reservedIps: _ips, ...details }) => ({
    ...details,
    ...requestIdHeaderOf(
      details.isRequestIdEnabled ?? balancer.isRequestIdEnabled,
      details.requestIdHeader ?? balancer.requestIdHeader,
    ),
  }),
});

const updateShape = changeKind<{ shapeName: string; shapeDetails?: Wire<ShapeDetails> }>({
  type: "UpdateLoadBalancerShape",
  apply: (_balancer, { shapeName, shapeDetails }) => shapeOf(shapeName, shapeDetails),
});

const updateGroups = changeKind<{ groups: string[] }>({
  type: "UpdateNetworkSecurityGroups",
  apply: (balancer, { groups }, moment) => {
    const vcnId = subnets.get(moment.world, balancer.subnetIds?.[0] ?? "")?.vcnId ?? "";
    checkNsgs(moment.world, vcnId, groups);
    return { networkSecurityGroupIds: groups };
  },
  after: (balancer, moment) => {
    if (vnics.get(moment.world, balancer.id) !== undefined) {
      vnics.change(moment, balancer.id, { nsgIds: balancer.networkSecurityGroupIds ?? [] });
    }
  },
});

const changeCompartment = changeKind<{ compartmentId: string }>({
  type: "ChangeLoadBalancerCompartment",
  apply: (_balancer, { compartmentId }, moment) => {
    needCompartment(moment.world, compartmentId);
    return { compartmentId };
  },
});

function setGroups(call: Call): Reply {
  const { networkSecurityGroupIds } = bodyOf<Wire<UpdateNetworkSecurityGroupsDetails>>(call);
  return requestChange(call, updateGroups, { groups: networkSecurityGroupIds ?? [] });
}

const BALANCER = "/20170115/loadBalancers/{loadBalancerId}";

export const balancerChangeRoutes: readonly Route[] = [
  {
    operation: "loadbalancer/UpdateLoadBalancer",
    method: "PUT",
    path: BALANCER,
    handle: (call) => requestChange(call, updateLoadBalancer, bodyOf(call)),
  },
  {
    operation: "loadbalancer/UpdateLoadBalancerShape",
    method: "PUT",
    path: `${BALANCER}/updateShape`,
    handle: (call) => requestChange(call, updateShape, bodyOf<Wire<UpdateLoadBalancerShapeDetails>>(call)),
  },
  {
    operation: "loadbalancer/UpdateNetworkSecurityGroups",
    method: "PUT",
    path: `${BALANCER}/networkSecurityGroups`,
    handle: setGroups,
  },
  {
    operation: "loadbalancer/ChangeLoadBalancerCompartment",
    method: "POST",
    path: `${BALANCER}/changeCompartment`,
    handle: (call) => requestChange(call, changeCompartment, bodyOf(call)),
  },
];
