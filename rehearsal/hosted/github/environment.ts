/**
 * Environments of a repository, with reviewers, a wait timer and a policy for branches and tags.
 * @see https://docs.github.com/en/rest/deployments/environments
 */
import { between, elements, known, refuse } from "../../aws/checks.ts";
import type { Cloud } from "../../aws/cloud.ts";
import { textAt } from "../../aws/kind.ts";
import { objectAt, objectsAt } from "../../aws/parts.ts";
import type { Resource } from "../../aws/resource.ts";
import type { Failure } from "../../plugins/protocol/provider.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { DEPLOYMENT_POLICY, ENVIRONMENT, ENVIRONMENT_SECRET, ENVIRONMENT_VARIABLE, joinId, sameName } from "./names.ts";
import { needRepository } from "./repository.ts";

/** Users and teams together. */
const MOST_REVIEWERS = 6;
/** 30 days in minutes. */
const LONGEST_WAIT = 43_200;
const LONGEST_NAME = 255;

export const environment: HostedKind = {
  type: ENVIRONMENT,
  replaces: ["environment", "repository"],
  sets: ["teams", "users"],
  check: (inputs) => [
    ...between(inputs, "waitTimer", 0, LONGEST_WAIT),
    ...atMostOneReviewers(inputs),
    ...elements(inputs, "reviewers").flatMap((path) => [
      ...fewEnough(inputs, `${path}.teams`),
      ...fewEnough(inputs, `${path}.users`),
    ]),
  ],
  fill: (inputs) => ({ canAdminsBypass: true, preventSelfReview: false, ...inputs }),
  create({ inputs }, cloud) {
    const name = textAt(inputs, "environment") ?? "";
    const path = (repo: string): string => `PUT ${repo}/environments/${encodeURIComponent(name)}`;
    const { owner, name: repository, repoId } = needRepository(cloud, textAt(inputs, "repository") ?? "", path);
    accept(inputs, path(`/repos/${owner}/${repository}`));
    // The request both makes and changes: one that is there is taken over.
    const there = environmentIn(cloud, repository, name);
    if (there !== undefined) cloud.drop(there);
    return { id: joinId(repository, name), outputs: { repositoryId: repoId } };
  },
  update({ inputs, resource }, cloud) {
    accept(inputs, `PUT /repos/${cloud.region}/${resource.id.replace(":", "/environments/")}`);
    return {};
  },
  remove({ inputs }, cloud) {
    for (const type of [DEPLOYMENT_POLICY, ENVIRONMENT_VARIABLE, ENVIRONMENT_SECRET]) {
      for (const one of cloud.list(type)) if (isOf(one, inputs)) cloud.drop(one);
    }
  },
};

/** An environment by its repository and its name; undefined where there is none. */
export function environmentIn(cloud: Cloud, repository: string, name: string): Resource | undefined {
  return cloud.list(ENVIRONMENT).find((one) => isOf(one, { repository, environment: name }));
}

/** @throws HostedError where there is none */
export function needEnvironment(cloud: Cloud, repository: string, name: string, request: string): Resource {
  const found = environmentIn(cloud, repository, name);
  if (found === undefined) throw new HostedError(request, 404);
  return found;
}

/** Whether it belongs to the environment that the inputs name, or is it. */
function isOf(one: Resource, inputs: Properties): boolean {
  return ["repository", "environment"].every((key) =>
    sameName(textAt(one.inputs, key) ?? "", textAt(inputs, key) ?? ""),
  );
}

/** What GitHub itself refuses. @throws HostedError */
function accept(inputs: Properties, request: string): void {
  const name = textAt(inputs, "environment") ?? "";
  if (name === "" || name.length > LONGEST_NAME) {
    throw new HostedError(request, 422, `name must have 1 to ${LONGEST_NAME} characters`);
  }
  const [reviewers] = objectsAt(inputs, "reviewers");
  const count = [reviewers?.["teams"], reviewers?.["users"]].flatMap((list) => list ?? []).length;
  if (count > MOST_REVIEWERS) {
    throw new HostedError(request, 422, `reviewers: ${MOST_REVIEWERS} users and teams at most, got ${count}`);
  }
  const policy = objectAt(inputs, "deploymentBranchPolicy");
  if ("protectedBranches" in policy && policy["protectedBranches"] === policy["customBranchPolicies"]) {
    const rule = "protected_branches and custom_branch_policies cannot have the same value";
    throw new HostedError(request, 422, rule);
  }
}

function atMostOneReviewers(inputs: Properties): Failure[] {
  const count = elements(inputs, "reviewers").length;
  return count > 1 ? refuse("reviewers", `Too many list items: reviewers supports 1 item maximum, got ${count}`) : [];
}

function fewEnough(inputs: Properties, path: string): Failure[] {
  const list = known(inputs, path);
  if (!Array.isArray(list) || list.length <= MOST_REVIEWERS) return [];
  return refuse(path, `Too many list items: ${path} supports ${MOST_REVIEWERS} item maximum, got ${list.length}`);
}
