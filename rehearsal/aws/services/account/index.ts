/** What belongs to no service: the account, the regions and their zones, names by rule. */
import type { AwsService } from "../../kind.ts";
import { getCallerIdentity, getPartition } from "./identity.ts";
import { getArn, getServicePrincipal } from "./names.ts";
import { getRegion, getRegions } from "./regions.ts";
import { getAvailabilityZone, getAvailabilityZones } from "./zones.ts";

export const account: AwsService = {
  name: "account",
  kinds: [],
  functions: [
    getArn,
    getAvailabilityZone,
    getAvailabilityZones,
    getCallerIdentity,
    getPartition,
    getRegion,
    getRegions,
    getServicePrincipal,
  ],
};
