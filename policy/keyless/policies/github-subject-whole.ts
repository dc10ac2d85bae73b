import type { Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";

/** The subject of GitHub's tokens tells repositories and contexts apart, or no trust can. */
export const githubSubjectWhole: ResourcePolicy = {
  name: "github-subject-whole",
  about: "resource",
  description:
    "The claim sub of GitHub's tokens names the repository and the context: branch, tag, environment or pull request.",
  remedy: "Put repo and context among includeClaimKeys, or use GitHub's own form.",
  sources: [
    "https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [
    "github:index/actionsOrganizationOidcSubjectClaimCustomizationTemplate:ActionsOrganizationOidcSubjectClaimCustomizationTemplate",
    "github:index/actionsRepositoryOidcSubjectClaimCustomizationTemplate:ActionsRepositoryOidcSubjectClaimCustomizationTemplate",
  ],
  judge: ({ props }) => {
    const { useDefault, includeClaimKeys: keys } = props;
    if (useDefault === true || useDefault === UNKNOWN || keys === UNKNOWN) return [];
    const given: readonly Value[] = Array.isArray(keys) ? keys : [];
    if (given.includes(UNKNOWN)) return [];
    return [
      ...(given.some((key) => REPOSITORY.some((one) => one === key)) ? [] : [missing("repository")]),
      ...(given.some((key) => key === "context") ? [] : [missing("context")]),
    ];
  },
};

/** Each tells one repository from all others. */
const REPOSITORY = ["repo", "repository", "repository_id"];

function missing(what: string): Finding {
  return {
    path: "includeClaimKeys",
    rule: `${what}-missing`,
    says: `leaves the ${what} out, so that tokens of several have one subject`,
  };
}
