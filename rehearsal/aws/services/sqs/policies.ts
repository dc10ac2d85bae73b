/**
 * The three policies of a queue: who may use it, where its failed messages go, and whose failed messages it takes.
 * Reasons after "Reason:" are SQS's where they are known; that a queue can't be its own dead-letter queue is said in
 * the rehearsal's words.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
import { textOf } from "../../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { parsePolicy, policyFaults, policyText } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { QUEUE, REDRIVE_ALLOW_POLICY } from "./types.ts";

/** @throws AwsError InvalidAttributeValue; what stands in brackets is the rehearsal's own */
export function acceptQueuePolicy(value: Value | undefined): string {
  const faults = policyFaults(value, "resource");
  if (faults.length === 0) return policyText(value) ?? "";
  throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter Policy. (${faults.join("; ")})`);
}

/** @throws AwsError InvalidParameterValue */
export function acceptRedrive(value: Value | undefined, sourceArn: string, cloud: Cloud): void {
  const fault = redriveFault(parsePolicy(value), sourceArn, cloud);
  if (fault !== undefined) throw invalid("RedrivePolicy", value, fault);
}

/** @throws AwsError InvalidParameterValue */
export function acceptRedriveAllow(value: Value | undefined): void {
  const policy = parsePolicy(value);
  const permission = textAt(policy ?? {}, "redrivePermission");
  const sources = textsAt(policy ?? {}, "sourceQueueArns");
  const fault =
    policy === undefined
      ? "Redrive allow policy is not a valid JSON map."
      : !["allowAll", "denyAll", "byQueue"].includes(permission ?? "")
        ? "Value of redrivePermission must be one of allowAll, denyAll, byQueue."
        : permission === "byQueue" && (sources.length === 0 || sources.length > 10)
          ? "sourceQueueArns must list 1 to 10 queues with redrivePermission byQueue."
          : permission !== "byQueue" && sources.length > 0
            ? `sourceQueueArns may not be given with redrivePermission ${permission ?? ""}.`
            : undefined;
  if (fault !== undefined) throw invalid("RedriveAllowPolicy", value, fault);
}

function invalid(parameter: string, value: Value | undefined, reason: string): AwsError {
  const message = `Value ${textOf(value)} for parameter ${parameter} is invalid. Reason: ${reason}`;
  return new AwsError("InvalidParameterValue", message);
}

function redriveFault(policy: Properties | undefined, sourceArn: string, cloud: Cloud): string | undefined {
  if (policy === undefined) return "Redrive policy is not a valid JSON map.";
  const targetArn = textAt(policy, "deadLetterTargetArn");
  if (targetArn === undefined) return "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.";
  if (!("maxReceiveCount" in policy)) return "Redrive policy does not contain mandatory attribute: maxReceiveCount.";
  const count = Number(policy["maxReceiveCount"]);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    const range = "valid values are from 1 to 1000 both inclusive.";
    return `Invalid value for maxReceiveCount: ${textOf(policy["maxReceiveCount"])}, ${range}`;
  }
  if (targetArn === sourceArn) return "A queue cannot be its own dead-letter queue.";
  const target = cloud.byArn(targetArn, QUEUE);
  if (target?.region !== cloud.region) return "Dead letter target does not exist.";
  if (targetArn.endsWith(".fifo") !== sourceArn.endsWith(".fifo")) {
    return "Dead-letter target must be same type of queue as the source.";
  }
  return takes(target, sourceArn, cloud) ? undefined : "Dead letter target does not allow this source queue.";
}

/** Whether the dead-letter queue's own policy lets this queue send to it. */
function takes(target: Resource, sourceArn: string, cloud: Cloud): boolean {
  const apart = cloud.get(REDRIVE_ALLOW_POLICY, target.id)?.inputs["redriveAllowPolicy"];
  const policy = parsePolicy(apart ?? target.inputs["redriveAllowPolicy"]) ?? {};
  const permission = textAt(policy, "redrivePermission") ?? "allowAll";
  if (permission !== "byQueue") return permission === "allowAll";
  return textsAt(policy, "sourceQueueArns").includes(sourceArn);
}
