/** IPv4 CIDR arithmetic for the network's checks. */
import ipaddr from "ipaddr.js";
import { invalidParameter } from "../../errors.ts";

/** A block of IPv4 addresses: its first and last address as unsigned numbers. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/**
 * Reads a CIDR block as OCI does.
 * @param what the field that holds it, for the message
 * @throws ServiceError 400 where the text is no IPv4 block, or sets bits that lie outside its prefix
 */
export function parseCidr(text: string, what: string): Cidr {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
    throw invalidParameter(`${what} must be an IPv4 CIDR block such as 10.0.0.0/16, not ${text}.`);
  }
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const size = 2 ** (32 - prefix);
  const given = numberOf(address);
  const first = Math.floor(given / size) * size;
  if (first !== given) {
    throw invalidParameter(`${what} ${text} has host bits set. Use ${addressOf(first)}/${prefix}.`);
  }
  return { text, first, last: first + size - 1, prefix };
}

/** Whether two blocks share an address. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether the whole of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The address with this number, in dotted decimals. */
export function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/**
 * The number of an address given in dotted decimals.
 * @throws ServiceError 400 where the text is no IPv4 address
 */
export function parseAddress(text: string, what: string): number {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) {
    throw invalidParameter(`${what} must be an IPv4 address such as 10.0.1.5, not ${text}.`);
  }
  return numberOf(ipaddr.IPv4.parse(text));
}

function numberOf(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
