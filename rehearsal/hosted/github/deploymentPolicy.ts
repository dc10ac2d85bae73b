/**
 * Which branches or tags may deploy to an environment.
 * @see https://docs.github.com/en/rest/deployments/branch-policies
 */
import { exactlyOne, known, refuse } from "../../aws/checks.ts";
import { textAt } from "../../aws/kind.ts";
import { objectAt } from "../../aws/parts.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { needEnvironment } from "./environment.ts";
import { DEPLOYMENT_POLICY, joinId } from "./names.ts";
import { needRepository, newNumber } from "./repository.ts";

const PATTERNS = ["branchPattern", "tagPattern"];

export const deploymentPolicy: HostedKind = {
  type: DEPLOYMENT_POLICY,
  replaces: ["environment", "repository"],
  // A branch's pattern can become another branch's, and never a tag's.
  replacesTogether: (olds, news) => (PATTERNS.every((name) => olds[name] !== news[name]) ? PATTERNS : []),
  check: (inputs) => [
    ...exactlyOne(inputs, PATTERNS),
    ...PATTERNS.filter((name) => known(inputs, name) === "").flatMap((name) =>
      refuse(name, `expected "${name}" to not be an empty string`),
    ),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "environment") ?? "";
    const request = (path: string): string => `POST ${path}/environments/${name}/deployment-branch-policies`;
    const { owner, name: repository, repoId } = needRepository(cloud, textAt(inputs, "repository") ?? "", request);
    const at = request(`/repos/${owner}/${repository}`);
    const environment = needEnvironment(cloud, repository, name, at);
    if (objectAt(environment.inputs, "deploymentBranchPolicy")["customBranchPolicies"] !== true) {
      throw new HostedError(at, 404, `${name} takes no patterns: its customBranchPolicies is not true`);
    }
    const isThere = cloud.list(DEPLOYMENT_POLICY).some((one) => samePolicy(one.inputs, { ...inputs, repository }));
    if (isThere) throw new HostedError(at, 303, "the same pattern is there already");
    const policyId = newNumber(cloud);
    return { id: joinId(repository, name, policyId), outputs: { repositoryId: repoId, policyId } };
  },
  update: () => ({}),
};

function samePolicy(one: Properties, other: Properties): boolean {
  return ["repository", "environment", ...PATTERNS].every((key) => textAt(one, key) === textAt(other, key));
}
