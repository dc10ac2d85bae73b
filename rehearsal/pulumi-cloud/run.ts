/** A run of Pulumi Deployments, as far as the token tells that Pulumi Cloud gives it. */
import { invalidParameter } from "../oci/errors.ts";
import { isRecord } from "../oci/facts/conform.ts";
import type { Claims } from "../oidc/issuer.ts";
import { missing, unknownKeys, wrongTypes } from "../oidc/properties.ts";
import type { Types } from "../oidc/properties.ts";

const OPERATIONS: readonly string[] = ["preview", "update", "refresh", "destroy"];

export interface Run {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  /** `preview`, `update`, `refresh` or `destroy`. */
  readonly operation: string;
  /** The run's number in its stack. Default: 1. */
  readonly deployment?: number;
  /** What somebody wants otherwise than Pulumi would say it; null leaves the claim out. */
  readonly claims?: Claims;
}

/**
 * Reads a run: `{organization, project, stack, operation, deployment, claims}`.
 * @throws ServiceError 400, with all that is wrong
 */
export function runOf(body: unknown): Run {
  const given = isRecord(body) ? body : {};
  const { organization, project, stack, operation, deployment, claims } = given;
  const faults = [
    ...missing(given, REQUIRED),
    ...wrongTypes(given, TYPES),
    ...unknownKeys(given, [...Object.keys(TYPES), "claims"], "a run"),
    ...(typeof operation === "string" && !OPERATIONS.includes(operation)
      ? [`operation must be one of ${OPERATIONS.join(", ")}, not ${operation}.`]
      : []),
    ...(claims !== undefined && !isRecord(claims) ? ["claims must be an object."] : []),
  ];
  if (faults.length > 0) throw invalidParameter(faults.join(" "));
  return {
    organization: String(organization),
    project: String(project),
    stack: String(stack),
    operation: String(operation),
    ...(typeof deployment === "number" && { deployment }),
    ...(isRecord(claims) && { claims }),
  };
}

const REQUIRED = ["organization", "project", "stack", "operation"];
const TYPES: Types = {
  organization: "string",
  project: "string",
  stack: "string",
  operation: "string",
  deployment: "number",
};
