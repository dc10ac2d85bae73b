/**
 * Whether security groups let a TCP connection through. They are stateful: answers come back whatever the rules. Network
 * ACLs are not weighed.
 */
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { objectsAt } from "../parts.ts";
import { blockOf, contains } from "../services/ec2/block.ts";
import { opens, rulesOf } from "../services/ec2/rules.ts";
import type { Direction, Rule } from "../services/ec2/rules.ts";
import * as ec2 from "../services/ec2/types.ts";
import type { Vantage } from "./vantage.ts";

/** The other end of a connection. */
export interface Peer {
  /** It may have any address of this block. */
  readonly block?: string;
  readonly securityGroups?: readonly string[];
  /** The managed prefix list that its addresses are in. */
  readonly prefixListId?: string;
}

/** Stands for all the addresses of the internet, AWS's own public ones among them. */
export const INTERNET: Peer = { block: "0.0.0.0/0" };

export function permits(
  groups: readonly string[],
  direction: Direction,
  peer: Peer,
  port: number,
  cloud: Cloud,
): boolean {
  return groups
    .flatMap((id) => rulesOf(id, cloud))
    .some((rule) => opens(rule, direction, "tcp", port) && isPeer(rule, peer, cloud));
}

/** Whether one may open a connection to the other, by the rules of both. */
export function connects(from: Vantage, to: Vantage, port: number, cloud: Cloud): boolean {
  return (
    permits(from.securityGroups, "egress", peerAt(to), port, cloud) &&
    permits(to.securityGroups, "ingress", peerAt(from), port, cloud)
  );
}

function peerAt({ block, securityGroups }: Vantage): Peer {
  return { block, securityGroups };
}

function isPeer(rule: Rule, peer: Peer, cloud: Cloud): boolean {
  if (rule.peerSecurityGroupId !== undefined) return peer.securityGroups?.includes(rule.peerSecurityGroupId) ?? false;
  if (rule.prefixListId !== undefined) return inPrefixList(rule.prefixListId, peer, cloud);
  return rule.cidr !== undefined && covers(rule.cidr, peer);
}

function inPrefixList(id: string, peer: Peer, cloud: Cloud): boolean {
  if (peer.prefixListId === id) return true;
  const entries = objectsAt(cloud.get(ec2.MANAGED_PREFIX_LIST, id)?.inputs ?? {}, "entries");
  return entries.some((entry) => covers(textAt(entry, "cidr") ?? "", peer));
}

/** A rule covers a peer only where it covers each address that the peer may have. */
function covers(cidr: string, { block }: Peer): boolean {
  const [outer, inner] = [blockOf(cidr), block === undefined ? undefined : blockOf(block)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}
