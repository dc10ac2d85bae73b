/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { isUnknown } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, exactlyOne, isGiven, known, needed, oneOf, refuse, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { refuseAlias } from "./alias.ts";
import { plainName, RECORD, wholeName, ZONE } from "./names.ts";

const TYPES = [
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DS",
  "HTTPS",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "SOA",
  "SPF",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
] as const;

const POLICIES = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
] as const;

export const record: Kind = {
  type: RECORD,
  global: true,
  replaces: ["name", "zoneId", "setIdentifier"],
  sets: ["records", "aliases"],
  check: (inputs) => [
    ...oneOf(inputs, "type", TYPES),
    ...exactlyOne(inputs, ["records", "aliases"]),
    ...(isGiven(inputs, "aliases") ? ruledOut(inputs, "ttl", "with aliases") : needed(inputs, "ttl", "with records")),
    ...between(inputs, "ttl", 0, 2_147_483_647),
    ...(POLICIES.some((name) => isGiven(inputs, name)) ? needed(inputs, "setIdentifier", "with a routing policy") : []),
    ...checkValues(inputs),
  ],
  create({ inputs }, cloud) {
    const zone = zoneOf(inputs, cloud);
    const name = wholeName(textAt(inputs, "name") ?? "", zone);
    refuseRecord(inputs, zone, name, cloud);
    const parts = [
      zone.id,
      textAt(inputs, "name") ?? "",
      textAt(inputs, "type") ?? "",
      textAt(inputs, "setIdentifier"),
    ];
    return { id: parts.filter((part) => part !== undefined).join("_"), outputs: { fqdn: name } };
  },
  update({ inputs, resource }, cloud) {
    const zone = zoneOf(inputs, cloud);
    refuseRecord(inputs, zone, wholeName(textAt(inputs, "name") ?? "", zone), cloud, resource.id);
    return {};
  },
  /** The provider waits until all of Route 53's servers know the change. */
  settled: ({ createdAt }, cloud) =>
    cloud.now - createdAt < IN_SYNC_SECONDS * 1000
      ? { state: "pending", status: "PENDING", seconds: 1800 }
      : { state: "ready" },
};

const IN_SYNC_SECONDS = 30;

function zoneOf(inputs: Properties, cloud: Cloud): Resource {
  const id = (textAt(inputs, "zoneId") ?? "").replace(/^\/?hostedzone\//, "");
  const found = cloud.get(ZONE, id);
  if (found === undefined) throw new AwsError("NoSuchHostedZone", `No hosted zone found with ID: ${id}`);
  return found;
}

/** Values that can't be what the type says. */
function checkValues(inputs: Properties): Failure[] {
  const type = known(inputs, "type");
  const values = known(inputs, "records");
  if (!Array.isArray(values)) return [];
  if (type === "CNAME" && values.length > 1) return refuse("records", "a record of the type CNAME has one value");
  const form = FORMS.get(typeof type === "string" ? type : "");
  return values.flatMap((value, i) =>
    form === undefined || typeof value !== "string" || isUnknown(value) || form.test(value)
      ? []
      : refuse(
          `records[${i}]`,
          `Invalid Resource Record: ${JSON.stringify(value)} is no value of the type ${JSON.stringify(type)}`,
        ),
  );
}

const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["A", /^\d{1,3}(\.\d{1,3}){3}$/],
  ["AAAA", /^[0-9a-f:.]*:[0-9a-f:.]*$/i],
]);

function refuseRecord(inputs: Properties, zone: Resource, name: string, cloud: Cloud, own = ""): void {
  const type = textAt(inputs, "type") ?? "";
  if (type === "CNAME" && name === plainName(textAt(zone.inputs, "name") ?? "")) {
    throw batch(`RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${name}.`);
  }
  const others = cloud.list(RECORD).filter((other) => {
    return (
      other.id !== own &&
      other.inputs["zoneId"] === zone.id &&
      wholeName(textAt(other.inputs, "name") ?? "", zone) === name
    );
  });
  const same = others.find((other) => {
    return other.inputs["type"] === type && other.inputs["setIdentifier"] === inputs["setIdentifier"];
  });
  if (same !== undefined && own === "") {
    if (inputs["allowOverwrite"] !== true) {
      throw batch(`Tried to create resource record set [name='${name}.', type='${type}'] but it already exists`);
    }
    // There is one record after that, which two resources of programs then take for theirs.
    cloud.drop(same);
  }
  if (others.some((other) => (other.inputs["type"] === "CNAME") !== (type === "CNAME"))) {
    const zoneName = textAt(zone.inputs, "name") ?? "";
    throw batch(
      `RRSet of type ${type} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone ${zoneName}.`,
    );
  }
  for (const alias of objectsAt(inputs, "aliases")) refuseAlias(alias, type, zone, cloud);
}

function batch(message: string): AwsError {
  return new AwsError("InvalidChangeBatch", `[${message}]`);
}
