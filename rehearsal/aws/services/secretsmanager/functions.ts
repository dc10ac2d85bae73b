/** Secrets Manager's functions. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { needSecret } from "./secret.ts";

const getSecret: FunctionKind = {
  token: "aws:secretsmanager/getSecret:getSecret",
  answer(args, cloud) {
    const { outputs, id, createdAt } = needSecret(textAt(args, "arn") ?? textAt(args, "name"), cloud);
    const dates = { createdDate: cloud.timestamp(createdAt), lastChangedDate: cloud.timestamp(createdAt) };
    return {
      description: "",
      kmsKeyId: "",
      policy: "",
      type: "",
      tags: {},
      ...outputs,
      ...dates,
      id,
      region: cloud.region,
    };
  },
};

/** No value comes back: the rehearsal keeps none, whoever put it. */
const getSecretVersion: FunctionKind = {
  token: "aws:secretsmanager/getSecretVersion:getSecretVersion",
  answer(args, cloud) {
    const { id, notes } = needSecret(textAt(args, "secretId"), cloud);
    const stage = textAt(args, "versionStage") ?? "AWSCURRENT";
    if (notes["hasValue"] !== true) {
      const message = `Secrets Manager can't find the specified secret value for staging label: ${stage}`;
      throw new AwsError("ResourceNotFoundException", message);
    }
    throw new AwsError("NotInTheRehearsal", `The secret ${id} has a value, and the rehearsal keeps none to give back.`);
  },
};

const getRandomPassword: FunctionKind = {
  token: "aws:secretsmanager/getRandomPassword:getRandomPassword",
  answer(args: Properties, cloud) {
    const length = numberAt(args, "passwordLength") ?? 32;
    return { ...args, id: cloud.region, region: cloud.region, randomPassword: cloud.token(Math.min(length, 64)) };
  },
};

export const functions: readonly FunctionKind[] = [getSecret, getSecretVersion, getRandomPassword];
