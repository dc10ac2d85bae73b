/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/ */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { known, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Days; 0 is for ever. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logGroup: Kind = {
  type: LOG_GROUP,
  name: {
    property: "name",
    max: 512,
    pattern: /^[.\-_/#A-Za-z0-9]{1,512}$/,
    accepted: "letters, digits, hyphens, underscores, slashes, periods and #, 512 characters at most",
  },
  replaces: ["namePrefix", "logGroupClass"],
  check: (inputs) => [
    ...retention(inputs),
    ...oneOf(inputs, "logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(LOG_GROUP, name) !== undefined) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    const { region, account } = cloud;
    const arn = makeArn({ service: "logs", region, account, resource: `log-group:${name}` });
    const logGroupClass = textAt(inputs, "logGroupClass") ?? "STANDARD";
    return { id: name, outputs: { arn, logGroupClass, ...defaults(inputs) } };
  },
  update: ({ inputs }) => defaults(inputs),
  remove({ inputs, id }) {
    if (inputs["deletionProtectionEnabled"] !== true) return;
    const message = `The log group ${id} has deletion protection enabled and cannot be deleted.`;
    throw new AwsError("ValidationException", message);
  },
};

export const getLogGroup: FunctionKind = {
  token: "aws:cloudwatch/getLogGroup:getLogGroup",
  answer(args, cloud) {
    const { id, outputs, createdAt } = needLogGroup(textAt(args, "name"), cloud);
    return { kmsKeyId: "", tags: {}, ...outputs, id, name: id, creationTime: createdAt, region: cloud.region };
  },
};

/** @throws AwsError ResourceNotFoundException */
export function needLogGroup(name: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(LOG_GROUP, name ?? "");
  if (found === undefined) throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
  return found;
}

function retention(inputs: Properties): Failure[] {
  const days = known(inputs, "retentionInDays");
  if (typeof days !== "number" || RETENTIONS.includes(days)) return [];
  return refuse("retentionInDays", `expected retentionInDays to be one of [${RETENTIONS.join(" ")}], got ${days}`);
}

function defaults(inputs: Properties): Properties {
  return {
    retentionInDays: numberAt(inputs, "retentionInDays") ?? 0,
    skipDestroy: inputs["skipDestroy"] ?? false,
    deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
  };
}
