/** Which subnets a VPC gets, and where in it they lie. */
import { allocateEven, DEFAULT_SPECS, evenSpecs } from "./even.ts";
import { gapBetween, refuseGaps, refuseOverlaps } from "./gaps.ts";
import { parseBlock } from "./block.ts";
import { allocateLegacy, type Allocated } from "./legacy.ts";
import { subnetName, subnetNameTag, type NameTagStrategy } from "./names.ts";
import { normaliseSpecs, type ExplicitSpec, type SubnetSpec, type SubnetType } from "./spec.ts";

export const STRATEGIES = ["Legacy", "Auto", "AutoMerge", "Exact"] as const;
export type Strategy = (typeof STRATEGIES)[number];

export interface LayoutOptions {
  readonly vpcName: string;
  /** Names of the availability zones. */
  readonly zones: readonly string[];
  readonly strategy: Strategy;
  readonly nameTags: NameTagStrategy;
  readonly specs?: readonly SubnetSpec[] | undefined;
  readonly zoneMask?: number | undefined;
  /** Undefined where AWS allocates it from an IPAM pool. */
  readonly cidrBlock?: string | undefined;
}

export interface PlannedSubnet {
  readonly name: string;
  readonly nameTag: string;
  /** From 0. */
  readonly zone: number;
  readonly spec: SubnetSpec;
}

/** As the component's output `subnetLayout` says it: what the strategy Auto would need for the same. */
export interface ResolvedSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
}

export interface Layout {
  readonly subnets: readonly PlannedSubnet[];
  /** Of the same length and order. @throws Error when they don't fit, overlap, or leave a gap that they mustn't */
  cidrBlocks(vpc: string): string[];
  resolved(vpc: string): ResolvedSpec[];
  /** The program gives specs without blocks, so where they lie depends on the strategy. */
  readonly depends: boolean;
}

/** @throws Error when the specs are wrong, or the strategy needs a block that isn't known */
export function layOut(options: LayoutOptions): Layout {
  const { strategy, zones, vpcName, nameTags, cidrBlock } = options;
  if (strategy === "AutoMerge" && options.specs?.some((spec) => spec.cidrBlocks !== undefined) === true) {
    throw new Error('subnetStrategy "AutoMerge" takes no `cidrBlocks` in `subnetSpecs`: use "Auto" or "Exact"');
  }
  const given = options.specs === undefined ? undefined : normaliseSpecs(options.specs, zones.length);
  const allocate = allocator(options, given);
  const subnets = shape(options, given).map(({ zone, spec }) => ({
    name: subnetName(vpcName, spec, zone),
    nameTag: subnetNameTag(vpcName, spec, { index: zone, name: zones[zone] ?? "" }, nameTags),
    zone,
    spec,
  }));
  return {
    subnets,
    depends: given?.explicit === false,
    cidrBlocks: (vpc) => {
      const blocks = allocate(vpc).map((allocated) => allocated.cidrBlock);
      const named = subnets.map(({ name }, i) => ({ name, cidrBlock: blocks[i] ?? "" }));
      refuseOverlaps(named);
      // The block that IPAM gives is only known when the VPC exists, and a gap would then come too late to be refused.
      if (strategy === "Exact" && cidrBlock !== undefined) refuseGaps(vpc, named);
      return blocks;
    },
    resolved: (vpc) => {
      if (strategy === "Legacy" || strategy === "AutoMerge" || given === undefined) {
        return resolvedFromBlocks(allocate(vpc), zones.length);
      }
      return given.specs.map(({ type, name, cidrMask, size, cidrBlocks }) => ({
        type,
        ...(name !== undefined && { name }),
        ...(cidrMask !== undefined && { cidrMask }),
        ...(size !== undefined && { size }),
        ...(cidrBlocks !== undefined && { cidrBlocks }),
      }));
    },
  };
}

type Given = ReturnType<typeof normaliseSpecs> | undefined;

/** Without specs, Exact has the Legacy layout, and Auto has its own, which is the same in another order. */
function isLegacy(strategy: Strategy, given: Given): boolean {
  return strategy === "Legacy" || (strategy === "Exact" && given === undefined);
}

function allocator({ strategy, zones, zoneMask }: LayoutOptions, given: Given): (vpc: string) => Allocated[] {
  if (isLegacy(strategy, given)) return (vpc) => allocateLegacy(vpc, zones.length, given?.specs);
  if (given?.explicit === true) return () => allocateExplicit(given.specs, zones.length);
  const options = { zones: zones.length, specs: given?.specs, zoneMask, merge: strategy === "AutoMerge" };
  return (vpc) => allocateEven(vpc, options);
}

/** The subnets without their blocks, which may not be known yet. */
function shape(options: LayoutOptions, given: Given): { zone: number; spec: SubnetSpec }[] {
  const { strategy, zones, cidrBlock } = options;
  if (isLegacy(strategy, given)) {
    if (cidrBlock === undefined) {
      throw new Error(
        `subnetStrategy "${strategy}" needs a \`cidrBlock\` that is known, and IPAM gives it: use "Auto"`,
      );
    }
    return allocateLegacy(cidrBlock, zones.length, given?.specs);
  }
  const merge = strategy === "AutoMerge";
  const specs =
    given?.explicit === true
      ? given.specs
      : evenSpecs({ zones: zones.length, specs: given?.specs, merge }, DEFAULT_SPECS);
  return zones.flatMap((_, zone) => specs.map((spec) => ({ zone, spec })));
}

function allocateExplicit(specs: readonly ExplicitSpec[], zones: number): Allocated[] {
  return Array.from({ length: zones }, (_, zone) => {
    return specs.map((spec) => ({ zone, spec, cidrBlock: spec.cidrBlocks[zone] ?? "" }));
  }).flat();
}

/**
 * Read off the first zone's share of the blocks. With the default Legacy layout of several zones the first share isn't
 * the first zone's, because all private subnets come first: the real component says the same.
 */
function resolvedFromBlocks(allocated: readonly Allocated[], zones: number): ResolvedSpec[] {
  const share = allocated.slice(0, allocated.length / zones);
  const blocks = share.map(({ cidrBlock }) => parseBlock(cidrBlock, "a subnet's block"));
  return share.flatMap(({ spec }, i) => {
    const block = blocks[i];
    const previous = blocks[i - 1];
    if (block === undefined) return [];
    const gaps = previous === undefined ? [] : gapBetween(previous, block);
    const unused = gaps.map(({ mask }): ResolvedSpec => ({ type: "Unused", cidrMask: mask }));
    return [...unused, { type: spec.type, cidrMask: block.mask }];
  });
}
