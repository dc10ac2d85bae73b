import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, itemsOf, mayBe, parsed, within } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** Whether a rule of the policy takes images without a tag away. */
const expires = ({ props }: JudgedResource): boolean => {
  const policy = parsed(at(props, "policy"));
  return (
    policy.value === UNKNOWN ||
    itemsOf(within(policy, "rules")).some(
      (rule) =>
        mayBe(within(rule, "selection", "tagStatus"), (value) => value === "untagged" || value === "any") &&
        mayBe(within(rule, "action", "type"), (value) => value === "expire"),
    )
  );
};

/** Images that nothing names any more go, and with them what is wrong with them. */
export const untaggedImagesExpire: StackPolicy = {
  name: "untagged-images-expire",
  about: "stack",
  description: "Each repository has a lifecycle policy under which images without a tag expire.",
  remedy: "Add an aws.ecr.LifecyclePolicy with a rule for untagged images.",
  sources: [
    "order-tracking's requirements: hardening checklist (ECR)",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const lifecycles = ofType(resources, "aws:ecr/lifecyclePolicy:LifecyclePolicy").filter(expires);
    const repositories = new Candidates(ofType(resources, "aws:ecr/repository:Repository"), ["name", "id"]);
    const named = lifecycles.map(({ props }) => props["repository"]);
    return repositories.meantByNone(named).map((one) => findingOn(one, "", "keeps images without a tag for ever"));
  },
};
