/**
 * The secret that RDS keeps for an instance whose master password it manages.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { newSecretArn, SECRET } from "../secretsmanager/secret.ts";

/** The output `masterUserSecrets`: one secret, made with the instance and kept through its updates, or none. */
export function masterSecretOf(inputs: Properties, before: Properties, cloud: Cloud): Properties {
  const isManaged = inputs["manageMasterUserPassword"] === true;
  const [old] = objectsAt(before, "masterUserSecrets");
  if (isManaged && old !== undefined) return { masterUserSecrets: [old] };
  dropMasterSecret(before, cloud);
  if (!isManaged) return { masterUserSecrets: [] };
  const name = `rds!db-${cloud.uuid()}`;
  const arn = newSecretArn(name, cloud);
  const kmsKeyId = textAt(inputs, "masterUserSecretKmsKeyId") ?? "";
  cloud.put({
    type: SECRET,
    id: arn,
    region: cloud.region,
    createdAt: cloud.now,
    inputs: { name, ...(kmsKeyId === "" ? {} : { kmsKeyId }) },
    outputs: { arn, name, kmsKeyId, tags: {}, tagsAll: {} },
    notes: { hasValue: true, jsonKeys: ["username", "password"], managedBy: "rds" },
  });
  return { masterUserSecrets: [{ secretArn: arn, secretStatus: "active", kmsKeyId }] };
}

/** RDS takes its secret away with the instance, without a recovery window. */
export function dropMasterSecret(outputs: Properties, cloud: Cloud): void {
  for (const one of objectsAt(outputs, "masterUserSecrets")) {
    const secret = cloud.get(SECRET, textAt(one, "secretArn") ?? "");
    if (secret !== undefined) cloud.drop(secret);
  }
}
