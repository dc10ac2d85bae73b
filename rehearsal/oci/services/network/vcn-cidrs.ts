/** A VCN's CIDR blocks: what they may be, and how they are added, changed and removed while the VCN lives. */
import type * as core from "oci-core/lib/model/index.js";
import { subnets, vcns } from "../../collections.ts";
import { conflict, invalidParameter, limitExceeded } from "../../errors.ts";
import { bodyOf } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { beginWork } from "../compute/work-requests.ts";
import { contains, overlap, parseCidr } from "./cidr.ts";
import type { Cidr } from "./cidr.ts";

const MOST_BLOCKS = 5;
const LARGEST = 16;
const SMALLEST = 30;
const SECONDS = 2;

/**
 * The blocks of a VCN, once they have been checked.
 * @throws ServiceError 400 where there is none or too many, one is too large or too small, or two overlap
 */
export function checkedBlocks(texts: readonly string[]): readonly Cidr[] {
  if (texts.length === 0) {
    throw invalidParameter("cidrBlocks must hold at least one CIDR block.");
  }
  if (texts.length > MOST_BLOCKS) {
    throw limitExceeded(`cidrBlocks must hold 1 to ${MOST_BLOCKS} CIDR blocks, not ${texts.length}.`);
  }
  const blocks = texts.map((text, index) => parseCidr(text, `cidrBlocks[${index}]`));
  for (const [index, block] of blocks.entries()) {
    if (block.prefix < LARGEST || block.prefix > SMALLEST) {
      throw invalidParameter(`cidrBlocks[${index}] ${block.text} must be from /${LARGEST} to /${SMALLEST}.`);
    }
    const other = blocks.slice(0, index).find((earlier) => overlap(earlier, block));
    if (other !== undefined) {
      throw invalidParameter(`cidrBlocks[${index}] ${block.text} overlaps with ${other.text}.`);
    }
  }
  return blocks;
}

function add(call: Call): Reply {
  const vcn = needVcn(call);
  return change(call, vcn, [...vcn.cidrBlocks, bodyOf<Wire<core.AddVcnCidrDetails>>(call).cidrBlock]);
}

function modify(call: Call): Reply {
  const vcn = needVcn(call);
  const { originalCidrBlock, newCidrBlock } = bodyOf<Wire<core.ModifyVcnCidrDetails>>(call);
  needBlock(vcn, originalCidrBlock);
  return change(
    call,
    vcn,
    vcn.cidrBlocks.map((block) => (block === originalCidrBlock ? newCidrBlock : block)),
  );
}

function remove(call: Call): Reply {
  const vcn = needVcn(call);
  const { cidrBlock } = bodyOf<Wire<core.RemoveVcnCidrDetails>>(call);
  needBlock(vcn, cidrBlock);
  return change(
    call,
    vcn,
    vcn.cidrBlocks.filter((block) => block !== cidrBlock),
  );
}

function needVcn(call: Call): Wire<core.Vcn> {
  return vcns.need(call, call.params["vcnId"] ?? "");
}

function needBlock(vcn: Wire<core.Vcn>, cidr: string): void {
  if (!vcn.cidrBlocks.includes(cidr)) {
    throw invalidParameter(`The VCN ${vcn.id} has no block ${cidr}: it has ${vcn.cidrBlocks.join(", ")}.`);
  }
}

/** Every subnet must still lie in one of the blocks. */
function change(call: Call, vcn: Wire<core.Vcn>, texts: string[]): Reply {
  const blocks = checkedBlocks(texts);
  const stranded = subnets
    .list(call.world)
    .filter((subnet) => subnet.vcnId === vcn.id)
    .filter((subnet) => {
      const inner = parseCidr(subnet.cidrBlock ?? "", "A subnet's block");
      return !blocks.some((outer) => contains(outer, inner));
    });
  if (stranded.length > 0) {
    throw conflict(`Subnets lie in the block that would go: ${stranded.map((subnet) => subnet.id).join(", ")}.`);
  }
  vcns.change(call, vcn.id, { cidrBlocks: texts, cidrBlock: texts[0] ?? "" });
  const headers = beginWork(call, {
    operationType: "UpdateVcn",
    compartmentId: vcn.compartmentId,
    entityType: "vcn",
    identifier: vcn.id,
    actionType: "UPDATED",
    seconds: SECONDS,
  });
  return { status: 202, headers };
}

const ONE = "/20160918/vcns/{vcnId}/actions";
export const vcnCidrRoutes: readonly Route[] = [
  { operation: "core/AddVcnCidr", method: "POST", path: `${ONE}/addCidr`, handle: add },
  { operation: "core/ModifyVcnCidr", method: "POST", path: `${ONE}/modifyCidr`, handle: modify },
  { operation: "core/RemoveVcnCidr", method: "POST", path: `${ONE}/removeCidr`, handle: remove },
];
