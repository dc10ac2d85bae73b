/** Reads a task definition's ARN, and makes one. */
import { partsOfArn } from "../../iam/arn.ts";

export interface FamilyRevision {
  /** The ARN up to the revision. */
  readonly family: string;
  readonly revision: number;
}

/**
 * Takes the revision off an ARN: `arn:aws:ecs:…:task-definition/quiz-dev:7`.
 * @throws Error where there is no revision.
 */
export function revisionOf(arn: string): FamilyRevision {
  const [, family, revision] = /^(.+):(\d+)$/.exec(arn) ?? [];
  if (family === undefined || revision === undefined) {
    throw new Error(`"${arn}" names no revision: a task definition's ARN ends with one, as in …/quiz-dev:7.`);
  }
  return { family, revision: Number(revision) };
}

/** The ARN of a revision, in the account and region of a cluster. */
export function revisionIn(clusterArn: string, family: string, revision: number): string {
  const { partition, region, account } = partsOfArn(clusterArn);
  return `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:${revision}`;
}

/** The part that people say: `quiz-dev:7`. */
export function describeDefinition(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
