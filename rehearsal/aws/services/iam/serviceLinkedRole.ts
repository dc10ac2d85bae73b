/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/servicelinkedrole/ */
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { matches } from "../../checks.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { uniqueId } from "./names.ts";

const TYPE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

/** The middle of the role's name, as the service has chosen it. */
const NAMES: Readonly<Record<string, string>> = {
  "ecs.amazonaws.com": "ECS",
  "ecs.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_ECSService",
  "dynamodb.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_DynamoDBTable",
  "elasticloadbalancing.amazonaws.com": "ElasticLoadBalancing",
  "rds.amazonaws.com": "RDS",
  "kafka.amazonaws.com": "Kafka",
  "ops.apigateway.amazonaws.com": "APIGateway",
  "backup.amazonaws.com": "Backup",
};

export const serviceLinkedRole: Kind = {
  type: TYPE,
  global: true,
  replaces: ["awsServiceName", "customSuffix"],
  check: (inputs) => matches(inputs, "awsServiceName", /\.amazonaws\.com$/, "ends with .amazonaws.com"),
  create({ inputs }, cloud) {
    const service = textAt(inputs, "awsServiceName") ?? "";
    const suffix = textAt(inputs, "customSuffix");
    const bare = service.replace(/\.amazonaws\.com$/, "");
    const middle = NAMES[service] ?? bare.charAt(0).toUpperCase() + bare.slice(1);
    const name = `AWSServiceRoleFor${middle}${suffix === undefined ? "" : `_${suffix}`}`;
    const path = `/aws-service-role/${service}/`;
    const arn = makeArn({ service: "iam", region: "", account: cloud.account, resource: `role${path}${name}` });
    if (cloud.get(TYPE, arn) !== undefined) {
      const message = `Service role name ${name} has been taken in this account, please try a different suffix.`;
      throw new AwsError("InvalidInput", message);
    }
    return { id: arn, outputs: { arn, name, path, uniqueId: uniqueId("AROA", cloud), createDate: cloud.timestamp() } };
  },
};
