/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/ecr/lifecyclepolicy/
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import { isJson, parsePolicy, policyText } from "../../policyText.ts";
import { needRepository } from "./repository.ts";

export const lifecyclePolicy: Kind = {
  type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  replaces: ["repository"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const { id } = needRepository(textAt(inputs, "repository"), cloud);
    return { id, outputs: { policy: accepted(inputs["policy"]), registryId: cloud.account } };
  },
  update({ inputs }, cloud: Cloud) {
    needRepository(textAt(inputs, "repository"), cloud);
    return { policy: accepted(inputs["policy"]) };
  },
};

/** @throws AwsError InvalidParameterException */
function accepted(value: Value | undefined): string {
  const rules = objectsAt(parsePolicy(value) ?? {}, "rules");
  const faults = [
    ...(rules.length === 0 ? ["object has missing required properties ([rules])"] : []),
    ...rules.flatMap((rule, index) => ruleFaults(rule).map((fault) => `rules[${index}]: ${fault}`)),
    ...orderFaults(rules),
  ];
  if (faults.length === 0) return policyText(value) ?? "";
  const why = `Lifecycle policy validation failure: ${faults.join("; ")}`;
  const message = `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: '${why}'`;
  throw new AwsError("InvalidParameterException", message);
}

function ruleFaults(rule: Properties): string[] {
  const selection = objectAt(rule, "selection");
  const [status, type] = [textAt(selection, "tagStatus") ?? "", textAt(selection, "countType") ?? ""];
  const patterns = [...textsAt(selection, "tagPrefixList"), ...textsAt(selection, "tagPatternList")];
  const isByAge = type.startsWith("since");
  const faults: Record<string, boolean> = {
    "rulePriority must be a whole number from 1 on": !((numberAt(rule, "rulePriority") ?? 0) >= 1),
    "tagStatus must be tagged, untagged or any": !["tagged", "untagged", "any"].includes(status),
    "a tagged rule needs tagPrefixList or tagPatternList": status === "tagged" && patterns.length === 0,
    "tagPrefixList and tagPatternList are for tagged rules only": status !== "tagged" && patterns.length > 0,
    "countType must be imageCountMoreThan or sinceImagePushed": !COUNT_TYPES.includes(type),
    "countUnit must be days with a countType of age": isByAge && selection["countUnit"] !== "days",
    "countUnit may not be given with imageCountMoreThan": !isByAge && "countUnit" in selection,
    "countNumber must be a positive number": !((numberAt(selection, "countNumber") ?? 0) >= 1),
    "action.type must be expire or transition": !["expire", "transition"].includes(
      textAt(objectAt(rule, "action"), "type") ?? "",
    ),
  };
  return Object.keys(faults).filter((fault) => faults[fault]);
}

const COUNT_TYPES = ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"];

/** Priorities are unique, and a rule for any image comes last. */
function orderFaults(rules: readonly Properties[]): string[] {
  const priorities = rules.map((rule) => numberAt(rule, "rulePriority") ?? 0);
  const any = rules.find((rule) => objectAt(rule, "selection")["tagStatus"] === "any");
  const faults = new Set(priorities).size < priorities.length ? ["rulePriority must be unique"] : [];
  if (any !== undefined && (numberAt(any, "rulePriority") ?? 0) < Math.max(...priorities)) {
    faults.push("a rule with tagStatus any must have the highest rulePriority");
  }
  return faults;
}
