/** Where a load balancer stands: the subnets that the program gives, in one of four ways, and their VPC. */
import { isReference, type Value } from "../../protocol/values.ts";
import { refuseTogether, type Arguments } from "../construction/arguments.ts";
import type { Input, Output } from "../construction/output.ts";
import { findDefaultVpc } from "../parts/default-vpc.ts";

export interface Place {
  readonly vpcId: Output;
  /** Undefined where the program gives `subnetMappings`. */
  readonly subnets: Input;
}

export function placeOf(args: Arguments): Place {
  refuseTogether(args, "subnets", "subnetIds", "subnetMappings");
  const { component } = args;
  const subnets = args.values["subnets"];
  if (Array.isArray(subnets)) return ofResources(args, subnets);
  const vpcOf = (id: Output): Output => component.invoke("aws:ec2/getSubnet:getSubnet", { id }).at("vpcId");
  const ids = args.get("subnetIds");
  if (ids !== undefined) return { subnets: ids, vpcId: vpcOf(first(ids)) };
  const mappings = args.get("subnetMappings");
  if (mappings !== undefined) return { subnets: undefined, vpcId: vpcOf(first(mappings).at("subnetId")) };
  const found = findDefaultVpc(component);
  return { subnets: found.publicSubnetIds, vpcId: found.vpcId };
}

/** Subnets given as resources: each is a reference, and the state says which VPC it is in. */
function ofResources(args: Arguments, subnets: readonly Value[]): Place {
  const ids = subnets.map((subnet) => args.piece("subnets", isReference(subnet) ? (subnet.id ?? null) : subnet));
  const reference = subnets.find(isReference);
  if (reference !== undefined) return { subnets: ids, vpcId: args.component.look(reference).at("vpcId") };
  const id = ids[0];
  return { subnets: ids, vpcId: args.component.invoke("aws:ec2/getSubnet:getSubnet", { id }).at("vpcId") };
}

const first = (list: Output): Output => list.apply((known) => (Array.isArray(known) ? known[0] : null));
