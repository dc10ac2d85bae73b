/**
 * The Legacy strategy: in each availability zone private subnets first, then public, then isolated ones, whatever the
 * order of the specs. A block that would lie over the one before moves behind it, and some of what comes out is none
 * that AWS would take (`10.0.128.32/17`): the real component gives the same.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/#legacy
 */
import { bitsFor, blockText, firstOf, lastOf, overlap, parseBlock, sizeOf, type Block } from "./block.ts";
import type { SubnetSpec, SubnetType } from "./spec.ts";

export interface Allocated {
  /** From 0. */
  readonly zone: number;
  readonly spec: SubnetSpec;
  readonly cidrBlock: string;
}

/** The largest that a subnet gets without asking: a /19 private one, a /20 public one, a /24 isolated one. */
const LARGEST: readonly (readonly [SubnetType, number])[] = [
  ["Private", 19],
  ["Public", 20],
  ["Isolated", 24],
];

export function allocateLegacy(vpc: string, zones: number, specs: readonly SubnetSpec[] | undefined): Allocated[] {
  const whole = parseBlock(vpc, "`cidrBlock`");
  const parts = Array.from({ length: zones }, (_, zone) => part(whole, bitsFor(zones), zone));
  if (specs === undefined) return defaults(parts);
  return parts.flatMap((block, zone) => {
    return allocateZone(block, specs).map(({ spec, place }) => ({ zone, spec, cidrBlock: blockText(place) }));
  });
}

/** Half of a zone is private, and a quarter public: all private ones come before all public ones. */
function defaults(parts: readonly Block[]): Allocated[] {
  const halves = parts.map((block) => part(block, 1, 0));
  const quarters = halves.map((half) => part(part(half, 0, 1), 1, 0));
  const one = (type: SubnetType) => (block: Block, zone: number) => ({
    zone,
    spec: { type },
    cidrBlock: blockText(block),
  });
  return [...halves.map(one("Private")), ...quarters.map(one("Public"))];
}

interface Place {
  readonly spec: SubnetSpec;
  readonly place: Block;
}

function allocateZone(zone: Block, specs: readonly SubnetSpec[]): Place[] {
  // A single subnet may take the whole zone; with more of them none takes more than half.
  const least = zone.mask + (specs.length === 1 ? 0 : 1);
  const placed: Place[] = [];
  let previous: Block = { address: firstOf(zone) - 1, mask: 32 };
  for (const [type, largest] of LARGEST) {
    // Every type starts behind the last subnet of the types before it.
    const before = placed.at(-1)?.place;
    const base = before === undefined ? zone : part(before, 0, 1);
    const bits = before?.mask ?? zone.mask;
    specs
      .filter((spec) => spec.type === type)
      .forEach((spec, i) => {
        const mask = spec.cidrMask ?? Math.max(least, largest);
        const wanted = part(base, mask - bits, i);
        const place = overlap(previous, wanted) ? behind(previous, mask) : wanted;
        placed.push({ spec, place });
        previous = place;
      });
  }
  return placed;
}

/** The block's `index`th part, with `bits` more in its mask; with 0 bits and index 1, the next block of its size. */
function part(block: Block, bits: number, index: number): Block {
  const mask = block.mask + bits;
  if (mask > 32) throw new Error(`a subnet of mask /${mask} is asked for: make the VPC's block larger`);
  return { address: block.address + sizeOf(mask) * index, mask };
}

/** The first block of this mask that begins behind the other one's end. */
function behind(block: Block, mask: number): Block {
  return { address: lastOf({ address: lastOf(block), mask }) + 1, mask };
}
