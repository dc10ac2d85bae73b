/** Whether a subnet has room for a service's tasks, each of which takes an address of its own. */
import type { Cloud } from "../cloud.ts";
import { blockOf } from "../services/ec2/block.ts";
import { inSubnet } from "../services/ec2/interfaces.ts";
import { SERVICE } from "../services/ecs/types.ts";
import type { TaskFailure } from "./verdict.ts";
import type { Vantage } from "./vantage.ts";

/** AWS keeps the first four addresses of a subnet and the last one. */
const RESERVED = 5;

/** `tasks` is this service's share in the subnet. Other services' tasks are not counted, other things one address each. */
export function addressFault(
  { subnetId, block, hasPublicIp }: Vantage,
  tasks: number,
  cloud: Cloud,
): TaskFailure | undefined {
  const cidr = blockOf(block);
  if (cidr === undefined) return undefined;
  const others = inSubnet(subnetId, cloud).filter(({ type }) => type !== SERVICE).length;
  if (tasks <= cidr.last - cidr.first + 1 - RESERVED - others) return undefined;
  const publicly = hasPublicIp ? "with public IP assignment enabled " : "";
  const reason =
    `Unexpected EC2 error while attempting to Create Network Interface ${publicly}in subnet '${subnetId}': ` +
    "InsufficientFreeAddressesInSubnet";
  return { stage: "placement", reason };
}
