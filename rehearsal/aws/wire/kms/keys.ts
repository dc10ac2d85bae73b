/** The keys of the world as a caller names them. */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { needKey } from "../../services/kms/key.ts";
import { pendingKey, usableKey } from "../../services/kms/usable.ts";
import type { Request } from "../../steady/permissions.ts";
import type { Input } from "../operation.ts";
import { needText } from "../operation.ts";
import { keyOf } from "./blob.ts";
import { bytesIn, contextIn } from "./inputs.ts";

/** The ARN of a symmetric key that can be used now. @throws AwsError as KMS refuses it */
export function readyKey(id: string, cloud: Cloud): string {
  const key = usableKey(id, cloud);
  if (key === undefined) {
    throw new AwsError("NotFoundException", `The rehearsal has no keys that AWS manages, such as ${id}.`);
  }
  const arn = textAt(key.outputs, "arn") ?? "";
  if (key.outputs["customerMasterKeySpec"] === "SYMMETRIC_DEFAULT") return arn;
  const spec = textAt(key.outputs, "customerMasterKeySpec") ?? "";
  throw new AwsError(
    "InvalidKeyUsageException",
    `${arn} is a key of ${spec}: the rehearsal encrypts with symmetric keys.`,
  );
}

/** What a role has to be allowed, by the key's own policy among others. */
export function needsFor(action: string): (input: Input, cloud: Cloud) => readonly Request[] {
  return (input, cloud) => {
    const id = action === "kms:Decrypt" ? keyOf(bytesIn(input, "CiphertextBlob", 6144)) : needText(input, "KeyId");
    const key = pendingKey(id, cloud) === undefined ? needKey(id, cloud) : undefined;
    const context = contextIn(input);
    const pairs = Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value] as const);
    const alias = /^(?:arn:[^/]*:)?(alias\/.+)$/.exec(id)?.[1];
    return [
      {
        action,
        resource: (key === undefined ? undefined : textAt(key.outputs, "arn")) ?? pendingKey(id, cloud)?.arn ?? id,
        resourcePolicy: key?.outputs["policy"],
        context: { ...Object.fromEntries(pairs), ...(alias !== undefined && { "kms:RequestAlias": alias }) },
      },
    ];
  };
}
