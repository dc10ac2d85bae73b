/**
 * Values come in and are not kept: the world knows that there is one, and the keys of a JSON object.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
import { isRecord } from "../../../oci/facts/conform.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { SECRET } from "../../services/secretsmanager/secret.ts";
import type { Request } from "../../steady/permissions.ts";
import { policyOf } from "../../steady/secrets.ts";
import type { Input, JsonService } from "../operation.ts";
import { epochSeconds, needText } from "../operation.ts";

export const secrets: JsonService = {
  target: "secretsmanager",
  version: "1.1",
  operations: [
    {
      name: "DescribeSecret",
      needs: (input, cloud) => [onSecret("secretsmanager:DescribeSecret", input, cloud)],
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
      needs: (input, cloud) => [onSecret("secretsmanager:PutSecretValue", input, cloud)],
      run(input, cloud) {
        const secret = secretOf(input, cloud);
        const jsonKeys = keysOf(needText(input, "SecretString"));
        cloud.put({ ...secret, notes: { ...secret.notes, hasValue: true, jsonKeys, changedAt: cloud.now } });
        return { ...called(secret), VersionId: cloud.uuid(), VersionStages: ["AWSCURRENT"] };
      },
    },
  ],
};

/** Of a secret that isn't there AWS judges the name, without the six characters that its ARN would end with. */
function onSecret(action: string, input: Input, cloud: Cloud): Request {
  const { region, account } = cloud;
  const secret = findSecret(input, cloud);
  if (secret !== undefined) return { action, resource: secret.id, resourcePolicy: policyOf(secret, cloud) };
  const wanted = needText(input, "SecretId");
  const arn = makeArn({ service: "secretsmanager", region, account, resource: `secret:${wanted}` });
  return { action, resource: wanted.startsWith("arn:") ? wanted : arn };
}

function findSecret(input: Input, cloud: Cloud): Resource | undefined {
  const wanted = needText(input, "SecretId");
  return cloud.list(SECRET).find(({ id, outputs }) => id === wanted || textAt(outputs, "name") === wanted);
}

function secretOf(input: Input, cloud: Cloud): Resource {
  const found = findSecret(input, cloud);
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
