/**
 * Values come in and are not kept: the world knows that there is one, and the keys of a JSON object.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
import { isRecord } from "../../../oci/facts/conform.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { SECRET } from "../../services/secretsmanager/secret.ts";
import type { Input, JsonService } from "../operation.ts";
import { epochSeconds, needText } from "../operation.ts";

export const secrets: JsonService = {
  target: "secretsmanager",
  version: "1.1",
  operations: [
    {
      name: "DescribeSecret",
      run(input, cloud) {
        const secret = secretOf(input, cloud);
        const changed = secret.notes["changedAt"];
        return {
          ...called(secret),
          CreatedDate: epochSeconds(secret.createdAt),
          LastChangedDate: epochSeconds(typeof changed === "number" ? changed : secret.createdAt),
        };
      },
    },
    {
      name: "PutSecretValue",
      run(input, cloud) {
        const secret = secretOf(input, cloud);
        const jsonKeys = keysOf(needText(input, "SecretString"));
        cloud.put({ ...secret, notes: { ...secret.notes, hasValue: true, jsonKeys, changedAt: cloud.now } });
        return { ...called(secret), VersionId: cloud.uuid(), VersionStages: ["AWSCURRENT"] };
      },
    },
  ],
};

function secretOf(input: Input, cloud: Cloud): Resource {
  const wanted = needText(input, "SecretId");
  const found = cloud.list(SECRET).find(({ id, outputs }) => id === wanted || textAt(outputs, "name") === wanted);
  if (found === undefined) {
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  return found;
}

function called({ id, outputs }: Resource) {
  return { ARN: id, Name: textAt(outputs, "name") };
}

/** The keys of a JSON object; none of any other text. */
function keysOf(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? Object.keys(value) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
