/** What there is before anybody creates anything: the tenancy, its user, regions, availability and fault domains. */
import type { AvailabilityDomain, FaultDomain, User } from "oci-identity/lib/model/index.js";
import { tenancies } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { makeOcid } from "../../ocid.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { replyWith } from "../../route.ts";
import { AVAILABILITY_DOMAINS, FAULT_DOMAINS, REGION, REGION_KEY, TENANCY_ID, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { WORLD_EPOCH } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";

/** Some of OCI's regions; the tenancy is subscribed to its own. */
const REGIONS = [
  { key: "AMS", name: "eu-amsterdam-1" },
  { key: REGION_KEY, name: REGION },
  { key: "IAD", name: "us-ashburn-1" },
  { key: "LHR", name: "uk-london-1" },
  { key: "PHX", name: "us-phoenix-1" },
  { key: "ZRH", name: "eu-zurich-1" },
];

const USER: Wire<User> = {
  id: USER_ID,
  compartmentId: TENANCY_ID,
  name: "engineer@tidegate.example",
  description: "Whoever rehearses",
  email: "engineer@tidegate.example",
  emailVerified: true,
  timeCreated: timestamp(WORLD_EPOCH),
  lifecycleState: "ACTIVE",
  freeformTags: {},
  definedTags: {},
  capabilities: {
    canUseConsolePassword: true,
    canUseApiKeys: true,
    canUseAuthTokens: true,
    canUseSmtpCredentials: false,
    canUseCustomerSecretKeys: true,
    canUseOAuth2ClientCredentials: false,
  },
  isMfaActivated: true,
};

export function seedTenancy(moment: Moment): void {
  tenancies.put(moment, TENANCY_ID, {
    id: TENANCY_ID,
    name: "tidegate",
    description: "The rehearsal's tenancy",
    homeRegionKey: REGION_KEY,
    freeformTags: {},
    definedTags: {},
  });
}

function getTenancy(call: Call): Reply {
  const id = call.params["tenancyId"] ?? "";
  return replyWith(tenancies.need(call, id), tenancies.etag(call.world, id));
}

function getUser(call: Call): Reply {
  const id = call.params["userId"] ?? "";
  if (id !== USER.id) {
    throw notFoundResource(id);
  }
  return replyWith(USER, "user");
}

function listAvailabilityDomains(call: Call): Reply {
  const { compartmentId = "" } = call.query;
  needCompartment(call.world, compartmentId);
  const domains: Wire<AvailabilityDomain>[] = AVAILABILITY_DOMAINS.map((name) => {
    return { id: makeOcid("availabilitydomain", "", name), name, compartmentId };
  });
  return { body: domains };
}

function listFaultDomains(call: Call): Reply {
  const { compartmentId = "" } = call.query;
  needCompartment(call.world, compartmentId);
  const availabilityDomain = call.query["availabilityDomain"] ?? "";
  if (!AVAILABILITY_DOMAINS.includes(availabilityDomain)) {
    throw invalidParameter(
      `availabilityDomain must be one of ${AVAILABILITY_DOMAINS.join(", ")}, not "${availabilityDomain}".`,
    );
  }
  const domains: Wire<FaultDomain>[] = FAULT_DOMAINS.map((name) => {
    return {
      id: makeOcid("faultdomain", "", `${availabilityDomain}/${name}`),
      name,
      compartmentId,
      availabilityDomain,
    };
  });
  return { body: domains };
}

function listRegionSubscriptions(call: Call): Reply {
  tenancies.need(call, call.params["tenancyId"] ?? "");
  return { body: [{ regionKey: REGION_KEY, regionName: REGION, status: "READY", isHomeRegion: true }] };
}

const TENANCY = "/20160918/tenancies/{tenancyId}";
export const tenancyRoutes: readonly Route[] = [
  { operation: "identity/GetTenancy", method: "GET", path: TENANCY, handle: getTenancy },
  {
    operation: "identity/ListRegionSubscriptions",
    method: "GET",
    path: `${TENANCY}/regionSubscriptions`,
    handle: listRegionSubscriptions,
  },
  { operation: "identity/ListRegions", method: "GET", path: "/20160918/regions", handle: () => ({ body: REGIONS }) },
  {
    operation: "identity/ListAvailabilityDomains",
    method: "GET",
    path: "/20160918/availabilityDomains",
    handle: listAvailabilityDomains,
  },
  { operation: "identity/ListFaultDomains", method: "GET", path: "/20160918/faultDomains", handle: listFaultDomains },
  { operation: "identity/GetUser", method: "GET", path: "/20160918/users/{userId}", handle: getUser },
];
