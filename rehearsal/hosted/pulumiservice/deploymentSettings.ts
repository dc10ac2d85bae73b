/**
 * How Pulumi Deployments runs a stack.
 * @see https://www.pulumi.com/registry/packages/pulumiservice/api-docs/deploymentsettings/
 */
import { isGiven, known, refuse } from "../../aws/checks.ts";
import type { Failure } from "../../plugins/protocol/provider.ts";
import { isObject, isSecret, isUnknown, makeSecret } from "../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { normalDuration } from "./duration.ts";
import { needStack, stackId } from "./stack.ts";

export const DEPLOYMENT_SETTINGS = "pulumiservice:index:DeploymentSettings";

const GIT = "sourceContext.git";
const DURATION = "operationContext.oidc.aws.duration";
/** What the provider marks as secret, whatever the program says. */
const CREDENTIALS = [
  `${GIT}.gitAuth.sshAuth.sshPrivateKey`,
  `${GIT}.gitAuth.sshAuth.password`,
  `${GIT}.gitAuth.basicAuth.username`,
  `${GIT}.gitAuth.basicAuth.password`,
];

export const deploymentSettings: HostedKind = {
  type: DEPLOYMENT_SETTINGS,
  global: true,
  replaces: ["organization", "project", "stack"],
  deleteBeforeReplace: true,
  check: durationFaults,
  fill: (inputs) => CREDENTIALS.reduce((all, path) => changed(all, path, makeSecret), withNormalDuration(inputs)),
  create({ inputs }, cloud) {
    const id = stackId(inputs);
    const request = `PUT /api/stacks/${id}/deployments/settings`;
    needStack(cloud, id, request);
    accept(inputs, request);
    const there = cloud.get(DEPLOYMENT_SETTINGS, id);
    if (there !== undefined) cloud.drop(there);
    return { id, outputs: {} };
  },
  update({ inputs, resource }) {
    accept(inputs, `POST /api/stacks/${resource.id}/deployments/settings`);
    return {};
  },
};

/** What Pulumi Cloud itself refuses. @throws HostedError */
function accept(inputs: Properties, request: string): void {
  const refuse = (reason: string): never => {
    throw new HostedError(request, 400, reason);
  };
  if (isGiven(inputs, `${GIT}.branch`) && isGiven(inputs, `${GIT}.commit`)) {
    refuse("sourceContext.git: only one of branch and commit may be specified");
  }
  const repositories = ["github.repository", "vcs.repository"].filter((path) => isGiven(inputs, path));
  for (const path of repositories) {
    const repository = known(inputs, path);
    const isGitHub = path === "github.repository" || known(inputs, "vcs.provider") === "github";
    if (isGitHub && typeof repository === "string" && !/^[-\w.]+\/[-\w.]+$/.test(repository)) {
      refuse(`${path} must be in the format org/repo, got ${repository}`);
    }
  }
  if (repositories.length > 0 && isGiven(inputs, `${GIT}.repoUrl`)) {
    refuse("sourceContext.git.repoUrl should not be specified if there are gitHub settings for this deployment");
  }
  const role = known(inputs, "operationContext.oidc.aws.roleARN");
  if (typeof role === "string" && !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(role)) {
    refuse(`operationContext.oidc.aws.roleARN is no ARN of a role: ${role}`);
  }
}

function durationFaults(inputs: Properties): Failure[] {
  const given = known(inputs, DURATION);
  if (typeof given !== "string" || normalDuration(given) !== undefined) return [];
  const why =
    given === "" ? "empty value provided for duration string" : `failed to parse duration string \`${given}\``;
  return refuse(DURATION, `Failed to normalize duration string due to error: ${why}`);
}

function withNormalDuration(inputs: Properties): Properties {
  return changed(inputs, DURATION, (value) => {
    const plain = isSecret(value) ? value.value : value;
    const normal = typeof plain === "string" ? (normalDuration(plain) ?? plain) : plain;
    return isSecret(value) ? makeSecret(normal) : normal;
  });
}

/** The properties with what stands at a path changed, where something does and is known; marks on the way stay. */
function changed(properties: Properties, path: string, change: (value: Value) => Value): Properties {
  const [name = "", ...rest] = path.split(".");
  const value = properties[name];
  if (value === undefined || value === null || isUnknown(value)) return properties;
  if (rest.length === 0) return { ...properties, [name]: change(value) };
  const inner = isSecret(value) ? value.value : value;
  if (!isObject(inner)) return properties;
  const next = changed(inner, rest.join("."), change);
  return { ...properties, [name]: isSecret(value) ? makeSecret(next) : next };
}
