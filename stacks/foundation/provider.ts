/** AWS's provider for an issuer's tokens: made here, or the account's own. */
import * as pulumi from "@pulumi/pulumi";
import { getOpenIdConnectProvider } from "@pulumi/aws/iam/getOpenIdConnectProvider.js";
import { ProgramError } from "@tidegate/faults";
import { OidcProvider } from "@tidegate/trust";
import type { OidcProviderArgs } from "@tidegate/trust";

/**
 * The ARN of the account's provider for an issuer. An account has one, so that of two environments in an account one makes
 * it and the other finds it.
 *
 * @param parent whose AWS provider asks, and what is made stands below
 * @throws ProgramError where there is none to be found, or it takes none of the audiences
 */
export async function providerArn(
  name: string,
  makes: boolean,
  args: Required<Pick<OidcProviderArgs, "audiences" | "issuer">>,
  parent: pulumi.Resource,
): Promise<pulumi.Output<string>> {
  if (makes) return new OidcProvider(name, args, { parent }).arn;
  const { issuer, audiences } = args;
  const found = await getOpenIdConnectProvider({ url: issuer }, { parent }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProgramError(
      `This account has no provider for the tokens of ${issuer}. Set foundation:oidcProvider to create, or bring up ` +
        `first the environment that makes it. AWS said: ${reason}`,
    );
  });
  const missing = audiences.filter((audience) => !found.clientIdLists.includes(audience));
  if (missing.length > 0) {
    throw new ProgramError(
      `${found.arn} doesn't take tokens for ${missing.join(", ")}. Add it to the provider's audiences where that is made.`,
    );
  }
  return pulumi.output(found.arn);
}
