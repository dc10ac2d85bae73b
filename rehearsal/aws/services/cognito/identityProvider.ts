/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cognito/identityprovider/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches, oneOf } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { needUserPool } from "./userPool.ts";

export const IDENTITY_PROVIDER = "aws:cognito/identityProvider:IdentityProvider";

const TYPES = ["SAML", "OIDC", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple"];

export const identityProviderId = (poolId: string, name: string): string => `${poolId}:${name}`;

export const identityProvider: Kind = {
  type: IDENTITY_PROVIDER,
  replaces: ["userPoolId", "providerName", "providerType"],
  check: (inputs) => [
    ...oneOf(inputs, "providerType", TYPES),
    ...matches(
      inputs,
      "providerName",
      /^[^_\p{Z}][^\p{Z}]{0,31}$/u,
      "1 to 32 characters, no spaces, no underscore first",
    ),
  ],
  create({ inputs }, cloud) {
    const pool = needUserPool(textAt(inputs, "userPoolId"), cloud);
    const name = textAt(inputs, "providerName") ?? "";
    const id = identityProviderId(pool.id, name);
    if (cloud.get(IDENTITY_PROVIDER, id) !== undefined) {
      throw new AwsError("DuplicateProviderException", `Provider ${name} already exists in user pool ${pool.id}`);
    }
    accept(inputs);
    return { id, outputs: { attributeMapping: inputs["attributeMapping"] ?? {} } };
  },
  update({ inputs }) {
    accept(inputs);
    return {};
  },
};

/** What each type of provider has to say of itself. @throws AwsError InvalidParameterException */
function accept(inputs: Properties): void {
  const [type, details] = [textAt(inputs, "providerType") ?? "", objectAt(inputs, "providerDetails")];
  const invalid = (message: string) => new AwsError("InvalidParameterException", message);
  if (type === "SAML") {
    const [url, file] = [textAt(details, "MetadataURL"), textAt(details, "MetadataFile")];
    if ((url === undefined) === (file === undefined)) {
      throw invalid("Exactly one of MetadataURL and MetadataFile is required for a SAML provider.");
    }
    if (url !== undefined && !/^https:\/\/\S+$/.test(url)) throw invalid(`Invalid MetadataURL: ${url}`);
    return;
  }
  const needs =
    type === "OIDC" ? ["client_id", "oidc_issuer", "authorize_scopes", "attributes_request_method"] : ["client_id"];
  const missing = needs.find((name) => textAt(details, name) === undefined);
  if (missing !== undefined) throw invalid(`Missing required property ${missing} in ProviderDetails.`);
}
