/** The parts of an ARN that come before the resource. */
export interface ArnParts {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly service: string;
  /** Empty where the service has none. */
  readonly region: string;
  /** Empty where the service has none. */
  readonly account: string;
  /** What follows: `cluster/quiz-dev`. */
  readonly resource: string;
}

/**
 * Takes an ARN apart.
 * @throws Error where the text is no ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partsOfArn(arn: string): ArnParts {
  const [head, partition, service, region, account, ...resource] = arn.split(":");
  if (head !== "arn" || !partition || !service || region === undefined || account === undefined || !resource[0]) {
    throw new Error(`"${arn}" is no ARN: six parts with colons between are wanted, as in arn:aws:ecs:…:cluster/name.`);
  }
  return { partition, service, region, account, resource: resource.join(":") };
}
