/** The tenancy's identity domains, of which there is one. @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/Domain/ */
import type { Domain } from "oci-identity/lib/model/index.js";
import { notFoundResource } from "../../errors.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { DOMAIN_ID, DOMAIN_URL, REGION, TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { WORLD_EPOCH } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";

const DEFAULT: Wire<Domain> = {
  id: DOMAIN_ID,
  compartmentId: TENANCY_ID,
  displayName: "Default",
  description: "The rehearsal's identity domain",
  url: DOMAIN_URL,
  homeRegionUrl: DOMAIN_URL,
  homeRegion: REGION,
  replicaRegions: [],
  type: "DEFAULT",
  licenseType: "free",
  isHiddenOnLogin: false,
  timeCreated: timestamp(WORLD_EPOCH),
  lifecycleState: "ACTIVE",
  freeformTags: {},
  definedTags: {},
};

function get(call: Call): Reply {
  const id = call.params["domainId"] ?? "";
  if (id !== DOMAIN_ID) {
    throw notFoundResource(id);
  }
  return replyWith(DEFAULT, "default");
}

function list(call: Call): Reply {
  const { compartmentId = "", name, displayName = name, url, homeRegionUrl, type, lifecycleState } = call.query;
  needCompartment(call.world, compartmentId);
  const filters = { compartmentId, displayName, url, homeRegionUrl, type, lifecycleState };
  return { body: filtered([DEFAULT], filters) };
}

const ALL = "/20160918/domains";

export const domainRoutes: readonly Route[] = [
  { operation: "identity/ListDomains", method: "GET", path: ALL, handle: list },
  { operation: "identity/GetDomain", method: "GET", path: `${ALL}/{domainId}`, handle: get },
];
