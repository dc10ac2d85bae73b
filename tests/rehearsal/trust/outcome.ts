/** What STS says to whoever wants a role for a token. */
import type { Cloud } from "../../../rehearsal/aws/cloud.ts";
import { AwsError } from "../../../rehearsal/aws/errors.ts";
import { assumeRoleWithWebIdentity } from "../../../rehearsal/aws/trust/assumeRole.ts";
import { Sessions } from "../../../rehearsal/aws/trust/sessions.ts";
import type { KeySource } from "../../../rehearsal/oidc/issuer.ts";

/** `allowed`, or the code and the message of the refusal. @param role its name */
export async function outcome(role: string, token: string, cloud: Cloud, keys: KeySource): Promise<string> {
  const roleArn = `arn:aws:iam::111122223333:role/${role}`;
  const parameters = new URLSearchParams({ RoleArn: roleArn, RoleSessionName: "matrix", WebIdentityToken: token });
  try {
    await assumeRoleWithWebIdentity(parameters, cloud, { sessions: new Sessions(), keys });
    return "allowed";
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
