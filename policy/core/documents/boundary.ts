/** Permissions boundaries: documents that limit what others grant, and grant nothing by themselves. */
import type { JudgedResource } from "../policy.ts";
import { deniesEverywhere } from "./grants.ts";
import type { Statement } from "./iam.ts";

/** How a boundary's name ends. */
const ENDING = "-boundary";

/**
 * Whether a managed policy is there as a boundary. A policy by itself doesn't say so: its name does, by its ending `-boundary`.
 * That such a policy is nobody's permission is judged where policies are attached, by `namesBoundary`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function isBoundary({ type, name, props }: JudgedResource): boolean {
  const given = props["name"];
  return type === "aws:iam/policy:Policy" && (typeof given === "string" ? given : name).endsWith(ENDING);
}

/** Whether the ARN is of a policy that is there as a boundary. */
export function namesBoundary(arn: string): boolean {
  return arn.endsWith(ENDING);
}

/** Whether a boundary keeps everybody under it from making users and keys, who would be outside it. */
export function keepsWithin(statements: readonly Statement[]): boolean {
  return ESCAPES.every((action) => statements.some((statement) => deniesEverywhere(statement, action)));
}

const ESCAPES = ["iam:CreateUser", "iam:CreateAccessKey"];
