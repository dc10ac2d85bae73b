/** Reads a task definition's ARN. */
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

/** The part that people say: `quiz-dev:7`. */
export function describeDefinition(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
