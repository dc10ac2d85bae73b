/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cognito/userpoolclient/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { elements, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { identityProviderId, IDENTITY_PROVIDER } from "./identityProvider.ts";
import { needUserPool } from "./userPool.ts";

export const userPoolClient: Kind = {
  type: "aws:cognito/userPoolClient:UserPoolClient",
  name: {
    property: "name",
    max: 128,
    pattern: /^[\w\s+=,.@-]{1,128}$/,
    accepted: "letters, digits, spaces and +=,.@-_",
  },
  replaces: ["userPoolId", "generateSecret"],
  sets: ["allowedOauthFlows", "allowedOauthScopes", "callbackUrls", "explicitAuthFlows", "logoutUrls"],
  secretOutputs: ["clientSecret"],
  check: (inputs) => [
    ...elements(inputs, "allowedOauthFlows").flatMap((path) =>
      oneOf(inputs, path, ["code", "implicit", "client_credentials"]),
    ),
    ...oneOf(inputs, "preventUserExistenceErrors", ["LEGACY", "ENABLED"]),
  ],
  create({ inputs }, cloud) {
    const pool = needUserPool(textAt(inputs, "userPoolId"), cloud);
    accept(inputs, pool.id, cloud);
    // Made here and now, as Cognito does: no value of a real client's.
    const clientSecret = inputs["generateSecret"] === true ? cloud.token(51) : "";
    return { id: cloud.token(26), outputs: { clientSecret } };
  },
  update({ inputs }, cloud) {
    accept(inputs, textAt(inputs, "userPoolId") ?? "", cloud);
    return {};
  },
};

function accept(inputs: Properties, poolId: string, cloud: Cloud): void {
  const flows = textsAt(inputs, "allowedOauthFlows");
  const invalid = (message: string) => new AwsError("InvalidParameterException", message);
  if (flows.includes("client_credentials") && flows.length > 1) {
    const message = "client_credentials flow can not be selected along with code flow or implicit flow.";
    throw new AwsError("InvalidOAuthFlowException", message);
  }
  const urls = [...textsAt(inputs, "callbackUrls"), ...textsAt(inputs, "logoutUrls")];
  const open = urls.find((url) => url.startsWith("http:") && !/^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(url));
  if (open !== undefined) throw invalid(`${open} is not a valid URL: http is allowed for localhost only.`);
  if (flows.some((flow) => flow !== "client_credentials") && textsAt(inputs, "callbackUrls").length === 0) {
    throw invalid("At least one callback URL is required for the code and implicit flows.");
  }
  const home = textAt(inputs, "defaultRedirectUri");
  if (home !== undefined && home !== "" && !textsAt(inputs, "callbackUrls").includes(home)) {
    throw invalid("Default redirect uri must be in the list of callback urls.");
  }
  const missing = textsAt(inputs, "supportedIdentityProviders").find(
    (name) => name !== "COGNITO" && cloud.get(IDENTITY_PROVIDER, identityProviderId(poolId, name)) === undefined,
  );
  if (missing !== undefined) throw invalid(`The provider ${missing} does not exist for User Pool ${poolId}.`);
}
