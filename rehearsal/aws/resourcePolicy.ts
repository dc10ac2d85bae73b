/**
 * Whether the policy of a resource lets one of AWS's own services in: a bucket's that a load balancer writes its logs to.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { Value } from "../plugins/protocol/values.ts";
import type { Cloud } from "./cloud.ts";
import { parsePolicy } from "./policyText.ts";

export interface ServiceRequest {
  /** `logdelivery.elasticloadbalancing.amazonaws.com` */
  readonly service: string;
  /** The number of an account of AWS's own that does the same, in regions where it is older than the service's name. */
  readonly account?: string | undefined;
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN */
  readonly resource: string;
  /** The thing that the service acts for: `aws:SourceArn`. */
  readonly sourceArn: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Without a policy nobody is let in. */
export function letsServiceIn(policy: Value | undefined, request: ServiceRequest, cloud: Cloud): boolean {
  const document = parsePolicy(policy);
  if (document === undefined) return false;
  const { service, account } = request;
  const callers = [service, ...(account === undefined ? [] : [`arn:aws:iam::${account}:role/aws`])];
  return callers.some((principal) => {
    const result = runUnsafeSimulation(
      {
        request: {
          principal,
          action: request.action,
          resource: { resource: request.resource, accountId: cloud.account },
          contextVariables: {
            "aws:SourceArn": request.sourceArn,
            "aws:SourceAccount": cloud.account,
            "aws:SecureTransport": "true",
            ...request.context,
          },
        },
        // An account of AWS's own is let in by both sides; of its own side nothing is known but that it is.
        identityPolicies: principal === service ? [] : [{ name: "own", policy: EVERYTHING }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: createValidatedPolicy(document, () => [], { name: "resource" }),
      },
      {},
    );
    return result === "Allowed";
  });
}

const EVERYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
