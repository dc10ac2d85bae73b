/** The availability zones of a region, as a program asks for them. */
import { isObject, type Properties } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { zoneId, zoneNamed, zonesOf } from "../ec2/zones.ts";

export const getAvailabilityZones: FunctionKind = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  answer(args, { region }) {
    const excluded = new Set([...textsAt(args, "excludeNames"), ...textsAt(args, "excludeZoneIds")]);
    const names = zonesOf(region).filter(
      (zone) => !excluded.has(zone) && !excluded.has(zoneId(zone)) && passes(describe(zone, region), args),
    );
    return {
      ...args,
      groupNames: names.length === 0 ? [] : [region],
      id: region,
      names,
      region,
      zoneIds: names.map(zoneId),
    };
  },
};

export const getAvailabilityZone: FunctionKind = {
  token: "aws:index/getAvailabilityZone:getAvailabilityZone",
  answer(args, { region }) {
    const id = textAt(args, "zoneId");
    const wanted = textAt(args, "name") ?? (id === undefined ? undefined : (zoneNamed(id, region) ?? id));
    const found = zonesOf(region).filter(
      (zone) => (wanted === undefined || zone === wanted) && passes(describe(zone, region), args),
    );
    const [zone] = found;
    if (zone === undefined) throw new AwsError("InvalidParameterValue", "no matching AZ found");
    if (found.length > 1) {
      throw new AwsError(
        "InvalidParameterValue",
        "multiple AZs matched; use additional constraints to reduce matches to a single AZ",
      );
    }
    return {
      ...args,
      groupLongName: region,
      groupName: region,
      id: zone,
      name: zone,
      nameSuffix: zone.slice(-1),
      networkBorderGroup: region,
      optInStatus: "opt-in-not-required",
      parentZoneId: "",
      parentZoneName: "",
      region,
      state: "available",
      zoneId: zoneId(zone),
      zoneType: "availability-zone",
    };
  },
};

/** What EC2's filters may ask a zone about. */
function describe(zone: string, region: string): Readonly<Record<string, string>> {
  return {
    "group-name": region,
    "opt-in-status": "opt-in-not-required",
    "region-name": region,
    state: "available",
    "zone-id": zoneId(zone),
    "zone-name": zone,
    "zone-type": "availability-zone",
  };
}

function passes(zone: Readonly<Record<string, string>>, args: Properties): boolean {
  const filters = Array.isArray(args["filters"]) ? args["filters"].filter(isObject) : [];
  const state = textAt(args, "state");
  return (
    (state === undefined || state === zone["state"]) &&
    filters.every((filter) => textsAt(filter, "values").includes(zone[textAt(filter, "name") ?? ""] ?? ""))
  );
}
