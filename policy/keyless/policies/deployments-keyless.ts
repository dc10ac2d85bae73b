import type { Bag, Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { pathText, readsAsName } from "@tidegate/policy";
import { refusedFindings } from "./refused.ts";
import type { Refused } from "./refused.ts";
import { credentialForm, isCredentialName } from "./credentials.ts";
import { isBag, isGiven } from "./values.ts";

/** Tokens of Pulumi Cloud that last until somebody revokes them. */
const REFUSED: Refused = {
  "pulumiservice:api/tokens:OrgToken": "is an organisation's access token",
  "pulumiservice:api/tokens:PersonalToken": "is a person's access token",
  "pulumiservice:api/tokens:TeamToken": "is a team's access token",
  "pulumiservice:index:AccessToken": "is a person's access token",
  "pulumiservice:index:OrgAccessToken": "is an organisation's access token",
  "pulumiservice:index:TeamAccessToken": "is a team's access token",
};

/** Pulumi Deployments gets into clouds and repositories by its own tokens. */
export const deploymentsKeyless: ResourcePolicy = {
  name: "deployments-keyless",
  about: "resource",
  description:
    "Pulumi Deployments has no credential among its variables and none for git, and Pulumi Cloud no access token that is kept.",
  remedy:
    "Let runs in by their own token (npm run deployment-login), and read the repository through the installed app.",
  sources: [
    "https://www.pulumi.com/docs/deployments/guides/oidc/",
    "https://www.pulumi.com/registry/packages/pulumiservice/api-docs/deploymentsettings/",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [...Object.keys(REFUSED), "pulumiservice:api/deployments:Settings", "pulumiservice:index:DeploymentSettings"],
  judge: ({ type, props }) => [
    ...refusedFindings(REFUSED, type),
    ...variableFindings(bagAt(props, "operationContext", "environmentVariables")),
    ...gitFindings(bagAt(props, "sourceContext", "git", "gitAuth")),
    ...imageFindings(bagAt(props, "executorContext", "executorImage")),
  ],
};

function variableFindings(variables: Bag): Finding[] {
  return Object.entries(variables).flatMap(([name, value], at) => {
    // A name that doesn't read as one could be the credential itself.
    const told = readsAsName(name) ? name : at;
    const path = pathText(["operationContext", "environmentVariables", told]);
    const form = typeof value === "string" ? credentialForm(value) : undefined;
    return [
      ...(isCredentialName(name) ? [{ path, rule: "name", says: "has the name of a credential" }] : []),
      ...(form === undefined ? [] : [{ path, rule: form, says: "is a credential by its form" }]),
    ];
  });
}

function gitFindings(auth: Bag): Finding[] {
  return Object.keys(auth)
    .filter((way) => isGiven(auth[way]))
    .map((way) => ({
      path: pathText(["sourceContext", "git", "gitAuth", way]),
      rule: "git",
      says: "is a credential for git",
    }));
}

function imageFindings({ credentials }: Bag): Finding[] {
  const path = pathText(["executorContext", "executorImage", "credentials"]);
  return isGiven(credentials) ? [{ path, rule: "registry", says: "is a credential for a registry" }] : [];
}

/** The bag at the end of these steps; an empty one where there is none. */
function bagAt(props: Bag, ...steps: readonly string[]): Bag {
  return steps.reduce<Bag>((bag, step) => asBag(bag[step]), props);
}

function asBag(value: Value | undefined): Bag {
  return isBag(value) ? value : NOTHING;
}

const NOTHING: Bag = {};
