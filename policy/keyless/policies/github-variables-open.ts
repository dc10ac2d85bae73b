import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { credentialForm, isCredentialName } from "./credentials.ts";

/** Variables of GitHub's Actions, which stand in logs as they are, hold nothing that is a credential. */
export const githubVariablesOpen: ResourcePolicy = {
  name: "github-variables-open",
  about: "resource",
  description: "No variable of GitHub's Actions is a credential, by its name or by its value.",
  remedy: "Take it out and revoke what it held; name the place where the value is kept instead (…_ARN, …_OCID).",
  sources: ["https://docs.github.com/en/actions/reference/workflows-and-actions/variables"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
    "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
    "github:index/actionsVariable:ActionsVariable",
  ],
  judge: ({ props }) => findings(props),
};

function findings({ variableName, value }: Bag): Finding[] {
  const form = typeof value === "string" ? credentialForm(value) : undefined;
  return [
    ...(typeof variableName === "string" && isCredentialName(variableName)
      ? [{ path: "variableName", rule: "name", says: "is the name of a credential" }]
      : []),
    ...(form === undefined ? [] : [{ path: "value", rule: form, says: "is a credential by its form" }]),
  ];
}
