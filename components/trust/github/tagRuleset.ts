import * as pulumi from "@pulumi/pulumi";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { patternFaults } from "./patterns.ts";
import { repositoryFaults, repositoryName } from "./repositoryName.ts";
import type { RepositoryArgs } from "./repositoryName.ts";

export interface TagRulesetArgs extends RepositoryArgs {
  /** Patterns of tags, of which one must match: `v*`. One at least. */
  readonly tags: readonly string[];
  /** Who may make such a tag, by the role in the repository. Default: maintainers and administrators. */
  readonly makers?: readonly TagMaker[];
}

export type TagMaker = "maintain" | "admin";

/**
 * Tags that deploy: only a few make one, and a tag once made stays what it is. Without this, whoever may push could tag
 * what no one has reviewed, or move a tag that was deployed to another commit.
 *
 * They are two rulesets: who may bypass one bypasses all of it, and nobody moves or deletes a tag.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 * @see https://www.pulumi.com/registry/packages/github/api-docs/repositoryruleset/
 */
export class TagRuleset extends pulumi.ComponentResource {
  constructor(name: string, args: TagRulesetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, tagRulesetFaults(args, ownName));
    super("tidegate-trust:index:TagRuleset", name, {}, opts);

    const { tags, makers = MAKERS } = args;
    const about = {
      repository: repositoryName(args),
      target: "tag",
      enforcement: "active",
      conditions: { refName: { includes: tags.map((tag) => `refs/tags/${tag}`), excludes: [] } },
    };
    new RepositoryRuleset(
      `${name}-made`,
      {
        ...about,
        name: "tags are made by few",
        rules: { creation: true },
        bypassActors: makers.map((maker) => ({
          actorId: ROLE_IDS[maker],
          actorType: "RepositoryRole",
          bypassMode: "always",
        })),
      },
      { parent: this },
    );
    new RepositoryRuleset(
      `${name}-kept`,
      { ...about, name: "tags stay", rules: { update: true, deletion: true } },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** What is wrong with the repository, the patterns and the makers. */
export function tagRulesetFaults(args: TagRulesetArgs, label: Label): Fault[] {
  const { tags, makers = MAKERS } = args;
  const twice = makers.filter((maker, at) => makers.indexOf(maker) < at);
  return [
    ...repositoryFaults(args, label),
    ...patternFaults(label("tags"), tags),
    ...(makers.length === 0 ? [{ path: label("makers"), given: [], accepted: "one role at least" }] : []),
    ...twice.map((given) => ({ path: label("makers"), given, accepted: "each role once" })),
  ];
}

const MAKERS: readonly TagMaker[] = ["maintain", "admin"];

/** GitHub's numbers of a repository's roles, the same everywhere. */
const ROLE_IDS: Readonly<Record<TagMaker, number>> = { maintain: 2, admin: 5 };
