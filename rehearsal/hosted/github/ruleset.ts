/**
 * Rulesets of a repository: what blocks a push or a merge.
 * @see https://docs.github.com/en/rest/repos/rules
 */
import { elements, isGiven, known, matches, oneOf, refuse } from "../../aws/checks.ts";
import type { Cloud } from "../../aws/cloud.ts";
import { textAt } from "../../aws/kind.ts";
import type { Resource } from "../../aws/resource.ts";
import type { Failure } from "../../plugins/protocol/provider.ts";
import { isObject, type Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { RULESET, sameName } from "./names.ts";
import { needRepository, newNumber } from "./repository.ts";

const PUSH_RULES = ["fileExtensionRestriction", "filePathRestriction", "maxFilePathLength", "maxFileSize"];
const ACTORS = ["RepositoryRole", "Team", "Integration", "OrganizationAdmin", "DeployKey", "EnterpriseOwner", "User"];

export const ruleset: HostedKind = {
  type: RULESET,
  name: { property: "name", max: 100, pattern: /^/, accepted: "1 to 100 characters" },
  sets: ["requiredChecks", "bypassActors"],
  check: (inputs) => [
    ...matches(inputs, "repository", /^[-\w.]{1,100}$/, "alphanumeric characters, underscores or hyphens, 100 at most"),
    ...oneOf(inputs, "target", ["branch", "push", "tag"]),
    ...oneOf(inputs, "enforcement", ["disabled", "active", "evaluate"]),
    ...elements(inputs, "bypassActors").flatMap((path) => [
      ...oneOf(inputs, `${path}.actorType`, ACTORS),
      ...oneOf(inputs, `${path}.bypassMode`, ["always", "pull_request", "exempt"]),
    ]),
    ...rulesFit(inputs),
    ...conditionsFit(inputs),
    ...checksGiven(inputs),
  ],
  create({ inputs }, cloud) {
    const request = (path: string): string => `POST ${path}/rulesets`;
    const { owner, name } = needRepository(cloud, textAt(inputs, "repository") ?? "", request);
    accept(inputs, cloud, request(`/repos/${owner}/${name}`));
    const rulesetId = newNumber(cloud);
    const nodeId = `RRS_${Buffer.from(String(rulesetId)).toString("base64url")}`;
    return { id: String(rulesetId), outputs: { rulesetId, nodeId, etag: newEtag(cloud) } };
  },
  update({ inputs, resource }, cloud) {
    const request = `PUT /repos/${cloud.region}/${textAt(inputs, "repository")}/rulesets/${resource.id}`;
    // A ruleset stays with its repository: another one knows no such number.
    if (textAt(inputs, "repository") !== textAt(resource.inputs, "repository")) throw new HostedError(request, 404);
    accept(inputs, cloud, request, resource);
    return { etag: newEtag(cloud) };
  },
  imported(id, cloud) {
    const [repository = "", number = ""] = id.split(":");
    const found = cloud.get(RULESET, number);
    return found !== undefined && sameName(textAt(found.inputs, "repository") ?? "", repository) ? found : undefined;
  },
};

const newEtag = (cloud: Cloud): string => `W/"${cloud.hex(64)}"`;

/** @throws HostedError where the repository has another one of this name */
function accept(inputs: Properties, cloud: Cloud, request: string, own?: Resource): void {
  const isTaken = cloud
    .list(RULESET)
    .some(
      (one) =>
        one.id !== own?.id &&
        textAt(one.inputs, "repository") === textAt(inputs, "repository") &&
        textAt(one.inputs, "name") === textAt(inputs, "name"),
    );
  if (isTaken) throw new HostedError(request, 422, "Name must be unique");
}

/** Rules about files are for pushes alone, all others for branches and tags. */
function rulesFit(inputs: Properties): Failure[] {
  const target = known(inputs, "target");
  const rules = known(inputs, "rules");
  if (typeof target !== "string" || !isObject(rules)) return [];
  const wrong = Object.keys(rules).filter((rule) => PUSH_RULES.includes(rule) !== (target === "push"));
  return wrong.flatMap((rule) => refuse(`rules.${rule}`, `rule "${rule}" is not valid for ${target} target`));
}

function conditionsFit(inputs: Properties): Failure[] {
  const target = known(inputs, "target");
  const isForRefs = target === "branch" || target === "tag";
  const hasRefs = isGiven(inputs, "conditions.refName");
  if (isForRefs && isGiven(inputs, "conditions") && !hasRefs) {
    return refuse("conditions.refName", `ref_name must be set for ${target} target`);
  }
  return target === "push" && hasRefs ? refuse("conditions.refName", "ref_name must not be set for push target") : [];
}

function checksGiven(inputs: Properties): Failure[] {
  const path = "rules.requiredStatusChecks.requiredChecks";
  const checks = known(inputs, path);
  return Array.isArray(checks) && checks.length === 0
    ? refuse(path, `Not enough list items: ${path} requires 1 item minimum, got 0`)
    : [];
}
