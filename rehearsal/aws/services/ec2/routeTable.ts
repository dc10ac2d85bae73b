/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { elements } from "../../checks.ts";
import { objectsAt } from "../../parts.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import { routesOfTable } from "./routes.ts";
import { checkRoute, destinationText, needTarget } from "./routeTarget.ts";
import * as types from "./types.ts";

const DESTINATIONS = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"] as const;

export const routeTable: Kind = {
  type: types.ROUTE_TABLE,
  replaces: ["vpcId"],
  sets: ["routes", "propagatingVgws"],
  check: (inputs) => elements(inputs, "routes").flatMap((at) => checkRoute(inputs, `${at}.`, DESTINATIONS)),
  create({ inputs }, cloud) {
    const vpcId = need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud).id;
    const id = freshId("rtb", cloud);
    for (const route of objectsAt(inputs, "routes")) needTarget(route, vpcId, id, cloud);
    return { id, outputs: { arn: ec2Arn("route-table", id, cloud), ownerId: cloud.account } };
  },
  update({ inputs, resource }, cloud) {
    const vpcId = textAt(inputs, "vpcId") ?? "";
    for (const route of objectsAt(inputs, "routes")) needTarget(route, vpcId, resource.id, cloud);
    return {};
  },
  remove({ id }, cloud) {
    const used = [types.ROUTE_TABLE_ASSOCIATION, types.MAIN_ROUTE_TABLE_ASSOCIATION]
      .flatMap((type) => cloud.list(type))
      .some(({ inputs }) => inputs["routeTableId"] === id);
    if (!used) return;
    throw new AwsError("DependencyViolation", `The routeTable '${id}' has dependencies and cannot be deleted.`);
  },
};

/** Takes the main route table of a VPC under a program's care: its routes become those of the program. */
export const defaultRouteTable: Kind = {
  type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
  replaces: ["defaultRouteTableId"],
  sets: ["routes", "propagatingVgws"],
  check: (inputs) => elements(inputs, "routes").flatMap((at) => checkRoute(inputs, `${at}.`, DESTINATIONS)),
  create({ inputs }, cloud) {
    const table = need(types.ROUTE_TABLE, textAt(inputs, "defaultRouteTableId") ?? "", cloud);
    adopt(table, inputs, cloud);
    return { id: table.id, outputs: { arn: table.outputs["arn"] ?? "", ownerId: cloud.account, vpcId: vpcOf(table) } };
  },
  update({ inputs, resource }, cloud) {
    adopt(need(types.ROUTE_TABLE, resource.id, cloud), inputs, cloud);
    return {};
  },
};

export const route: Kind = {
  type: types.ROUTE,
  replaces: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
  check: (inputs) =>
    checkRoute(inputs, "", ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"]),
  create({ inputs }, cloud) {
    const table = need(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "", cloud);
    const destination = destinationText(inputs);
    needTarget(inputs, vpcOf(table), table.id, cloud);
    const taken = routesOfTable(table, cloud).some(({ cidr, prefixListId }) => (cidr ?? prefixListId) === destination);
    if (taken) {
      throw new AwsError("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
    }
    return { id: routeId(table.id, destination), outputs: { origin: "CreateRoute", state: "active" } };
  },
  update({ inputs }, cloud) {
    const table = need(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "", cloud);
    needTarget(inputs, vpcOf(table), table.id, cloud);
    return {};
  },
  read({ inputs }, cloud) {
    const table = cloud.get(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "");
    const facts = table === undefined ? [] : routesOfTable(table, cloud);
    const own = facts.find(({ cidr, prefixListId }) => (cidr ?? prefixListId) === destinationText(inputs));
    return { outputs: { state: own?.blackhole === true ? "blackhole" : "active" } };
  },
};

function adopt(table: Resource, inputs: Properties, cloud: Cloud): void {
  for (const item of objectsAt(inputs, "routes")) needTarget(item, vpcOf(table), table.id, cloud);
  cloud.put({ ...table, inputs: { ...table.inputs, routes: inputs["routes"] ?? [] } });
}

const vpcOf = ({ inputs }: Resource): string => textAt(inputs, "vpcId") ?? "";

/** The provider's own id: a number made of the destination's letters. */
function routeId(tableId: string, destination: string): string {
  return `r-${tableId}${Buffer.from(destination).reduce((hash, byte) => (hash * 31 + byte) >>> 0, 7)}`;
}
