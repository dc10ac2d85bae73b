/** Whether a key can be used now. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { keyIdOf, needKey } from "./key.ts";
import { pendingKeyById } from "./pending.ts";
import type { PendingKey } from "./pending.ts";

/** By id, ARN or alias; undefined for a key that isn't pending deletion. */
export function pendingKey(id: string, cloud: Cloud): PendingKey | undefined {
  return pendingKeyById(keyIdOf(id, cloud), cloud);
}

/**
 * By id, ARN, alias, or the alias's ARN; undefined for a key that AWS manages.
 * @throws AwsError NotFoundException, DisabledException, KMSInvalidStateException
 */
export function usableKey(id: string, cloud: Cloud): Resource | undefined {
  const deleted = pendingKey(id, cloud);
  if (deleted !== undefined) throw new AwsError("KMSInvalidStateException", `${deleted.arn} is pending deletion.`);
  const found = needKey(id, cloud);
  if (found?.outputs["isEnabled"] === false) {
    throw new AwsError("DisabledException", `${textAt(found.outputs, "arn") ?? ""} is disabled.`);
  }
  return found;
}
