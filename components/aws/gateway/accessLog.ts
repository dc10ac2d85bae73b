import type * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";

/**
 * The settings of a stage that writes one line of JSON for each request: every field under its own name.
 *
 * The group's name begins with `/aws/vendedlogs/`: AWS lets its services write to all such groups by one policy, where it
 * would else add each group to a policy of limited length.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export function accessLog(
  name: string,
  apiName: string,
  retentionInDays: number,
  fields: readonly string[],
  opts: pulumi.CustomResourceOptions,
): { destinationArn: pulumi.Output<string>; format: string } {
  const group = new LogGroup(name, { name: `/aws/vendedlogs/apigateway/${apiName}`, retentionInDays }, opts);
  const line = Object.fromEntries(fields.map((field) => [field, `$context.${field}`]));
  return { destinationArn: group.arn, format: JSON.stringify(line) };
}
