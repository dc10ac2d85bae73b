/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { exactlyOne, known, needed, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { assumedBy, roleByArn } from "../iam/roles.ts";
import { ec2Arn, need } from "./need.ts";
import * as types from "./types.ts";

export const flowLog: Kind = {
  type: types.FLOW_LOG,
  // Everything but the tags.
  replaces: [
    "deliverCrossAccountRole",
    "destinationOptions.**",
    "eniId",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "regionalNatGatewayId",
    "subnetId",
    "tagFieldSpecifications.**",
    "trafficType",
    "transitGatewayAttachmentId",
    "transitGatewayId",
    "vpcId",
  ],
  check(inputs) {
    const interval = known(inputs, "maxAggregationInterval");
    const transit = inputs["transitGatewayId"] ?? inputs["transitGatewayAttachmentId"];
    return [
      ...exactlyOne(inputs, SUBJECTS),
      ...oneOf(inputs, "trafficType", ["ACCEPT", "REJECT", "ALL"]),
      ...(transit === undefined ? needed(inputs, "trafficType", "for a VPC, a subnet or an interface") : []),
      ...oneOf(inputs, "logDestinationType", ["cloud-watch-logs", "s3", "kinesis-data-firehose"]),
      ...(typeof interval === "number" && interval !== 60 && interval !== 600
        ? refuse("maxAggregationInterval", `expected maxAggregationInterval to be one of [60, 600], got ${interval}`)
        : []),
    ];
  },
  create({ inputs }, cloud) {
    const vpcId = textAt(inputs, "vpcId");
    const subnetId = textAt(inputs, "subnetId");
    if (vpcId !== undefined) need(types.VPC, vpcId, cloud);
    if (subnetId !== undefined) need(types.SUBNET, subnetId, cloud);
    if ((inputs["logDestinationType"] ?? "cloud-watch-logs") === "cloud-watch-logs") refuseRole(inputs, cloud);
    if (cloud.list(types.FLOW_LOG).some((other) => SAME.every((name) => other.inputs[name] === inputs[name]))) {
      const message = "Error. There is an existing Flow Log with the same configuration and log destination.";
      throw new AwsError("FlowLogAlreadyExists", message);
    }
    const id = `fl-0${cloud.hex(16)}`;
    return {
      id,
      outputs: {
        arn: ec2Arn("vpc-flow-log", id, cloud),
        logDestination: inputs["logDestination"] ?? "",
        logDestinationType: inputs["logDestinationType"] ?? "cloud-watch-logs",
        logFormat: inputs["logFormat"] ?? DEFAULT_FORMAT,
        maxAggregationInterval: inputs["maxAggregationInterval"] ?? 600,
      },
    };
  },
};

const SUBJECTS = [
  "eniId",
  "regionalNatGatewayId",
  "subnetId",
  "transitGatewayAttachmentId",
  "transitGatewayId",
  "vpcId",
] as const;

const SAME = [...SUBJECTS, "logDestination", "trafficType", "logFormat"] as const;

const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

/** EC2 looks whether the service may take the role on; whether the role may write logs shows in the log's status only. */
function refuseRole(inputs: Properties, cloud: Cloud): void {
  const role = textAt(inputs, "iamRoleArn");
  if (role === undefined || inputs["logDestination"] === undefined) {
    const missing = role === undefined ? "DeliverLogsPermissionArn" : "LogDestination";
    throw new AwsError("InvalidParameter", `${missing} can't be empty if LogDestinationType is cloud-watch-logs.`);
  }
  if (roleByArn(role, cloud) !== undefined && assumedBy(role, cloud).includes("vpc-flow-logs.amazonaws.com")) return;
  throw new AwsError("InvalidParameter", `Unable to assume given IAM role: ${role}`);
}
