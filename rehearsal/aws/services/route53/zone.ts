/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html */
import { matches } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { GLOBAL } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { VPC } from "../ec2/types.ts";
import { plainName, RECORD, ZONE } from "./names.ts";

export const zone: Kind = {
  type: ZONE,
  global: true,
  replaces: ["name", "delegationSetId"],
  sets: ["vpcs"],
  check: (inputs) => matches(inputs, "name", /^[a-z0-9_*-]+(\.[a-z0-9_-]+)*\.?$/i, "a domain name"),
  create({ inputs }, cloud) {
    needVpcs(inputs, cloud);
    refuseSecond(inputs, cloud);
    const id = `Z${cloud.token(20).toUpperCase()}`;
    const nameServers = nameServersOf(id, cloud);
    return {
      id,
      outputs: {
        arn: `arn:aws:route53:::hostedzone/${id}`,
        zoneId: id,
        comment: inputs["comment"] ?? "Managed by Pulumi",
        nameServers,
        primaryNameServer: nameServers[0] ?? "",
        forceDestroy: inputs["forceDestroy"] ?? false,
      },
    };
  },
  update({ inputs }, cloud) {
    needVpcs(inputs, cloud);
    return {};
  },
  remove({ id, inputs }, cloud) {
    const records = cloud.list(RECORD).filter((record) => record.inputs["zoneId"] === id);
    if (records.length > 0 && inputs["forceDestroy"] !== true) {
      throw new AwsError(
        "HostedZoneNotEmpty",
        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
      );
    }
    for (const record of records) cloud.drop(record);
  },
};

function needVpcs(inputs: Properties, cloud: Cloud): void {
  for (const vpc of objectsAt(inputs, "vpcs")) {
    const id = textAt(vpc, "vpcId") ?? "";
    const region = textAt(vpc, "vpcRegion") ?? cloud.region;
    if (cloud.everywhere(VPC).some((other) => other.id === id && other.region === region)) continue;
    throw new AwsError(
      "InvalidVPCId",
      `The VPC: ${id} in region ${region} that you provided is not authorized to make the association.`,
    );
  }
}

/** A VPC asks one private zone of a name; public ones of the same name may be many. */
function refuseSecond(inputs: Properties, cloud: Cloud): void {
  const vpcs = objectsAt(inputs, "vpcs").map((vpc) => textAt(vpc, "vpcId"));
  const name = plainName(textAt(inputs, "name") ?? "");
  for (const other of cloud.list(ZONE)) {
    const shared = objectsAt(other.inputs, "vpcs").find((vpc) => vpcs.includes(textAt(vpc, "vpcId")));
    if (shared === undefined || plainName(textAt(other.inputs, "name") ?? "") !== name) continue;
    const where = `VPC ${textAt(shared, "vpcId") ?? ""} in region ${textAt(shared, "vpcRegion") ?? cloud.region}`;
    throw new AwsError(
      "ConflictingDomainExists",
      `The ${where} has already been associated with the hosted zone ${other.id} with the same domain name.`,
    );
  }
}

function nameServersOf(id: string, cloud: Cloud): string[] {
  return ["com", "net", "org", "co.uk"].map((domain, i) => {
    const at = Math.floor(cloud.chance(`${GLOBAL}/nameserver/${id}/${domain}`) * 512);
    return `ns-${at + 512 * i}.awsdns-${String(at % 64).padStart(2, "0")}.${domain}`;
  });
}
