/** What a load balancer is made from, and what OCI refuses of it. */
import type { CreateLoadBalancerDetails, ShapeDetails } from "oci-loadbalancer/lib/model/index.js";
import { subnets } from "../../collections.ts";
import { invalidParameter, missingParameter, notFoundResource } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { needKind, needLength, needWithin } from "../shared/refuse.ts";
import { checkBackendSet, withBackendSet } from "./backend-set.ts";
import { FLEXIBLE, SHAPES } from "./catalogue.ts";
import type { Balancer } from "./changes.ts";
import { certificateKind, cipherSuiteKind, hostnameKind, pathRouteSetKind, ruleSetKind } from "./kinds.ts";
import { checkListener, withListener } from "./listener.ts";
import { withItem } from "./named.ts";

export const DEFAULT_REQUEST_ID_HEADER = "X-Request-Id";
const SMALLEST_BANDWIDTH = 10;
const LARGEST_BANDWIDTH = 8_000;

/** A new load balancer, with everything that came in its request. @throws ServiceError 400, 404 */
export function newBalancer(moment: Moment, id: string, details: Wire<CreateLoadBalancerDetails>): Balancer {
  needCompartment(moment.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 1024);
  checkSubnets(moment, details);
  const bare: Balancer = {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName,
    lifecycleState: "CREATING",
    timeCreated: timestamp(moment.now),
    ipAddresses: [],
    ...shapeOf(details.shapeName, details.shapeDetails),
    isPrivate: details.isPrivate ?? false,
    isDeleteProtectionEnabled: details.isDeleteProtectionEnabled ?? false,
    isRequestIdEnabled: details.isRequestIdEnabled ?? false,
    ...requestIdHeaderOf(details.isRequestIdEnabled, details.requestIdHeader),
    subnetIds: details.subnetIds,
    networkSecurityGroupIds: details.networkSecurityGroupIds ?? [],
    listeners: {},
    hostnames: {},
    sslCipherSuites: {},
    certificates: {},
    backendSets: {},
    pathRouteSets: {},
    ruleSets: {},
    routingPolicies: {},
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    securityAttributes: details.securityAttributes ?? {},
    systemTags: {},
    ipMode: details.ipMode ?? "IPV4",
  };
  return furnished(bare, details);
}

/** Adds the parts in the order in which they refer to each other. */
function furnished(bare: Balancer, details: Wire<CreateLoadBalancerDetails>): Balancer {
  let balancer = bare;
  for (const [name, item] of Object.entries(details.certificates ?? {})) {
    certificateKind.check?.(name, item);
    balancer = { ...balancer, ...withItem(certificateKind, balancer, name, item) };
  }
  for (const [name, item] of Object.entries(details.sslCipherSuites ?? {})) {
    cipherSuiteKind.check?.(name, item);
    balancer = { ...balancer, ...withItem(cipherSuiteKind, balancer, name, item) };
  }
  for (const [name, item] of Object.entries(details.hostnames ?? {})) {
    hostnameKind.check?.(name, item);
    balancer = { ...balancer, ...withItem(hostnameKind, balancer, name, item) };
  }
  for (const [name, item] of Object.entries(details.ruleSets ?? {})) {
    const named = { ...item, name };
    ruleSetKind.check?.(name, named);
    balancer = { ...balancer, ...withItem(ruleSetKind, balancer, name, named) };
  }
  for (const [name, item] of Object.entries(details.backendSets ?? {})) {
    checkBackendSet(name, item);
    balancer = { ...balancer, ...withBackendSet(balancer, name, item) };
  }
  for (const [name, item] of Object.entries(details.pathRouteSets ?? {})) {
    const named = { ...item, name };
    pathRouteSetKind.check?.(name, named);
    balancer = { ...balancer, ...withItem(pathRouteSetKind, balancer, name, named) };
  }
  for (const [name, item] of Object.entries(details.listeners ?? {})) {
    checkListener(name, item);
    balancer = { ...balancer, ...withListener(balancer, name, item) };
  }
  return balancer;
}

/** A shape, with its bandwidth where it is the flexible one. @throws ServiceError 400 */
export function shapeOf(
  shapeName: string,
  details: Wire<ShapeDetails> | undefined,
): { shapeName: string; shapeDetails?: Wire<ShapeDetails> } {
  const known = SHAPES.find((shape) => shape.toLowerCase() === shapeName.toLowerCase());
  if (known === undefined) {
    throw invalidParameter(`shapeName must be one of ${SHAPES.join(", ")}, not ${shapeName}.`);
  }
  if (known !== FLEXIBLE) {
    if (details) {
      throw invalidParameter(`shapeDetails go with shapeName ${FLEXIBLE} only, not with ${shapeName}.`);
    }
    return { shapeName: known };
  }
  if (!details) {
    throw missingParameter(`shapeDetails is required with shapeName ${FLEXIBLE}.`);
  }
  const { minimumBandwidthInMbps: least, maximumBandwidthInMbps: most } = details;
  needWithin("shapeDetails.maximumBandwidthInMbps", most, SMALLEST_BANDWIDTH, LARGEST_BANDWIDTH);
  needWithin("shapeDetails.minimumBandwidthInMbps", least, SMALLEST_BANDWIDTH, LARGEST_BANDWIDTH);
  if (least > most) {
    throw invalidParameter(
      `shapeDetails.minimumBandwidthInMbps (${least}) must not be greater than maximumBandwidthInMbps (${most}).`,
    );
  }
  return { shapeName: known, shapeDetails: details };
}

/** @throws ServiceError 400 for a header whose name doesn't begin with X- */
export function requestIdHeaderOf(
  enabled: boolean | undefined,
  header: string | undefined,
): { requestIdHeader?: string } {
  if (enabled !== true) {
    return {};
  }
  if (header && !header.startsWith("X-")) {
    throw invalidParameter(`requestIdHeader must begin with 'X-', not be '${header}'.`);
  }
  return { requestIdHeader: header || DEFAULT_REQUEST_ID_HEADER };
}

/**
 * A private load balancer stands in one subnet; a public one in a regional subnet, or in two that lie in different
 * availability domains. All must let it have the kind of address it wants.
 */
function checkSubnets({ world }: Moment, { subnetIds, isPrivate = false }: Wire<CreateLoadBalancerDetails>): void {
  if (subnetIds.length === 0 || subnetIds.length > 2 || (isPrivate && subnetIds.length !== 1)) {
    throw invalidParameter(
      `subnetIds must hold ${isPrivate ? "one subnet for a private load balancer" : "one regional subnet or two others"}, not ${subnetIds.length}.`,
    );
  }
  const found = subnetIds.map((id) => {
    needKind("subnetIds", id, "subnet");
    const subnet = subnets.get(world, id);
    if (subnet === undefined) {
      throw notFoundResource(id);
    }
    return subnet;
  });
  const domains = found.map((subnet) => subnet.availabilityDomain ?? undefined);
  if (!isPrivate && found.length === 1 && domains[0] !== undefined) {
    throw invalidParameter(
      `A public load balancer needs a regional subnet or two subnets in different availability domains; ${subnetIds[0]} is one in ${domains[0]}.`,
    );
  }
  if (found.length === 2 && (domains.includes(undefined) || domains[0] === domains[1])) {
    throw invalidParameter("Two subnetIds must be of subnets in two different availability domains.");
  }
  const closed = found.find((subnet) => subnet.prohibitPublicIpOnVnic === true);
  if (!isPrivate && closed !== undefined) {
    throw invalidParameter(
      `A public load balancer can't stand in the private subnet ${closed.id}: it prohibits public IP addresses.`,
    );
  }
}
