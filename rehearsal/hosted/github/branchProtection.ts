/**
 * Branch protections, the older way; rulesets are the newer.
 * @see https://docs.github.com/en/graphql/reference/mutations#createbranchprotectionrule
 */
import { textAt } from "../../aws/kind.ts";
import type { Cloud } from "../../aws/cloud.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { BRANCH_PROTECTION, REPOSITORY } from "./names.ts";
import { GIVEN, outputsOf, repositoryIn } from "./repository.ts";

export const branchProtection: HostedKind = {
  type: BRANCH_PROTECTION,
  replaces: ["repositoryId"],
  create({ inputs }, cloud) {
    const given = textAt(inputs, "repositoryId") ?? "";
    if (!isRepository(cloud, given)) {
      throw new HostedError("POST /graphql", 404, `Could not resolve to a node with the global id of '${given}'`);
    }
    const isTaken = cloud
      .list(BRANCH_PROTECTION)
      .some((one) => one.inputs["repositoryId"] === given && one.inputs["pattern"] === inputs["pattern"]);
    if (isTaken) throw new HostedError("POST /graphql", 422, `Name already protected: ${textAt(inputs, "pattern")}`);
    return { id: `BPR_${Buffer.from(cloud.hex(12)).toString("base64url")}`, outputs: {} };
  },
  update: () => ({}),
};

/** The provider takes a repository's name or its node. */
function isRepository(cloud: Cloud, given: string): boolean {
  if (repositoryIn(cloud, given) !== undefined) return true;
  const own = repositoryIn(cloud, GIVEN.name);
  const nodes = cloud.list(REPOSITORY).map(({ outputs }) => outputs["nodeId"]);
  return nodes.includes(given) || (own !== undefined && outputsOf(own, {})["nodeId"] === given);
}
