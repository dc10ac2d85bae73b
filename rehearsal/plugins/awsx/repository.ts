/**
 * awsx:ecr:Repository: a repository, and a lifecycle policy unless it is skipped.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ecr/repository/
 */
import { isObject, type Properties, type Value } from "../protocol/values.ts";
import { Arguments } from "./construction/arguments.ts";
import type { Component } from "./construction/component.ts";
import type { Inputs, Output } from "./construction/output.ts";

export function buildRepository(component: Component): Inputs {
  const args = new Arguments(component, component.inputs);
  // ECR takes small letters only.
  const name = component.name.toLowerCase();
  const repository = component.child("aws:ecr/repository:Repository", name, args.rest("lifecyclePolicy"));
  const given = args.inner("lifecyclePolicy");
  const skipped = given?.values["skip"] === true;
  const policy = skipped
    ? undefined
    : component.child("aws:ecr/lifecyclePolicy:LifecyclePolicy", name, {
        repository: repository.output("name"),
        policy: lifecycleText(given?.get("rules")),
        region: args.get("region"),
      });
  return {
    repository: repository.reference,
    url: repository.output("repositoryUrl"),
    lifecyclePolicy: policy?.reference,
  };
}

/** Without rules, one untagged image is kept. */
const DEFAULT_RULES: Value[] = [
  { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 },
];

function lifecycleText(rules: Output | undefined): Output | string {
  return rules === undefined ? document(DEFAULT_RULES) : rules.apply(document);
}

/** @throws Error when a rule says neither how many nor how old, or two rules are for every image */
function document(value: Value): string {
  const rules = (Array.isArray(value) ? value : []).filter(isObject);
  const forAny = rules.filter(({ tagStatus }) => tagStatus === "any");
  if (forAny.length > 1) throw new Error('`lifecyclePolicy.rules` has two rules with `tagStatus` "any": one is enough');
  // A rule for every image must come last.
  const ordered = [...rules.filter((rule) => !forAny.includes(rule)), ...forAny];
  return JSON.stringify({ rules: ordered.map((rule, i) => toRule(rule, i + 1)) });
}

function toRule(rule: Properties, rulePriority: number): Properties {
  const { description, tagStatus = null, tagPrefixList, maximumNumberOfImages: most, maximumAgeLimit: days } = rule;
  const tagged = tagStatus !== "any" && tagStatus !== "untagged";
  if (tagged && (!Array.isArray(tagPrefixList) || tagPrefixList.length === 0)) {
    throw new Error("A lifecycle rule for tagged images needs a `tagPrefixList` that isn't empty");
  }
  if (most === undefined && days === undefined) {
    throw new Error("A lifecycle rule needs `maximumNumberOfImages` or `maximumAgeLimit` (in days)");
  }
  return {
    rulePriority,
    ...(description !== undefined && { description }),
    selection: {
      ...(tagged ? { tagStatus: "tagged", tagPrefixList: tagPrefixList ?? [] } : { tagStatus }),
      ...(most !== undefined
        ? { countType: "imageCountMoreThan", countNumber: most }
        : { countType: "sinceImagePushed", countNumber: days ?? 0, countUnit: "days" }),
    },
    action: { type: "expire" },
  };
}
