/**
 * Repositories. One is given; others are there once somebody makes them.
 * @see https://www.pulumi.com/registry/packages/github/api-docs/repository/
 */
import type { Cloud } from "../../aws/cloud.ts";
import { matches } from "../../aws/checks.ts";
import { textAt } from "../../aws/kind.ts";
import type { Resource } from "../../aws/resource.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { REPOSITORY, sameName } from "./names.ts";

/** The repository that the rehearsal comes with. */
export const GIVEN = { owner: "tidegate", name: "tidegate", repoId: 812_345_678 } as const;

export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly repoId: number;
}

/** A repository of the call's owner; undefined where there is none. */
export function repositoryIn(cloud: Cloud, name: string): Repository | undefined {
  const made = cloud.list(REPOSITORY).find(({ id }) => sameName(id, name));
  if (made !== undefined) {
    return { owner: cloud.region, name: made.id, repoId: Number(made.outputs["repoId"]) };
  }
  return sameName(cloud.region, GIVEN.owner) && sameName(name, GIVEN.name) ? GIVEN : undefined;
}

/** @throws HostedError where there is none: GitHub tells nobody whether a repository is missing or private */
export function needRepository(cloud: Cloud, name: string, request: (path: string) => string): Repository {
  const found = repositoryIn(cloud, name);
  if (found === undefined) throw new HostedError(request(`/repos/${cloud.region}/${name}`), 404);
  return found;
}

export const repository: HostedKind = {
  type: REPOSITORY,
  check: (inputs) =>
    matches(inputs, "name", /^[-\w.]{1,100}$/, "letters, digits, hyphens, underscores and dots, 100 at most"),
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (repositoryIn(cloud, name) !== undefined) {
      throw new HostedError(`POST /orgs/${cloud.region}/repos`, 422, "name already exists on this account");
    }
    const repoId = newNumber(cloud);
    return { id: name, outputs: outputsOf({ owner: cloud.region, name, repoId }, inputs) };
  },
  update({ inputs, resource }) {
    if (textAt(inputs, "name") !== resource.id) {
      throw new Error(`the rehearsal's GitHub doesn't rename repositories: ${resource.id} keeps its name`);
    }
    return {};
  },
  remove({ id }, cloud) {
    for (const other of everythingOf(cloud, id)) cloud.drop(other);
  },
  // An import finds the given one too.
  imported(id, cloud) {
    const found = repositoryIn(cloud, id);
    if (found === undefined) return undefined;
    const inputs = { name: found.name, visibility: "private" };
    const outputs = outputsOf(found, inputs);
    return { type: REPOSITORY, id: found.name, region: cloud.region, createdAt: 0, inputs, outputs, notes: {} };
  },
};

/** A number that GitHub could have given. */
export function newNumber(cloud: Cloud): number {
  return (parseInt(cloud.hex(8), 16) % 900_000_000) + 100_000_000;
}

/** What is shown of a repository, by a resource and by a function. */
export function outputsOf({ owner, name, repoId }: Repository, inputs: Properties): Properties {
  const full = `${owner}/${name}`;
  const visibility = textAt(inputs, "visibility") ?? "public";
  return {
    ...inputs,
    name,
    fullName: full,
    repoId,
    nodeId: `R_${Buffer.from(full).toString("base64url")}`,
    defaultBranch: "main",
    visibility,
    private: visibility !== "public",
    htmlUrl: `https://github.com/${full}`,
    httpCloneUrl: `https://github.com/${full}.git`,
    gitCloneUrl: `git://github.com/${full}.git`,
    sshCloneUrl: `git@github.com:${full}.git`,
    svnUrl: `https://github.com/${full}`,
    topics: inputs["topics"] ?? [],
  };
}

/** All that a repository holds. */
function everythingOf(cloud: Cloud, name: string): Resource[] {
  const types = Object.keys(cloud.moment.world.collections).filter((type) => type.startsWith("github:"));
  return types
    .flatMap((type) => cloud.list(type))
    .filter(({ type, inputs }) => type !== REPOSITORY && sameName(textAt(inputs, "repository") ?? "", name));
}
