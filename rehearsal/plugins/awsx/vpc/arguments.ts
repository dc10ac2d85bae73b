/** The arguments of awsx:ec2:Vpc that decide which children there are. */
import { InputsError } from "../../protocol/provider.ts";
import { isUnknown, reveal, type Properties, type Value } from "../../protocol/values.ts";
import { Plain } from "../plain.ts";
import { STRATEGIES, type Strategy } from "./layout/layout.ts";
import { NAME_TAG_STRATEGIES, type NameTagStrategy } from "./layout/names.ts";
import { SUBNET_TYPES, type SubnetSpec } from "./layout/spec.ts";

export const NAT_STRATEGIES = ["None", "Single", "OnePerAz"] as const;
export type NatStrategy = (typeof NAT_STRATEGIES)[number];
export const ENDPOINT_STRATEGIES = ["Legacy", "Auto"] as const;
export type EndpointStrategy = (typeof ENDPOINT_STRATEGIES)[number];

export interface EndpointSpec {
  readonly serviceName: string;
  /** In small letters; undefined where it is only known after the update. */
  readonly type: string | undefined;
  /** All of the spec, marks included. */
  readonly given: Properties;
}

export interface VpcArguments {
  /** Undefined where an IPAM pool gives it. */
  readonly cidrBlock: string | undefined;
  /** Undefined: the first `zoneCount` ones of the region. */
  readonly zoneNames: readonly string[] | undefined;
  readonly zoneCount: number;
  readonly zoneMask: number | undefined;
  readonly nat: NatStrategy;
  /** Allocation ids of addresses that exist. */
  readonly addresses: readonly Value[];
  readonly specs: readonly SubnetSpec[] | undefined;
  /** Undefined where the program doesn't say. */
  readonly strategy: Strategy | undefined;
  readonly nameTags: NameTagStrategy;
  readonly endpoints: readonly EndpointSpec[];
  readonly endpointStrategy: EndpointStrategy;
}

const DEFAULT_BLOCK = "10.0.0.0/16";
const DEFAULT_ZONES = 3;

/** @throws InputsError with everything that is wrong. @param inputs of the types that the SDK declares */
export function readArguments(inputs: Properties): VpcArguments {
  const plain = new Plain();
  const nat = plain.object(inputs["natGateways"], "natGateways") ?? {};
  const zoneNames = plain.texts(inputs["availabilityZoneNames"], "availabilityZoneNames");
  const zoneCount = plain.number(inputs["numberOfAvailabilityZones"], "numberOfAvailabilityZones");
  const read: VpcArguments = {
    cidrBlock: readBlock(inputs, plain),
    zoneNames,
    zoneCount: zoneCount ?? DEFAULT_ZONES,
    zoneMask: plain.number(inputs["availabilityZoneCidrMask"], "availabilityZoneCidrMask"),
    nat: plain.word(nat["strategy"], NAT_STRATEGIES, "natGateways.strategy") ?? "OnePerAz",
    addresses: plain.list(nat["elasticIpAllocationIds"], "natGateways.elasticIpAllocationIds") ?? [],
    specs: plain.list(inputs["subnetSpecs"], "subnetSpecs")?.map((spec, i) => readSpec(spec, i, plain)),
    strategy: plain.word(inputs["subnetStrategy"], STRATEGIES, "subnetStrategy"),
    nameTags: plain.word(inputs["subnetNameTagStrategy"], NAME_TAG_STRATEGIES, "subnetNameTagStrategy") ?? "Legacy",
    endpoints: (plain.list(inputs["vpcEndpointSpecs"], "vpcEndpointSpecs") ?? []).map((spec, i) =>
      readEndpoint(spec, i, plain),
    ),
    endpointStrategy: plain.word(inputs["vpcEndpointStrategy"], ENDPOINT_STRATEGIES, "vpcEndpointStrategy") ?? "Legacy",
  };
  if (zoneNames !== undefined && zoneCount !== undefined) {
    const reason = "Give only one of `availabilityZoneNames` and `numberOfAvailabilityZones`";
    plain.failures.push({ property: "numberOfAvailabilityZones", reason });
  }
  if (plain.failures.length > 0) throw new InputsError("awsx:ec2:Vpc refuses its arguments", plain.failures);
  return read;
}

function readBlock(inputs: Properties, plain: Plain): string | undefined {
  const block = plain.text(inputs["cidrBlock"], "cidrBlock");
  if ((inputs["ipv4IpamPoolId"] ?? null) === null) return block ?? DEFAULT_BLOCK;
  const length = inputs["ipv4NetmaskLength"] ?? null;
  if ((block !== undefined) === (length !== null)) {
    const reason = "With `ipv4IpamPoolId`, give one of `cidrBlock` and `ipv4NetmaskLength`, and not both";
    plain.failures.push({ property: "ipv4IpamPoolId", reason });
  }
  return block;
}

function readSpec(value: Value, index: number, plain: Plain): SubnetSpec {
  const at = `subnetSpecs[${index}]`;
  const given = plain.object(value, at) ?? {};
  const name = plain.text(given["name"], `${at}.name`);
  const cidrMask = plain.number(given["cidrMask"], `${at}.cidrMask`);
  const size = plain.number(given["size"], `${at}.size`);
  const cidrBlocks = plain.texts(given["cidrBlocks"], `${at}.cidrBlocks`);
  const assign = plain.flag(given["assignIpv6AddressOnCreation"], `${at}.assignIpv6AddressOnCreation`);
  return {
    type: plain.word(given["type"], SUBNET_TYPES, `${at}.type`) ?? "Public",
    ...(name !== undefined && { name }),
    ...(cidrMask !== undefined && { cidrMask }),
    ...(size !== undefined && { size }),
    ...(cidrBlocks !== undefined && { cidrBlocks }),
    ...(assign !== undefined && { assignIpv6AddressOnCreation: assign }),
    ...(given["tags"] !== undefined && { tags: given["tags"] }),
  };
}

function readEndpoint(value: Value, index: number, plain: Plain): EndpointSpec {
  const at = `vpcEndpointSpecs[${index}]`;
  const given = plain.object(value, at) ?? {};
  const type = reveal(given["vpcEndpointType"] ?? "Gateway");
  return {
    serviceName: plain.text(given["serviceName"], `${at}.serviceName`) ?? "",
    type: typeof type === "string" && !isUnknown(type) ? type.toLowerCase() : undefined,
    given,
  };
}
