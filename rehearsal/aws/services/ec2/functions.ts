/** EC2's functions: what a program looks up of the network. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { FunctionKind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { blockOf } from "./block.ts";
import { endpointService, endpointTypes, privateName } from "./endpointServices.ts";
import { answerIds, answerOne, findAll, findOne } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { ec2Arn } from "./need.ts";
import { listsOf } from "./prefixLists.ts";
import type { PrefixList } from "./prefixLists.ts";
import { mainRouteTable, routeTableOf } from "./routes.ts";
import * as types from "./types.ts";
import { zonesOf } from "./zones.ts";

const VPCS: Lookup = {
  type: types.VPC,
  noun: "EC2 VPC",
  by: ["id", "cidrBlock", "dhcpOptionsId"],
  filters: { "vpc-id": "id", cidr: "cidrBlock", "owner-id": "ownerId", "dhcp-options-id": "dhcpOptionsId" },
};

const SUBNETS: Lookup = {
  type: types.SUBNET,
  noun: "EC2 Subnet",
  by: ["id", "vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
  filters: {
    "subnet-id": "id",
    "vpc-id": "vpcId",
    cidr: "cidrBlock",
    "cidr-block": "cidrBlock",
    "availability-zone": "availabilityZone",
    "availability-zone-id": "availabilityZoneId",
    "map-public-ip-on-launch": "mapPublicIpOnLaunch",
    "owner-id": "ownerId",
  },
};

const GROUPS: Lookup = {
  type: types.SECURITY_GROUP,
  noun: "EC2 Security Group",
  by: ["id", "vpcId", "name"],
  filters: { "group-id": "id", "group-name": "name", "vpc-id": "vpcId", description: "description" },
};

const TABLES: Lookup = {
  type: types.ROUTE_TABLE,
  noun: "EC2 Route Table",
  by: ["id", "vpcId"],
  filters: { "route-table-id": "id", "vpc-id": "vpcId", "owner-id": "ownerId" },
};

const ENDPOINTS: Lookup = {
  type: types.VPC_ENDPOINT,
  noun: "EC2 VPC Endpoint",
  by: ["id", "vpcId", "serviceName", "state"],
  filters: {
    "vpc-endpoint-id": "id",
    "vpc-id": "vpcId",
    "service-name": "serviceName",
    "vpc-endpoint-type": "vpcEndpointType",
  },
};

const GATEWAYS: Lookup = {
  type: types.INTERNET_GATEWAY,
  noun: "EC2 Internet Gateway",
  by: ["id"],
  filters: { "internet-gateway-id": "id", "attachment.vpc-id": "vpcId" },
};

const NAT_GATEWAYS: Lookup = {
  type: types.NAT_GATEWAY,
  noun: "EC2 NAT Gateway",
  by: ["id", "vpcId", "subnetId"],
  filters: { "nat-gateway-id": "id", "vpc-id": "vpcId", "subnet-id": "subnetId" },
};

export const functions: readonly FunctionKind[] = [
  one("getVpc", VPCS, ({ outputs }, cloud) => ({ default: false, state: "available", ...mainTable(outputs, cloud) })),
  many("getVpcs", VPCS),
  one("getSubnet", SUBNETS, ({ outputs }) => ({
    state: "available",
    defaultForAz: false,
    availableIpAddressCount: freeAddresses(textAt(outputs, "cidrBlock") ?? ""),
  })),
  many("getSubnets", SUBNETS),
  one("getSecurityGroup", GROUPS),
  {
    token: token("getSecurityGroups"),
    answer: (args, cloud) => ({
      ...answerIds(GROUPS, args, cloud),
      arns: findAll(GROUPS, args, cloud).map(({ outputs }) => textAt(outputs, "arn") ?? ""),
      vpcIds: findAll(GROUPS, args, cloud).map(({ outputs }) => textAt(outputs, "vpcId") ?? ""),
    }),
  },
  {
    token: token("getRouteTable"),
    answer(args, cloud) {
      const subnetId = textAt(args, "subnetId");
      const table = subnetId === undefined ? undefined : routeTableOf(subnetId, cloud);
      const id = table?.id ?? args["routeTableId"];
      const found = findOne(TABLES, { ...args, ...(id === undefined ? {} : { id }) }, cloud);
      const used = cloud
        .list(types.ROUTE_TABLE_ASSOCIATION)
        .filter(({ inputs }) => inputs["routeTableId"] === found.id);
      const associations = used.map((one) => ({ ...one.inputs, routeTableAssociationId: one.id, main: false }));
      return { ...answerOne(found, cloud), routeTableId: found.id, associations, subnetId: subnetId ?? "" };
    },
  },
  many("getRouteTables", TABLES),
  one("getVpcEndpoint", ENDPOINTS),
  one("getNatGateway", NAT_GATEWAYS, () => ({ state: "available" })),
  {
    token: token("getInternetGateway"),
    answer(args, cloud) {
      const id = args["internetGatewayId"];
      const found = findOne(GATEWAYS, { ...args, ...(id === undefined ? {} : { id }) }, cloud);
      const vpcId = textAt(found.outputs, "vpcId") ?? "";
      const attachments = vpcId === "" ? [] : [{ vpcId, state: "available" }];
      return { ...answerOne(found, cloud), internetGatewayId: found.id, attachments };
    },
  },
  {
    token: token("getPrefixList"),
    answer(args, cloud) {
      const { id, name, cidrs } = listNamed({ ...args, id: args["prefixListId"] ?? args["id"] ?? null }, cloud);
      return { id, name, prefixListId: id, cidrBlocks: [...cidrs], region: cloud.region };
    },
  },
  {
    token: token("getManagedPrefixList"),
    answer(args, cloud) {
      const { id, name, cidrs, ownerId } = listNamed(args, cloud);
      const entries = cidrs.map((cidr) => ({ cidr, description: "" }));
      const account = ownerId === "AWS" ? "aws" : ownerId;
      const arn = ec2Arn("prefix-list", id, cloud).replace(cloud.account, account);
      return {
        id,
        name,
        ownerId,
        entries,
        arn,
        addressFamily: "IPv4",
        maxEntries: 0,
        version: 1,
        region: cloud.region,
        tags: {},
      };
    },
  },
  { token: token("getVpcEndpointService"), answer: endpointServiceOf },
];

function token(name: string): string {
  return `aws:ec2/${name}:${name}`;
}

function one(
  name: string,
  lookup: Lookup,
  more: (found: ReturnType<typeof findOne>, cloud: Cloud) => Properties = () => ({}),
): FunctionKind {
  return {
    token: token(name),
    answer(args, cloud) {
      const found = findOne(lookup, args, cloud);
      return { ...answerOne(found, cloud), ...more(found, cloud) };
    },
  };
}

function many(name: string, lookup: Lookup): FunctionKind {
  return { token: token(name), answer: (args, cloud) => answerIds(lookup, args, cloud) };
}

function mainTable(outputs: Properties, cloud: Cloud): Properties {
  const first = textAt(outputs, "mainRouteTableId") ?? "";
  const vpc = cloud.list(types.VPC).find((other) => other.outputs["mainRouteTableId"] === first);
  return { mainRouteTableId: (vpc === undefined ? undefined : mainRouteTable(vpc.id, cloud)?.id) ?? first };
}

/** A subnet's addresses without the five that are AWS's own; those in use are not counted off. */
function freeAddresses(cidr: string): number {
  const block = blockOf(cidr);
  return block === undefined ? 0 : block.last - block.first + 1 - 5;
}

