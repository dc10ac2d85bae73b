/** Secrets Manager. */
import type { AwsService } from "../../kind.ts";
import { functions } from "./functions.ts";
import { secretPolicy } from "./policy.ts";
import { secret } from "./secret.ts";
import { secretVersion } from "./secretVersion.ts";

export const secretsmanager: AwsService = {
  name: "secretsmanager",
  kinds: [secret, secretVersion, secretPolicy],
  functions,
};
