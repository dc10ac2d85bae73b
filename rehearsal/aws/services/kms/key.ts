/** @see https://www.pulumi.com/registry/packages/aws/api-docs/kms/key/ */
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, isGiven, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { isJson, listOf, parsePolicy, policyFaults, policyText, statementsOf } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { scheduleDeletion } from "./pending.ts";

export const KEY = "aws:kms/key:Key";
export const ALIAS = "aws:kms/alias:Alias";

export const key: Kind = {
  type: KEY,
  replaces: ["keyUsage", "customerMasterKeySpec", "multiRegion", "customKeyStoreId", "xksKeyId"],
  check: (inputs) => [
    ...isJson(inputs, "policy"),
    ...between(inputs, "deletionWindowInDays", 7, 30),
    ...between(inputs, "rotationPeriodInDays", 90, 2560),
    ...oneOf(inputs, "keyUsage", ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"]),
  ],
  create({ inputs }, cloud) {
    const keyId = inputs["multiRegion"] === true ? `mrk-${cloud.hex(32)}` : cloud.uuid();
    const { region, account } = cloud;
    const arn = makeArn({ service: "kms", region, account, resource: `key/${keyId}` });
    return { id: keyId, outputs: { arn, keyId, ...defaults(inputs, cloud) } };
  },
  update: ({ inputs }, cloud) => defaults(inputs, cloud),
  remove: scheduleDeletion,
};

/** By id, ARN or alias, as KMS takes them; undefined for a key that AWS manages. @throws AwsError NotFoundException */
export function needKey(id: string, cloud: Cloud): Resource | undefined {
  const bare = withoutPlace(id);
  if (bare.startsWith("alias/aws/")) return undefined;
  const found = cloud.get(KEY, keyIdOf(id, cloud));
  if (found !== undefined) return found;
  const what = bare.startsWith("alias/") ? "Alias" : "Key";
  const { region, account } = cloud;
  const resource = what === "Alias" || bare.startsWith("key/") ? bare : `key/${bare}`;
  const arn = makeArn({ service: "kms", region, account, resource });
  throw new AwsError(
    "NotFoundException",
    what === "Alias" ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`,
  );
}

/** The id of the key that an id, an ARN or an alias names, whether there is one or not. */
export function keyIdOf(id: string, cloud: Cloud): string {
  const bare = withoutPlace(id);
  const alias = bare.startsWith("alias/") ? cloud.get(ALIAS, bare) : undefined;
  return alias === undefined ? bare.replace(/^key\//, "") : (textAt(alias.notes, "keyId") ?? "");
}

const withoutPlace = (id: string): string => id.replace(/^arn:aws:kms:[^:]*:[^:]*:/, "");

function defaults(inputs: Properties, cloud: Cloud): Properties {
  return {
    customerMasterKeySpec: textAt(inputs, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT",
    keyUsage: textAt(inputs, "keyUsage") ?? "ENCRYPT_DECRYPT",
    isEnabled: inputs["isEnabled"] ?? true,
    multiRegion: inputs["multiRegion"] ?? false,
    enableKeyRotation: inputs["enableKeyRotation"] ?? false,
    rotationPeriodInDays: numberAt(inputs, "rotationPeriodInDays") ?? (inputs["enableKeyRotation"] === true ? 365 : 0),
    policy: isGiven(inputs, "policy") ? acceptedKeyPolicy(inputs, cloud) : defaultPolicy(cloud),
  };
}

/** @throws AwsError MalformedPolicyDocumentException; what stands in brackets is the rehearsal's own */
function acceptedKeyPolicy(inputs: Properties, cloud: Cloud): string {
  const faults = policyFaults(inputs["policy"], "resource");
  if (faults.length > 0) throw malformed(`Syntax errors in policy. (${faults.join("; ")})`);
  const text = policyText(inputs["policy"]) ?? "";
  if (inputs["bypassPolicyLockoutSafetyCheck"] !== true && !leavesAWayBack(text, cloud)) {
    throw malformed("The new key policy will not allow you to update the key policy in the future.");
  }
  return text;
}

const malformed = (message: string) => new AwsError("MalformedPolicyDocumentException", message);

/** Somebody of this account may still change the policy. */
function leavesAWayBack(text: string, { account }: Cloud): boolean {
  return statementsOf(parsePolicy(text) ?? {}).some((statement) => {
    const principal = statement["Principal"];
    const names = isObject(principal) ? listOf(principal["AWS"]) : listOf(principal);
    const ours = names.some((name) => name === "*" || name === account || name.startsWith(`arn:aws:iam::${account}:`));
    const may = listOf(statement["Action"]).some((action) => /^(\*|kms:(\*|Put\*|PutKeyPolicy))$/i.test(action));
    return statement["Effect"] === "Allow" && ours && may;
  });
}

function defaultPolicy({ account }: Cloud): string {
  const statement: Properties = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Id: "key-default-1", Statement: [statement], Version: "2012-10-17" });
}
