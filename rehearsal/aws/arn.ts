/**
 * Names of things in AWS.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** The account that comes with the rehearsal: one of those that AWS's own documentation uses. */
export const ACCOUNT = "111122223333";

export interface ArnParts {
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** Empty for S3. */
  readonly account: string;
  /** What comes after: `role/name`, `table/name`, a queue's name. */
  readonly resource: string;
}

export function makeArn({ service, region, account, resource }: ArnParts): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** Undefined where the text is no ARN. */
export function parseArn(text: string): ArnParts | undefined {
  const match = /^arn:aws:([^:]*):([^:]*):([^:]*):(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, service = "", region = "", account = "", resource = ""] = match;
  return { service, region, account, resource };
}
