import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { credentialForm, isCloudCredentialName } from "./credentials.ts";

/** GitHub keeps no cloud's credential, in none of its places for secrets. */
export const githubNoCloudSecrets: ResourcePolicy = {
  name: "github-no-cloud-secrets",
  about: "resource",
  description:
    "No secret of GitHub's Actions, Dependabot or Codespaces is a cloud's credential, by its name or by its value.",
  remedy: "Take the secret out, revoke what it held, and let workflows in by GitHub's own token.",
  sources: [
    "https://docs.github.com/en/actions/concepts/security/openid-connect",
    "trivia-pay's requirements: no OCIR username or auth token stored in GitHub",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
    "github:index/actionsSecret:ActionsSecret",
    "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret",
    "github:index/codespacesSecret:CodespacesSecret",
    "github:index/codespacesUserSecret:CodespacesUserSecret",
    "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret",
    "github:index/dependabotSecret:DependabotSecret",
  ],
  judge: ({ props }) => [...nameFindings(props), ...VALUES.flatMap((path) => valueFindings(props, path))],
};

/** An encrypted value can't be looked into: its name has to tell. */
const VALUES = ["plaintextValue", "value"];

function nameFindings({ secretName }: Bag): Finding[] {
  return typeof secretName === "string" && isCloudCredentialName(secretName)
    ? [{ path: "secretName", rule: "name", says: "is the name of a cloud's credential" }]
    : [];
}

function valueFindings(props: Bag, path: string): Finding[] {
  const value = props[path];
  const form = typeof value === "string" ? credentialForm(value) : undefined;
  return form === undefined ? [] : [{ path, rule: form, says: "is a credential by its form" }];
}
