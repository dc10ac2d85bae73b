/** What a layout leaves free, and what it takes twice. */
import { addressText, blockAt, blockText, firstOf, lastOf, nextTo, overlap, parseBlock, type Block } from "./block.ts";

export interface NamedBlock {
  readonly name: string;
  readonly cidrBlock: string;
}

/**
 * The fewest blocks that fill the space between two. Where `a`, which comes first in the layout, is the higher one, they
 * may lie over `b`: the real component's do.
 */
export function gapBetween(a: Block, b: Block): Block[] {
  const [low, high] = firstOf(a) < firstOf(b) ? [a, b] : [b, a];
  const gaps: Block[] = [];
  let next = nextTo(low);
  while (firstOf(next) < firstOf(high)) {
    next = widen(next, gaps.at(-1) ?? a, high);
    gaps.push(next);
    next = nextTo(next);
  }
  return gaps;
}

function widen(block: Block, before: Block, after: Block): Block {
  let widest = block;
  while (widest.mask > 0) {
    const wider = blockAt(widest.address, widest.mask - 1);
    if (overlap(wider, before) || overlap(wider, after)) break;
    widest = wider;
  }
  return widest;
}

/** @throws Error that names every subnet which lies over another */
export function refuseOverlaps(subnets: readonly NamedBlock[]): void {
  const blocks = subnets.map(({ name, cidrBlock }) => ({ name, block: parseBlock(cidrBlock, `the block of ${name}`) }));
  const over = blocks.filter((one) => blocks.some((other) => other !== one && overlap(one.block, other.block)));
  if (over.length === 0) return;
  const lines = over.map(({ name, block }) => ` - ${name}: ${blockText(block)}`);
  throw new Error(
    "These subnets lie over at least one other. Make the VPC's `cidrBlock` larger, the subnets smaller, or use fewer " +
      `availability zones:\n${lines.join("\n")}`,
  );
}

/** @throws Error that names every gap; the Exact strategy takes none, at the end of the VPC neither */
export function refuseGaps(vpc: string, subnets: readonly NamedBlock[]): void {
  const whole = parseBlock(vpc, "`cidrBlock`");
  const blocks = subnets.map(({ name, cidrBlock }) => ({ name, block: parseBlock(cidrBlock, `the block of ${name}`) }));
  const gaps = blocks.flatMap(({ name, block }, i) => {
    const previous = blocks[i - 1];
    const expected = previous === undefined ? whole : nextTo(previous.block);
    if (firstOf(block) === firstOf(expected)) return [];
    const place = previous === undefined ? `the start of ${vpc}` : `${previous.name} (${blockText(previous.block)})`;
    return [`between ${place} and ${name} (${blockText(block)})`];
  });
  const last = blocks.at(-1);
  if (last !== undefined && lastOf(last.block) !== lastOf(whole)) {
    gaps.push(`between ${name(last)} and the VPC's end at ${addressText(lastOf(whole))}`);
  }
  if (gaps.length === 0) return;
  throw new Error(`The strategy Exact leaves no gap, and there are some: give specs of type Unused ${gaps.join(", ")}`);
}

const name = ({ name: text, block }: { name: string; block: Block }): string =>
  `${text} (ending at ${addressText(lastOf(block))})`;
