/**
 * Who may do what with a bucket or an object. The caller's own policies and the bucket's are weighed together.
 *
 * A rehearsal listens on the loopback interface and has no certificate, so its plain HTTP counts as secure transport: nobody
 * else can listen there. A bucket's policy that denies `aws:SecureTransport: false` thus lets everybody through who reaches
 * this door at all; whether the policy is there and right is seen by evaluating it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { textAt } from "../kind.ts";
import { parsePolicy } from "../policyText.ts";
import type { Resource } from "../resource.ts";
import { BUCKET_POLICY } from "../services/s3/receives.ts";
import { findBucket } from "../services/s3/types.ts";
import type { Request } from "../steady/permissions.ts";
import { authorize } from "../trust/sessions.ts";
import type { Session } from "../trust/sessions.ts";
import { CALLER_ARN } from "../wire/sts.ts";
import type { Place } from "./call.ts";
import { encryptionOf } from "./encryption.ts";

export interface Wish {
  /** `s3:GetObject` */
  readonly action: string;
  readonly place: Place;
  readonly context?: Readonly<Record<string, string>> | undefined;
}

/**
 * @param session that of the caller; undefined for the rehearsal's user, who may do all that no bucket's policy denies
 * @throws AwsError AccessDenied, or what KMS says of the bucket's key
 */
export function permit(session: Session | undefined, { action, place, context }: Wish, cloud: Cloud): void {
  const bucket = findBucket(place.bucket, cloud);
  const resource = `arn:aws:s3:::${place.bucket}${place.key === undefined ? "" : `/${place.key}`}`;
  const resourcePolicy = bucket === undefined ? undefined : policyOf(bucket, cloud);
  const request = { action, resource, resourcePolicy, ...(context && { context }) };
  const requests = [request, ...(bucket === undefined ? [] : keyRequests(action, bucket, resource, cloud))];
  if (session !== undefined) authorize(session, requests, cloud);
  else authorizeUser(request, cloud);
}

/** A bucket's policy is a resource of its own; in the older way it stands among the bucket's arguments. */
function policyOf(bucket: Resource, cloud: Cloud) {
  const own = cloud.everywhere(BUCKET_POLICY).find(({ inputs }) => textAt(inputs, "bucket") === bucket.id);
  return own?.outputs["policy"] ?? bucket.inputs["policy"];
}

/** What S3 does for the caller with the key that the bucket encrypts by. */
const KEY_ACTIONS: Readonly<Record<string, string>> = {
  "s3:GetObject": "kms:Decrypt",
  "s3:GetObjectVersion": "kms:Decrypt",
  "s3:PutObject": "kms:GenerateDataKey",
};

function keyRequests(action: string, bucket: Resource, resource: string, cloud: Cloud): Request[] {
  const keyAction = KEY_ACTIONS[action];
  const key = keyAction === undefined ? undefined : encryptionOf(bucket, cloud).key;
  if (keyAction === undefined || key === undefined) return [];
  const context = {
    "kms:ViaService": `s3.${bucket.region}.amazonaws.com`,
    "kms:EncryptionContext:aws:s3:arn": resource,
  };
  return [
    {
      action: keyAction,
      resource: textAt(key.outputs, "arn") ?? "",
      resourcePolicy: key.outputs["policy"],
      context,
    },
  ];
}

function authorizeUser({ action, resource, resourcePolicy, context }: Request, cloud: Cloud): void {
  const document = parsePolicy(resourcePolicy);
  const result = runUnsafeSimulation(
    {
      request: {
        principal: CALLER_ARN,
        action,
        resource: { resource, accountId: cloud.account },
        contextVariables: {
          "aws:PrincipalArn": CALLER_ARN,
          "aws:PrincipalAccount": cloud.account,
          "aws:SecureTransport": "true",
          ...context,
        },
      },
      identityPolicies: [{ name: "AdministratorAccess", policy: EVERYTHING }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(document !== undefined && {
        resourcePolicy: createValidatedPolicy(document, () => [], { name: "bucket" }),
      }),
    },
    {},
  );
  if (result === "Allowed") return;
  const why = "with an explicit deny in a resource-based policy";
  const message = `User: ${CALLER_ARN} is not authorized to perform: ${action} on resource: "${resource}" ${why}`;
  throw new AwsError("AccessDenied", message);
}

const EVERYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
