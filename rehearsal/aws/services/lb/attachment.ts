/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
import ipaddr from "ipaddr.js";
import { between } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { byArn, TARGET_GROUPS } from "./types.ts";
import type { Module } from "./types.ts";

export function targetGroupAttachment(module: Module): Kind {
  return {
    type: `aws:${module}/targetGroupAttachment:TargetGroupAttachment`,
    replaces: ["availabilityZone", "port", "targetGroupArn", "targetId"],
    check: (inputs) => between(inputs, "port", 1, 65_535),
    create({ inputs }, cloud) {
      const arn = textAt(inputs, "targetGroupArn") ?? "";
      const group = byArn(arn, TARGET_GROUPS, cloud);
      if (group === undefined) throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
      const target = textAt(inputs, "targetId") ?? "";
      if (group.outputs["targetType"] === "ip" && !ipaddr.isValid(target)) {
        throw new AwsError("ValidationError", `The IP address '${target}' is not a valid IPv4 address`);
      }
      return { id: `${arn}-${cloud.hex(26)}`, outputs: {} };
    },
  };
}
