/**
 * The Auto, AutoMerge and Exact strategies: the VPC is divided evenly between the availability zones, and in each of
 * them subnets are laid out in the order of their specs, each behind the one before.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/#auto
 */
import { bitsFor, blockAt, blockText, firstOf, lastOf, nextTo, parseBlock, sizeOf, type Block } from "./block.ts";
import type { Allocated } from "./legacy.ts";
import type { SubnetSpec, SubnetType } from "./spec.ts";

const DEFAULT_TYPES: readonly SubnetType[] = ["Private", "Public"];
/** A default layout starts at a /17, however large the VPC is: the rest stays free for later. */
const WIDEST_ZONE = 16;
/** Its smallest subnet is a /28, AWS's own limit. */
const NARROWEST_ZONE = 26;

export interface EvenOptions {
  readonly zones: number;
  /** Undefined: the default layout. */
  readonly specs?: readonly SubnetSpec[] | undefined;
  /** Of what each zone gets; default: the VPC divided by the next power of two. */
  readonly zoneMask?: number | undefined;
  /** Specs are taken together with the default ones. */
  readonly merge: boolean;
}

/** The specs that are laid out; `sizes` doesn't change how many there are, nor their names. */
export function evenSpecs({ specs, merge }: EvenOptions, sizes: readonly SubnetSpec[]): readonly SubnetSpec[] {
  if (merge) return mergeSpecs(specs ?? [], sizes);
  return specs ?? sizes;
}

export const DEFAULT_SPECS: readonly SubnetSpec[] = DEFAULT_TYPES.map((type) => ({ type }));

/** @throws Error when the zone is too small for them */
export function allocateEven(vpc: string, options: EvenOptions): Allocated[] {
  const whole = parseBlock(vpc, "`cidrBlock`");
  const zoneMask = options.zoneMask ?? whole.mask + bitsFor(options.zones);
  const needsSizes = options.specs === undefined || options.merge;
  const specs = evenSpecs(options, needsSizes ? defaultSizes(zoneMask) : []);
  if (specs.length === 0) throw new Error("`subnetSpecs` is empty: give at least one, or leave it out for the default");
  const maskOf = (spec: SubnetSpec): number => spec.cidrMask ?? zoneMask + bitsFor(specs.length);
  const needed = specs.reduce((sum, spec) => sum + sizeOf(maskOf(spec)), 0);
  if (needed > sizeOf(zoneMask)) {
    const has = `${sizeOf(zoneMask)} addresses of an availability zone (/${zoneMask})`;
    throw new Error(`the subnets need ${needed} addresses, and there are the ${has}: ask for smaller subnets`);
  }
  let zone = blockAt(firstOf(whole), zoneMask);
  return Array.from({ length: options.zones }, (_, index) => {
    const places = inZone(zone, specs.map(maskOf));
    zone = nextTo(zone);
    return specs.map((spec, i) => ({ zone: index, spec, cidrBlock: blockText(places[i] ?? zone) }));
  }).flat();
}

function inZone(zone: Block, masks: readonly number[]): Block[] {
  const places: Block[] = [];
  for (const mask of masks) {
    const previous = places.at(-1);
    places.push(previous === undefined ? blockAt(zone.address, mask) : nextTo(blockAt(lastHostOf(previous), mask)));
  }
  return places;
}

/** The real component goes on from the last address that a host may have: the block's end is its broadcast address. */
const lastHostOf = (block: Block): number => lastOf(block) - (block.mask <= 30 ? 1 : 0);

/** Of a zone of mask /18: a /19 private one and a /20 public one. */
export function defaultSizes(zoneMask: number): SubnetSpec[] {
  if (zoneMask > NARROWEST_ZONE) {
    throw new Error(
      `a default layout needs a /${NARROWEST_ZONE} for each availability zone, and there is a /${zoneMask}: ` +
        "make `cidrBlock` larger, or give `subnetSpecs`",
    );
  }
  const first = Math.max(zoneMask, WIDEST_ZONE) + 1;
  return DEFAULT_TYPES.map((type, i) => ({ type, cidrMask: first + i }));
}

/**
 * A spec without a name takes the place of the default one of its type; any other is one more. Without a mask of its own
 * it gets the even share then, not the default's mask: the real component does the same.
 */
function mergeSpecs(specs: readonly SubnetSpec[], defaults: readonly SubnetSpec[]): SubnetSpec[] {
  const replaces = (spec: SubnetSpec): boolean => spec.name === undefined && DEFAULT_TYPES.includes(spec.type);
  const merged = defaults.map((base) => specs.find((spec) => replaces(spec) && spec.type === base.type) ?? base);
  return [...merged, ...specs.filter((spec) => !replaces(spec))];
}