function listNamed(args: Properties, cloud: Cloud): PrefixList {
  const filters = objectsAt(args, "filters");
  const found = listsOf(cloud).filter(({ id, name }) => {
    const asked = [args["id"] ?? id, args["name"] ?? name];
    const filtered = filters.every((filter) =>
      textsAt(filter, "values").includes(filter["name"] === "prefix-list-id" ? id : name),
    );
    return asked[0] === id && asked[1] === name && filtered;
  });
  const [list] = found;
  if (list === undefined || found.length > 1) {
    throw new AwsError("NotFound", `${list === undefined ? "no" : "multiple"} matching EC2 Prefix List found`);
  }
  return list;
}

function endpointServiceOf(args: Properties, cloud: Cloud): Properties {
  const { region } = cloud;
  const asked = textAt(args, "service");
  const serviceName = textAt(args, "serviceName") ?? `com.amazonaws.${region}.${asked ?? ""}`;
  const service = endpointService(serviceName, region);
  const able = service === undefined ? [] : endpointTypes(service);
  const serviceType = textAt(args, "serviceType") ?? able[0] ?? "Interface";
  if (service === undefined || !able.some((type) => type === serviceType)) {
    throw new AwsError("NotFound", "no matching EC2 VPC Endpoint Service found");
  }
  return {
    id: `${[...Buffer.from(serviceName)].reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)}`,
    acceptanceRequired: false,
    availabilityZones: zonesOf(region),
    managesVpcEndpoints: false,
    owner: "amazon",
    privateDnsName: serviceType === "Interface" ? privateName(service, region) : "",
    region,
    service,
    serviceName,
    serviceRegion: region,
    serviceType,
    supportedIpAddressTypes: ["ipv4"],
    tags: {},
    vpcEndpointPolicySupported: true,
  };
}
