/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { needKey } from "../../services/kms/key.ts";
import { pendingKey } from "../../services/kms/usable.ts";
import type { Input } from "../operation.ts";
import { epochSeconds, needText } from "../operation.ts";

/** @throws AwsError NotFoundException */
export function describe(input: Input, cloud: Cloud): Record<string, unknown> {
  const id = needText(input, "KeyId");
  const deleted = pendingKey(id, cloud);
  if (deleted !== undefined) {
    const { keyId, arn, deletedAt } = deleted;
    const state = { KeyState: "PendingDeletion", Enabled: false, DeletionDate: epochSeconds(deletedAt) };
    return { KeyMetadata: { KeyId: keyId, Arn: arn, AWSAccountId: cloud.account, ...state } };
  }
  const key = needKey(id, cloud);
  if (key === undefined) return { KeyMetadata: { KeyId: id, KeyManager: "AWS", Enabled: true, KeyState: "Enabled" } };
  const { outputs, createdAt } = key;
  const isEnabled = outputs["isEnabled"] !== false;
  const spec = textAt(outputs, "customerMasterKeySpec") ?? "";
  return {
    KeyMetadata: {
      KeyId: key.id,
      Arn: textAt(outputs, "arn"),
      AWSAccountId: cloud.account,
      CreationDate: epochSeconds(createdAt),
      Description: textAt(outputs, "description") ?? "",
      Enabled: isEnabled,
      KeyState: isEnabled ? "Enabled" : "Disabled",
      KeyUsage: textAt(outputs, "keyUsage"),
      KeyManager: "CUSTOMER",
      KeySpec: spec,
      CustomerMasterKeySpec: spec,
      MultiRegion: outputs["multiRegion"] === true,
      Origin: "AWS_KMS",
      ...(spec === "SYMMETRIC_DEFAULT" && { EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] }),
    },
  };
}
