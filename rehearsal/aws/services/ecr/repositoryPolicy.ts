/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecr/repositorypolicy/ */
import type { Value } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson, policyFaults, policyText } from "../../policyText.ts";
import { needRepository } from "./repository.ts";

export const REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";

export const repositoryPolicy: Kind = {
  type: REPOSITORY_POLICY,
  replaces: ["repository"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const { id } = needRepository(textAt(inputs, "repository"), cloud);
    return { id, outputs: { policy: accepted(inputs["policy"]), registryId: cloud.account } };
  },
  update: ({ inputs }) => ({ policy: accepted(inputs["policy"]) }),
};

/** What stands in brackets is the rehearsal's own: ECR doesn't say what is wrong. */
function accepted(value: Value | undefined): string {
  const faults = policyFaults(value, "resource");
  if (faults.length === 0) return policyText(value) ?? "";
  const constraint =
    "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
  throw new AwsError("InvalidParameterException", `${constraint} (${faults.join("; ")})`);
}
