/** IPv4 and IPv6 blocks as the provider and EC2 judge them. */
import ipaddr from "ipaddr.js";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { parseCidr } from "../../../oci/services/network/cidr.ts";
import type { Cidr } from "../../../oci/services/network/cidr.ts";
import { known, refuse } from "../../checks.ts";

export { addressOf, contains, overlap } from "../../../oci/services/network/cidr.ts";

/** An IPv4 block; undefined where the text is none, or sets bits outside of its prefix. */
export function blockOf(text: string): Cidr | undefined {
  return firstOf(text) === text ? parseCidr(text, "the block") : undefined;
}

/** What the provider says of a block: it takes network addresses only. */
export function checkBlock(inputs: Properties, property: string): Failure[] {
  const text = known(inputs, property);
  if (typeof text !== "string") return [];
  const first = firstOf(text);
  if (first === text) return [];
  if (first === undefined)
    return refuse(property, `"${text}" is not a valid CIDR block: invalid CIDR address: ${text}`);
  return refuse(property, `"${text}" is not a valid CIDR block; did you mean "${first}"?`);
}

/** The same for the IPv4 block of a VPC, with the prefixes that EC2 takes. */
export function checkSizedBlock(inputs: Properties, property: string): Failure[] {
  const faults = checkBlock(inputs, property);
  const text = known(inputs, property);
  if (faults.length > 0 || typeof text !== "string") return faults;
  const prefix = Number(text.split("/")[1]);
  if (prefix >= 16 && prefix <= 28) return [];
  const reason = `expected ${property} to contain a network Value with between 16 and 28 significant bits, got: ${prefix}`;
  return refuse(property, reason);
}

/** The block with the bits outside of its prefix cleared; undefined where the text is no block. */
function firstOf(text: string): string | undefined {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
    return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${text.split("/")[1] ?? ""}`;
  }
  if (!ipaddr.IPv6.isValidCIDR(text)) return undefined;
  const [address, prefix] = ipaddr.IPv6.parseCIDR(text);
  const network = ipaddr.IPv6.networkAddressFromCIDR(text);
  // IPv6 addresses have several spellings: one that names the network is right as it stands.
  return address.toNormalizedString() === network.toNormalizedString() ? text : `${network.toString()}/${prefix}`;
}
