/**
 * A secret's container. Its notes say whether it has a value, and which keys if that is a JSON object; the value itself
 * is nowhere in them.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secret/
 */
import { ledger } from "../../../oci/ledger.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { isGiven, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { isJson } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { needKey } from "../kms/key.ts";
import { acceptSecretPolicy } from "./policy.ts";

export const SECRET = "aws:secretsmanager/secret:Secret";

const DAY = 24 * 3600 * 1000;

/** When a deleted secret's name comes free, by region and name. */
const deleted = ledger<number>("aws/secretsmanager/deleted");

export const secret: Kind = {
  type: SECRET,
  name: {
    property: "name",
    max: 512,
    pattern: /^[\w/+=.@-]{1,512}$/,
    accepted: "letters, digits and /_+=.@-, 512 characters at most",
  },
  replaces: ["namePrefix"],
  check: (inputs) => [...isJson(inputs, "policy"), ...recoveryWindow(inputs)],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    refuseTaken(name, cloud);
    accept(inputs, cloud);
    const arn = newSecretArn(name, cloud);
    return { id: arn, outputs: { arn, ...defaults(inputs) }, notes: { hasValue: false, jsonKeys: [] } };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return defaults(inputs);
  },
  remove({ inputs, outputs }, cloud) {
    const days = numberAt(inputs, "recoveryWindowInDays") ?? 30;
    if (days === 0) return;
    deleted.put(cloud.moment.world, `${cloud.region}/${textAt(outputs, "name") ?? ""}`, cloud.now + days * DAY);
  },
};

/** `arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 letters and digits>`. */
export function newSecretArn(name: string, cloud: Cloud): string {
  const { region, account } = cloud;
  return makeArn({ service: "secretsmanager", region, account, resource: `secret:${name}-${cloud.token(6)}` });
}

/** By ARN, partial ARN or name. @throws AwsError ResourceNotFoundException */
export function needSecret(id: string | undefined, cloud: Cloud): Resource {
  const found = cloud
    .list(SECRET)
    .find((one) => one.id === id || one.outputs["name"] === id || one.id.slice(0, -7) === id);
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

function refuseTaken(name: string, cloud: Cloud): void {
  if (cloud.list(SECRET).some(({ outputs }) => outputs["name"] === name)) {
    const message = `The operation failed because the secret ${name} already exists.`;
    throw new AwsError("ResourceExistsException", message);
  }
  const free = deleted.get(cloud.moment.world, `${cloud.region}/${name}`);
  if (free === undefined || free <= cloud.now) return;
  const message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
  throw new AwsError("InvalidRequestException", message);
}

function accept(inputs: Properties, cloud: Cloud): void {
  const key = textAt(inputs, "kmsKeyId");
  if (key !== undefined && key !== "") needKey(key, cloud);
  if (isGiven(inputs, "policy") && inputs["policy"] !== "{}") acceptSecretPolicy(inputs["policy"]);
}

function defaults(inputs: Properties): Properties {
  return {
    recoveryWindowInDays: numberAt(inputs, "recoveryWindowInDays") ?? 30,
    forceOverwriteReplicaSecret: inputs["forceOverwriteReplicaSecret"] ?? false,
    policy: inputs["policy"] ?? "",
  };
}

function recoveryWindow(inputs: Properties): Failure[] {
  const days = known(inputs, "recoveryWindowInDays");
  if (typeof days !== "number" || days === 0 || (days >= 7 && days <= 30)) return [];
  return refuse("recoveryWindowInDays", `expected recoveryWindowInDays to be 0 or in the range (7 - 30), got ${days}`);
}
