/** Key Management Service. */
import type { AwsService, FunctionKind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { AwsError } from "../../errors.ts";
import { alias } from "./alias.ts";
import { ALIAS, key, needKey } from "./key.ts";

const getKey: FunctionKind = {
  token: "aws:kms/getKey:getKey",
  answer(args, cloud) {
    const found = needKey(textAt(args, "keyId") ?? "", cloud);
    if (found === undefined) throw new AwsError("NotFoundException", "The rehearsal has no keys that AWS manages.");
    const { outputs, id, createdAt } = found;
    return {
      ...outputs,
      ...args,
      id,
      keyId: id,
      awsAccountId: cloud.account,
      creationDate: cloud.timestamp(createdAt),
      description: outputs["description"] ?? "",
      enabled: outputs["isEnabled"] ?? true,
      keyManager: "CUSTOMER",
      keySpec: outputs["customerMasterKeySpec"] ?? "",
      keyState: "Enabled",
      origin: "AWS_KMS",
      region: cloud.region,
    };
  },
};

const getAlias: FunctionKind = {
  token: "aws:kms/getAlias:getAlias",
  answer(args, cloud) {
    const name = textAt(args, "name") ?? "";
    const found = cloud.get(ALIAS, name);
    if (found === undefined) throw new AwsError("NotFoundException", `Alias ${name} is not found.`);
    const { outputs, notes } = found;
    const targetKeyId = textAt(notes, "keyId") ?? "";
    return { ...args, id: textAt(outputs, "arn") ?? "", ...outputs, targetKeyId, region: cloud.region };
  },
};

export const kms: AwsService = { name: "kms", kinds: [key, alias], functions: [getKey, getAlias] };
