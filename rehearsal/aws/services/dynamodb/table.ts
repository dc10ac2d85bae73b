/** @see https://www.pulumi.com/registry/packages/aws/api-docs/dynamodb/table/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { numberAt, objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { checkTable } from "./check.ts";

export const TABLE = "aws:dynamodb/table:Table";

/** World seconds until a new table is active. */
const CREATION_SECONDS = 10;

export const table: Kind = {
  type: TABLE,
  name: {
    property: "name",
    max: 255,
    pattern: /^[\w.-]{3,255}$/,
    accepted: "letters, digits, underscores, hyphens and periods, 3 to 255 characters",
  },
  // Attributes, global indexes, billing mode, streams and encryption change in place: only the table's own key doesn't.
  replaces: [
    "hashKey",
    "rangeKey",
    "localSecondaryIndexes.**",
    "importTable.**",
    "restoreBackupArn",
    "restoreDateTime",
    "restoreSourceName",
    "restoreSourceTableArn",
    "restoreToLatestTime",
  ],
  sets: ["attributes", "globalSecondaryIndexes", "localSecondaryIndexes", "nonKeyAttributes", "replicas"],
  check: checkTable,
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(TABLE, name) !== undefined) {
      throw new AwsError("ResourceInUseException", `Table already exists: ${name}`);
    }
    const { region, account } = cloud;
    const arn = makeArn({ service: "dynamodb", region, account, resource: `table/${name}` });
    return { id: name, outputs: { arn, ...defaults(inputs), ...stream(inputs, {}, arn, cloud) } };
  },
  update({ inputs, olds, resource }, cloud) {
    const [before, after] = [objectAt(olds, "ttl"), objectAt(inputs, "ttl")];
    const [was, is] = [textAt(before, "attributeName"), textAt(after, "attributeName")];
    if (before["enabled"] === true && after["enabled"] === true && was !== is) {
      const message = `TimeToLive is active on a different AttributeName: current AttributeName is ${was ?? ""}`;
      throw new AwsError("ValidationException", message);
    }
    const arn = textAt(resource.outputs, "arn") ?? "";
    return { ...defaults(inputs), ...stream(inputs, resource.outputs, arn, cloud) };
  },
  remove({ inputs }) {
    if (inputs["deletionProtectionEnabled"] !== true) return;
    const why = "Resource cannot be deleted as it is currently protected against deletion.";
    throw new AwsError("ValidationException", `${why} Disable deletion protection first.`);
  },
  settled({ createdAt }, cloud) {
    return cloud.now >= createdAt + CREATION_SECONDS * 1000
      ? { state: "ready" }
      : { state: "pending", status: "CREATING", seconds: 1800 };
  },
};

export const getTable: FunctionKind = {
  token: "aws:dynamodb/getTable:getTable",
  answer(args, cloud) {
    const { outputs, id } = needTable(textAt(args, "name"), cloud);
    const empty = { globalSecondaryIndexes: [], localSecondaryIndexes: [], replicas: [], onDemandThroughputs: [] };
    return { ...empty, rangeKey: "", warmThroughputs: [], tags: {}, ...outputs, id, region: cloud.region };
  },
};

/** @throws AwsError ResourceNotFoundException */
export function needTable(name: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(TABLE, name ?? "");
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name ?? ""} not found`);
}

function defaults(inputs: Properties): Properties {
  const isOnDemand = inputs["billingMode"] === "PAY_PER_REQUEST";
  const recovery = objectAt(inputs, "pointInTimeRecovery");
  const days = recovery["enabled"] === true ? 35 : 0;
  return {
    billingMode: textAt(inputs, "billingMode") ?? "PROVISIONED",
    readCapacity: isOnDemand ? 0 : (numberAt(inputs, "readCapacity") ?? 0),
    writeCapacity: isOnDemand ? 0 : (numberAt(inputs, "writeCapacity") ?? 0),
    tableClass: textAt(inputs, "tableClass") ?? "STANDARD",
    deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
    pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: days, ...recovery },
    ttl: { attributeName: "", enabled: false, ...objectAt(inputs, "ttl") },
    serverSideEncryption: { enabled: false, kmsKeyArn: "", ...objectAt(inputs, "serverSideEncryption") },
  };
}

/** A stream that is turned on gets a label of its own: the moment at which it began. */
function stream(inputs: Properties, before: Properties, arn: string, cloud: Cloud): Properties {
  if (inputs["streamEnabled"] !== true) return { streamEnabled: false, streamArn: "", streamLabel: "" };
  const old = textAt(before, "streamLabel") ?? "";
  const isSame = old !== "" && before["streamViewType"] === inputs["streamViewType"];
  const streamLabel = isSame ? old : new Date(cloud.now).toISOString().replace("Z", "");
  return { streamEnabled: true, streamLabel, streamArn: `${arn}/stream/${streamLabel}` };
}
