/** @see https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretversion/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { atMostOne } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { parsePolicy } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { needSecret } from "./secret.ts";

export const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

const VALUES = ["secretString", "secretStringWo", "secretBinary"];

export const secretVersion: Kind = {
  type: SECRET_VERSION,
  // A version's value never changes: another value is another version. A write-only one is only known by its number.
  replaces: ["secretId", "secretString", "secretBinary", "secretStringWoVersion", "!secretStringWo"],
  hides: VALUES,
  secretOutputs: ["secretString", "secretBinary"],
  check: (inputs) => atMostOne(inputs, VALUES),
  create({ inputs }, cloud) {
    const secret = needSecret(textAt(inputs, "secretId"), cloud);
    const value = VALUES.map((name) => textAt(inputs, name)).find((text) => text !== undefined && text !== "");
    if (value === undefined) {
      throw new AwsError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
    }
    noteValue(secret, value, cloud);
    const versionId = `terraform-${cloud.hex(26)}`;
    const arn = secret.id;
    const hasSecretStringWo = textAt(inputs, "secretStringWo") !== undefined;
    return {
      id: `${arn}|${versionId}`,
      outputs: { arn, secretArn: arn, versionId, hasSecretStringWo, ...stages(inputs) },
    };
  },
  update: ({ inputs }) => stages(inputs),
};

/** Notes that the secret has a value, and its keys if it is a JSON object: tasks read single keys of it. */
export function noteValue(secret: Resource, value: string, cloud: Cloud): void {
  const jsonKeys = Object.keys(parsePolicy(value) ?? {});
  cloud.put({ ...secret, notes: { ...secret.notes, hasValue: true, jsonKeys } });
}

const stages = (inputs: Properties): Properties => ({ versionStages: inputs["versionStages"] ?? ["AWSCURRENT"] });
