/** Cognito user pools. */
import type { AwsService } from "../../kind.ts";
import { identityProvider } from "./identityProvider.ts";
import { userPool } from "./userPool.ts";
import { userPoolClient } from "./userPoolClient.ts";
import { userPoolDomain } from "./userPoolDomain.ts";

export const cognito: AwsService = {
  name: "cognito",
  kinds: [userPool, userPoolClient, userPoolDomain, identityProvider],
  functions: [],
};
