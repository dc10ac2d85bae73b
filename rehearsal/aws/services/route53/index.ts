/** Names: hosted zones and their records. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { AwsService } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import { isPrivate, plainName, RECORD, ZONE } from "./names.ts";
import { record } from "./record.ts";
import { zone } from "./zone.ts";

export const route53: AwsService = {
  name: "route53",
  kinds: [zone, record],
  functions: [{ token: "aws:route53/getZone:getZone", answer: getZone }],
};

function getZone(args: Properties, cloud: Cloud): Properties {
  const id = textAt(args, "zoneId");
  const name = textAt(args, "name");
  if ((id === undefined) === (name === undefined)) {
    throw new AwsError("InvalidInput", "exactly one of name and zoneId must be specified");
  }
  const wantsPrivate = args["privateZone"] === true || args["vpcId"] !== undefined;
  const found = cloud.list(ZONE).filter((one) => {
    if (id !== undefined) return one.id === id;
    const inVpc =
      args["vpcId"] === undefined || objectsAt(one.inputs, "vpcs").some((vpc) => vpc["vpcId"] === args["vpcId"]);
    const tags = Object.entries(objectAt(args, "tags")).every(
      ([key, value]) => objectAt(one.outputs, "tagsAll")[key] === value,
    );
    return (
      plainName(textAt(one.inputs, "name") ?? "") === plainName(name ?? "") &&
      isPrivate(one) === wantsPrivate &&
      inVpc &&
      tags
    );
  });
  const [only] = found;
  if (only === undefined) throw new AwsError("NotFound", "no matching Route 53 Hosted Zone found");
  if (found.length > 1) throw new AwsError("TooManyResults", "multiple Route 53 Hosted Zones matched");
  return {
    ...only.outputs,
    id: only.id,
    zoneId: only.id,
    name: plainName(textAt(only.inputs, "name") ?? ""),
    privateZone: isPrivate(only),
    callerReference: only.id,
    linkedServiceDescription: "",
    linkedServicePrincipal: "",
    resourceRecordSetCount: 2 + cloud.list(RECORD).filter(({ inputs }) => inputs["zoneId"] === only.id).length,
    tags: only.outputs["tagsAll"] ?? {},
  };
}
