/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Vcn/ */
import type * as core from "oci-core/lib/model/index.js";
import {
  dhcpOptions,
  internetGateways,
  natGateways,
  networkSecurityGroups,
  routeTables,
  securityLists,
  serviceGateways,
  subnets,
  vcns,
} from "../../collections.ts";
import { conflict, invalidParameter } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";
import { needLength } from "../shared/refuse.ts";
import { defaultOptions } from "./dhcp-options.ts";
import { checkDnsLabel } from "./dns-label.ts";
import { defaultRules } from "./security-lists.ts";
import { checkedBlocks } from "./vcn-cidrs.ts";

const SECONDS_TO_PROVISION = 1;

const becomesAvailable = eventKind<{ id: string }>("network.vcnBecomesAvailable", (moment, { id }) => {
  if (vcns.get(moment.world, id)?.lifecycleState === "PROVISIONING") {
    vcns.change(moment, id, { lifecycleState: "AVAILABLE" });
  }
});

function create(call: Call): Reply {
  const details = bodyOf<Wire<core.CreateVcnDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 255);
  const cidrBlocks = wantedBlocks(details);
  checkDnsLabel(details.dnsLabel, new Set());
  const id = freshOcid(call, "vcn", REGION);
  const domain = details.dnsLabel === undefined ? undefined : `${details.dnsLabel}.oraclevcn.com`;
  const vcn: Wire<core.Vcn> = {
    id,
    compartmentId: details.compartmentId,
    cidrBlock: cidrBlocks[0] ?? "",
    cidrBlocks,
    displayName: details.displayName ?? defaultName("vcn", call.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "PROVISIONING",
    timeCreated: timestamp(call.now),
    ...(details.dnsLabel !== undefined && { dnsLabel: details.dnsLabel }),
    ...(domain !== undefined && { vcnDomainName: domain }),
    ...makeDefaults(call, id, details, cidrBlocks, domain),
  };
  vcns.put(call, id, vcn);
  becomesAvailable.schedule(call, SECONDS_TO_PROVISION, { id });
  return show(call, id);
}

function wantedBlocks(details: Wire<core.CreateVcnDetails>): string[] {
  if (details.cidrBlock !== undefined && details.cidrBlocks !== undefined) {
    throw invalidParameter("cidrBlock and cidrBlocks exclude each other.");
  }
  const texts = details.cidrBlocks ?? (details.cidrBlock === undefined ? [] : [details.cidrBlock]);
  return checkedBlocks(texts).map((block) => block.text);
}

/** The route table, security list and DHCP options that every VCN comes with. */
function makeDefaults(
  call: Call,
  vcnId: string,
  { compartmentId, displayName }: Wire<core.CreateVcnDetails>,
  cidrBlocks: readonly string[],
  domain: string | undefined,
) {
  const vcnName = displayName ?? defaultName("vcn", call.now);
  const common = (kind: string, what: string) => ({
    id: freshOcid(call, kind, REGION),
    compartmentId,
    vcnId,
    displayName: `Default ${what} for ${vcnName}`,
    freeformTags: {},
    definedTags: {},
    lifecycleState: "AVAILABLE",
    timeCreated: timestamp(call.now),
  });
  const table = { ...common("routetable", "Route Table"), routeRules: [] };
  const list = { ...common("securitylist", "Security List"), ...defaultRules(cidrBlocks) };
  const options = {
    ...common("dhcpoptions", "DHCP Options"),
    options: defaultOptions(domain),
    domainNameType: "CUSTOM_DOMAIN",
  };
  routeTables.put(call, table.id, table);
  securityLists.put(call, list.id, list);
  dhcpOptions.put(call, options.id, options);
  return { defaultRouteTableId: table.id, defaultSecurityListId: list.id, defaultDhcpOptionsId: options.id };
}

function show(call: Call, id = call.params["vcnId"] ?? ""): Reply {
  return replyWith(vcns.need(call, id), vcns.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId, displayName, lifecycleState } = call.query;
  const found = filtered(vcns.list(call.world), { compartmentId, displayName, lifecycleState });
  return { body: sorted(call, found, (vcn) => vcn.displayName ?? "") };
}

function update(call: Call): Reply {
  const { id } = vcns.need(call, call.params["vcnId"] ?? "");
  const details = bodyOf<Wire<core.UpdateVcnDetails>>(call);
  needLength("displayName", details.displayName, 1, 255);
  vcns.change(call, id, details);
  return show({ ...call, ifMatch: undefined }, id);
}

function changeCompartment(call: Call): Reply {
  const { id } = vcns.need(call, call.params["vcnId"] ?? "");
  const { compartmentId } = bodyOf<Wire<core.ChangeVcnCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  vcns.change(call, id, { compartmentId });
  return { status: 204, etag: vcns.etag(call.world, id) };
}

function remove(call: Call): Reply {
  const vcn = vcns.need(call, call.params["vcnId"] ?? "");
  const users = partsOf(call.world, vcn);
  if (users.length > 0) {
    throw conflict(`The VCN ${vcn.id} can't be deleted: it is in use by ${users.join(", ")}.`);
  }
  routeTables.remove(call.world, vcn.defaultRouteTableId ?? "");
  securityLists.remove(call.world, vcn.defaultSecurityListId ?? "");
  dhcpOptions.remove(call.world, vcn.defaultDhcpOptionsId ?? "");
  vcns.remove(call.world, vcn.id);
  return { status: 204 };
}

/** All that lies in a VCN, but for what came with it. */
function partsOf(world: World, vcn: Wire<core.Vcn>): string[] {
  const defaults = [vcn.defaultRouteTableId, vcn.defaultSecurityListId, vcn.defaultDhcpOptionsId];
  const kinds = [
    subnets,
    internetGateways,
    natGateways,
    serviceGateways,
    routeTables,
    securityLists,
    dhcpOptions,
    networkSecurityGroups,
  ];
  return kinds
    .flatMap((kind): { id: string; vcnId: string }[] => kind.list(world))
    .filter((part) => part.vcnId === vcn.id && !defaults.includes(part.id))
    .map((part) => part.id);
}

export const vcnEvents = [becomesAvailable];

const ONE = "/20160918/vcns/{vcnId}";

export const vcnRoutes: readonly Route[] = [
  { operation: "core/CreateVcn", method: "POST", path: "/20160918/vcns", handle: create },
  { operation: "core/ListVcns", method: "GET", path: "/20160918/vcns", handle: list },
  { operation: "core/GetVcn", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "core/UpdateVcn", method: "PUT", path: ONE, handle: update },
  { operation: "core/DeleteVcn", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "core/ChangeVcnCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
