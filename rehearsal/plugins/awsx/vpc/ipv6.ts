/** A subnet's IPv6 block, cut from the VPC's. */
import { isIPv6 } from "node:net";

/**
 * The `index`th /64 of a /56: of `2a05:d018:1:1a00::/56`, number 3 is `2a05:d018:1:1a03::/64`.
 * @throws Error when the VPC's block is no /56 in that form, or has no such part. @param index from 0 to 255
 */
export function subnetIpv6(vpc: string, index: number): string {
  const [address = "", mask] = vpc.split("/");
  const groups = address.split(":");
  const [a, b, c, fourth = ""] = groups;
  if (!isIPv6(address) || mask !== "56" || fourth === "") {
    throw new Error(
      `the VPC's IPv6 block is ${JSON.stringify(vpc)}: subnets are cut from one like 2a05:d018:1:1a00::/56`,
    );
  }
  if (index > 255) throw new Error(`a VPC has 256 IPv6 blocks for subnets, and number ${index + 1} is asked for`);
  const group = Math.floor(Number.parseInt(fourth, 16) / 256) * 256 + index;
  return `${a}:${b}:${c}:${group.toString(16)}::/64`;
}
