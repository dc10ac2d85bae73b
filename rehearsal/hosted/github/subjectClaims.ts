/**
 * Which claims a repository's tokens have in `sub`.
 * @see https://docs.github.com/en/rest/actions/oidc
 */
import { known, matches, elements, refuse } from "../../aws/checks.ts";
import type { Cloud } from "../../aws/cloud.ts";
import { textAt, textsAt } from "../../aws/kind.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { SUBJECT_CLAIMS } from "./names.ts";
import { needRepository } from "./repository.ts";

export const subjectClaims: HostedKind = {
  type: SUBJECT_CLAIMS,
  // The real provider sets the other repository's and leaves this one's as it is; here the old one goes back to GitHub's own.
  replaces: ["repository"],
  check: (inputs) => [
    ...matches(inputs, "repository", /^.{1,100}$/, "1 to 100 characters"),
    ...(Array.isArray(known(inputs, "includeClaimKeys")) && elements(inputs, "includeClaimKeys").length === 0
      ? refuse("includeClaimKeys", "Not enough list items: includeClaimKeys requires 1 item minimum, got 0")
      : []),
  ],
  create({ inputs }, cloud) {
    const request = (path: string): string => `PUT ${path}/actions/oidc/customization/sub`;
    const { owner, name } = needRepository(cloud, textAt(inputs, "repository") ?? "", request);
    accept(inputs, request(`/repos/${owner}/${name}`));
    const there = cloud.get(SUBJECT_CLAIMS, name);
    if (there !== undefined) cloud.drop(there);
    return { id: name, outputs: {} };
  },
  update({ inputs, resource }, cloud) {
    accept(inputs, `PUT /repos/${cloud.region}/${resource.id}/actions/oidc/customization/sub`);
    return {};
  },
};

/** The claims that a repository's `sub` is made of; undefined where it is GitHub's own form. @param cloud of the owner */
export function subjectClaimsOf(cloud: Cloud, repository: string): readonly string[] | undefined {
  const found = cloud.get(SUBJECT_CLAIMS, repository);
  return found === undefined || found.inputs["useDefault"] === true
    ? undefined
    : textsAt(found.inputs, "includeClaimKeys");
}

function accept(inputs: Properties, request: string): void {
  const keys = textsAt(inputs, "includeClaimKeys");
  if (inputs["useDefault"] === true && keys.length > 0) {
    // The provider's own words, said when it is about to ask.
    throw new HostedError(request, 422, "include_claim_keys cannot be set when use_default is true");
  }
  const odd = keys.find((key) => !/^\w+$/.test(key));
  if (odd !== undefined || new Set(keys).size < keys.length) {
    throw new HostedError(
      request,
      422,
      "include_claim_keys: unique strings of alphanumeric characters and underscores",
    );
  }
}
