/** @see https://www.pulumi.com/registry/packages/aws/api-docs/backup/vault/ */
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { needKey } from "../kms/key.ts";

export const VAULT = "aws:backup/vault:Vault";

export const vault: Kind = {
  type: VAULT,
  name: {
    property: "name",
    max: 50,
    pattern: /^[\w-]{2,50}$/,
    accepted: "letters, digits, hyphens and underscores, 2 to 50 characters",
  },
  replaces: ["kmsKeyArn"],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(VAULT, name) !== undefined) {
      throw new AwsError("AlreadyExistsException", "Backup vault with the same name already exists");
    }
    const { region, account } = cloud;
    const given = textAt(inputs, "kmsKeyArn");
    if (given !== undefined) needKey(given, cloud);
    // Without a key of one's own, the one that AWS keeps for backups in this account.
    const kmsKeyArn = given ?? makeArn({ service: "kms", region, account, resource: `key/${cloud.uuid()}` });
    const arn = makeArn({ service: "backup", region, account, resource: `backup-vault:${name}` });
    return { id: name, outputs: { arn, kmsKeyArn, recoveryPoints: 0, forceDestroy: inputs["forceDestroy"] ?? false } };
  },
  remove({ inputs, notes }) {
    if (inputs["forceDestroy"] === true || (numberAt(notes, "recoveryPoints") ?? 0) === 0) return;
    const message = "Backup vault cannot be deleted because it contains recovery points.";
    throw new AwsError("InvalidRequestException", message);
  },
};
