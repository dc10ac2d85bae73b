/**
 * Whether a task can read the secrets of its containers.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { parseArn } from "../arn.ts";
import type { Resource } from "../resource.ts";
import { KEY } from "../services/kms/key.ts";
import { SECRET_POLICY } from "../services/secretsmanager/policy.ts";
import { SECRET } from "../services/secretsmanager/secret.ts";
import type { Launch } from "./launch.ts";
import { accessDenied, denial } from "./permissions.ts";
import { aside, RESOURCES } from "./pull.ts";
import { failsToStart } from "./verdict.ts";
import type { TaskFailure } from "./verdict.ts";
import { wayTo } from "./way.ts";

const PARAMETER = "aws:ssm/parameter:Parameter";
const TIMED_OUT =
  "RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network " +
  "configuration.";

export function secretFault(launch: Launch): TaskFailure | undefined {
  for (const { secrets, repositoryCredentials } of launch.containers) {
    const wanted = [...secrets.map(({ valueFrom }) => valueFrom), repositoryCredentials ?? ""];
    for (const valueFrom of wanted.filter((text) => text !== "")) {
      const isSecret = parseArn(valueFrom)?.service === "secretsmanager";
      const fault = isSecret ? fromSecretsManager(valueFrom, launch) : fromParameters(valueFrom, launch);
      if (fault !== undefined) return failsToStart(`${RESOURCES}${fault}`);
    }
  }
  return undefined;
}

/** `arn:aws:secretsmanager:region:account:secret:name-AbCdEf` and, after further colons, key, stage and version. */
function fromSecretsManager(valueFrom: string, launch: Launch): string | undefined {
  const { executionRole, from, cloud } = launch;
  const parts = valueFrom.split(":");
  const arn = parts.slice(0, 7).join(":");
  const jsonKey = parts[7] ?? "";
  const failed = (tries: number, why: string): string =>
    `unable to retrieve secret from asm: service call has been retried ${tries} time(s): ${why}`;
  const fetching = `failed to fetch secret ${arn} from secrets manager: `;
  const way = wayTo("secretsmanager", from, cloud);
  if (!way.open) return failed(5, `${fetching}${TIMED_OUT}${aside(way.why)}`);
  const secret = secretByArn(arn, cloud);
  const resourcePolicy = secret === undefined ? undefined : policyOf(secret, cloud);
  const request = { action: "secretsmanager:GetSecretValue", resource: arn, resourcePolicy, endpoint: way.endpoint };
  const why = denial(executionRole, request, cloud);
  if (why !== undefined) return failed(1, `${fetching}${accessDenied(executionRole, request, why)}`);
  if (secret === undefined) return failed(1, `${fetching}ResourceNotFoundException: ${NO_SECRET}.`);
  const key = keyFault(secret, executionRole, "secretsmanager", cloud);
  if (key !== undefined) return failed(1, `${fetching}${key}`);
  if (secret.notes["hasValue"] !== true) {
    return failed(1, `${fetching}ResourceNotFoundException: ${NO_SECRET} value for staging label: AWSCURRENT`);
  }
  return jsonKey !== "" && !textsAt(secret.notes, "jsonKeys").includes(jsonKey)
    ? failed(1, `retrieved secret from Secrets Manager did not contain json key ${jsonKey}`)
    : undefined;
}

const NO_SECRET = "Secrets Manager can't find the specified secret";

/** ECS takes an ARN without the six random characters at its end, too. */
function secretByArn(arn: string, cloud: Cloud): Resource | undefined {
  return cloud.everywhere(SECRET).find(({ outputs, id }) => {
    const own = textAt(outputs, "arn") ?? id;
    return own === arn || own.replace(/-[A-Za-z0-9]{6}$/, "") === arn;
  });
}

/** A secret's own policy, wherever the program gives it. */
export function policyOf(secret: Resource, cloud: Cloud) {
  const own = cloud.everywhere(SECRET_POLICY).find(({ inputs }) => inputs["secretArn"] === secret.id);
  return own?.inputs["policy"] ?? secret.inputs["policy"];
}

/** A customer's key must let the role decrypt. AWS's own key for the service does so for the whole account. */
function keyFault(encrypted: Resource, role: string, service: string, cloud: Cloud): string | undefined {
  const given = textAt(encrypted.inputs, "kmsKeyId") ?? textAt(encrypted.inputs, "keyId");
  const key = cloud.everywhere(KEY).find(({ id, outputs }) => id === given || outputs["arn"] === given);
  if (key === undefined) return undefined;
  const resource = textAt(key.outputs, "arn") ?? key.id;
  const resourcePolicy = key.inputs["policy"] ?? ROOT_MAY(cloud.account);
  const context = { "kms:ViaService": `${service}.${cloud.region}.amazonaws.com`, "kms:CallerAccount": cloud.account };
  const why = denial(role, { action: "kms:Decrypt", resource, resourcePolicy, context }, cloud);
  return why === undefined ? undefined : `AccessDeniedException: Access to KMS is not allowed${aside(why)}`;
}

/** The policy of a key that is made without one. */
const ROOT_MAY = (account: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }],
});

/** A parameter's ARN, or its name in the task's region. */
function fromParameters(valueFrom: string, { executionRole, from, cloud }: Launch): string | undefined {
  const name = parseArn(valueFrom)?.resource.replace(/^parameter/, "") ?? valueFrom;
  const parameter = cloud
    .list(PARAMETER)
    .find(({ outputs }) => [name, name.replace(/^\//, "")].includes(textAt(outputs, "name") ?? ""));
  const resource =
    parseArn(valueFrom) === undefined
      ? `arn:aws:ssm:${cloud.region}:${cloud.account}:parameter/${name.replace(/^\//, "")}`
      : valueFrom;
  const failed = (tries: number, why: string): string =>
    `unable to retrieve secrets from ssm: service call has been retried ${tries} time(s): ${why}`;
  const way = wayTo("ssm", from, cloud);
  if (!way.open) return failed(5, `${TIMED_OUT}${aside(way.why)}`);
  const request = { action: "ssm:GetParameters", resource, endpoint: way.endpoint };
  const why = denial(executionRole, request, cloud);
  if (why !== undefined) return failed(1, accessDenied(executionRole, request, why));
  if (parameter === undefined) return failed(1, `invalid ssm parameters: ${name}`);
  const key = keyFault(parameter, executionRole, "ssm", cloud);
  return key === undefined ? undefined : failed(1, key);
}
