/** Subnets as a program asks for them, one spec a subnet in each availability zone. */
import type { Value } from "../../../protocol/values.ts";
import { parseBlock, sizeOf } from "./block.ts";

export const SUBNET_TYPES = ["Public", "Private", "Isolated", "Unused"] as const;
export type SubnetType = (typeof SUBNET_TYPES)[number];

export interface SubnetSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  /** In addresses: 4,096 is a /20. */
  readonly size?: number;
  /** One an availability zone. */
  readonly cidrBlocks?: readonly string[];
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: Value;
}

/** With every block given, nothing is left to allocate. */
export type ExplicitSpec = SubnetSpec & { readonly cidrBlocks: readonly string[] };

export type Specs = { readonly explicit: false; readonly specs: SubnetSpec[] } | Explicit;
interface Explicit {
  readonly explicit: true;
  readonly specs: ExplicitSpec[];
}

/** The smallest that a size can ask for is a /30, four addresses. */
const SMALLEST_BY_SIZE = 30;

/**
 * Brings mask and size into line with each other.
 * @throws Error with all that is wrong, one line each
 */
export function normaliseSpecs(specs: readonly SubnetSpec[], zones: number): Specs {
  const faults = [...repeatedNames(specs), ...impossibleSizes(specs)];
  const explicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const result: Specs = explicit
    ? { explicit: true, specs: specs.flatMap((spec, i) => explicitSpec(spec, i, zones, faults)) }
    : { explicit: false, specs: specs.map((spec) => sized(spec, faults)) };
  if (faults.length === 0) return result;
  throw new Error(`\`subnetSpecs\` can't be laid out:\n - ${faults.join("\n - ")}`);
}

/** Resources are called by these names: two of one type need different ones, and only one may have none. */
function repeatedNames(specs: readonly SubnetSpec[]): string[] {
  const types = new Set(specs.map(({ type }) => type));
  return [...types].flatMap((type) => {
    const names = specs.filter((spec) => spec.type === type).map(({ name }) => name);
    if (new Set(names).size === names.length) return [];
    return [`several subnets of type ${type} share a name or have none: give each its own \`name\``];
  });
}

function impossibleSizes(specs: readonly SubnetSpec[]): string[] {
  const wrong = specs.flatMap(({ size }) => (size === undefined || maskOfSize(size) !== undefined ? [] : [size]));
  if (wrong.length === 0) return [];
  return [`no subnet has the size ${wrong.join(", ")}: a \`size\` is a power of two from 4 to 4294967296`];
}

function maskOfSize(size: number): number | undefined {
  const mask = 32 - Math.log2(size);
  return Number.isInteger(mask) && mask >= 0 && mask <= SMALLEST_BY_SIZE ? mask : undefined;
}

function explicitSpec(spec: SubnetSpec, index: number, zones: number, faults: string[]): ExplicitSpec[] {
  const at = `subnetSpecs[${index}]`;
  const { cidrBlocks, cidrMask, size } = spec;
  if (cidrBlocks === undefined) {
    faults.push(`${at} has no \`cidrBlocks\`: where one spec has them, all must`);
    return [];
  }
  if (cidrBlocks.length !== zones) {
    faults.push(`${at} has ${cidrBlocks.length} \`cidrBlocks\` for ${zones} availability zones: give one for each`);
    return [];
  }
  const masks = cidrBlocks.map((text, i) => parseBlock(text, `${at}.cidrBlocks[${i}]`).mask);
  if (cidrMask !== undefined && masks.some((mask) => mask !== cidrMask)) {
    faults.push(`${at}.cidrMask is ${cidrMask}, and not all its \`cidrBlocks\` have it: leave it out`);
  } else if (size !== undefined && masks.some((mask) => sizeOf(mask) !== size)) {
    faults.push(`${at}.size is ${size}, and not all its \`cidrBlocks\` have it: leave it out`);
  }
  return [{ ...spec, cidrBlocks }];
}

function sized(spec: SubnetSpec, faults: string[]): SubnetSpec {
  const cidrMask = spec.cidrMask ?? (spec.size === undefined ? undefined : maskOfSize(spec.size));
  if (cidrMask === undefined) return spec;
  const size = cidrMask <= SMALLEST_BY_SIZE ? sizeOf(cidrMask) : undefined;
  if (spec.size !== undefined && size !== undefined && size !== spec.size) {
    faults.push(`a /${cidrMask} subnet has ${size} addresses, and \`size\` says ${spec.size}: give one of the two`);
  }
  return { ...spec, cidrMask, ...(size !== undefined && { size }) };
}
