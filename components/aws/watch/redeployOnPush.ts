import * as pulumi from "@pulumi/pulumi";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { ServiceRole } from "../iam/serviceRole.ts";
import { alarm } from "./alarm.ts";
import { bundle } from "./redeploy/bundle.ts";
import { retentionFaults } from "./retention.ts";

/** A service, and the floating tag that it runs. */
export interface RedeployedService {
  readonly repositoryName: pulumi.Input<string>;
  readonly imageTag: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly serviceArn: pulumi.Input<string>;
}

export interface RedeployOnPushArgs {
  /** The name of function and role, and what the rules' names begin with: 1 to 40 letters, digits, hyphens and underscores. */
  readonly functionName: string;
  /** The services that follow their tag, by a short name each: `{ api: ..., worker: ... }`. One at least. */
  readonly services: Readonly<Record<string, RedeployedService>>;
  /** Where it rings that a push could not be followed. */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Days that the function's log keeps entries. Default: 30. */
  readonly logRetentionDays?: number;
}

/**
 * Starts a service's tasks anew when its floating tag is pushed to ECR. One EventBridge rule a service knows repository and
 * tag exactly; the Lambda function behind them may redeploy these services, and do nothing else.
 *
 * It says nothing of how the deployment ends: the service's circuit breaker and alarms do. A workflow that pushes and
 * then calls `aws ecs update-service` itself sees the end, and is the better way where there is one.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export class RedeployOnPush extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: RedeployOnPushArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, redeployOnPushFaults(args, ownName));
    super("tidegate-aws:index:RedeployOnPush", name, {}, opts);

    const lambda = this.lambda(name, args);
    for (const [short, service] of Object.entries(args.services)) {
      this.follow(`${name}-${short}`, `${args.functionName}-${short}`, service, lambda);
    }
    alarm(
      `${name}-errors`,
      {
        alarmName: `${args.functionName}-errors`,
        description: "An image was pushed, and a service that runs it could not be told: read the function's log.",
        metric: {
          namespace: "AWS/Lambda",
          metricName: "Errors",
          dimensions: { FunctionName: lambda.name },
          statistic: "Sum",
        },
        above: 0,
        periods: 1,
        topicArn: args.alarmTopicArn,
      },
      { parent: this },
    );

    this.functionName = lambda.name;
    this.registerOutputs({ functionName: this.functionName });
  }

  private lambda(name: string, { functionName, services, logRetentionDays }: RedeployOnPushArgs): LambdaFunction {
    const logs = new LogGroup(
      `${name}-log`,
      { name: `/aws/lambda/${functionName}`, retentionInDays: logRetentionDays ?? LOG_DAYS },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        roleName: `${functionName}-lambda`,
        service: "lambda.amazonaws.com",
        description: `Runs ${functionName}`,
        statements: [
          {
            Sid: "Redeploy",
            Action: ["ecs:UpdateService"],
            Resource: Object.values(services).map(({ serviceArn }) => serviceArn),
          },
          {
            Sid: "WriteLog",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: [pulumi.interpolate`${logs.arn}:*`],
          },
        ],
      },
      { parent: this },
    );
    const code = bundle().then(
      (text) => new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(text) }),
    );
    return new LambdaFunction(
      name,
      {
        name: functionName,
        description: "Starts a service's tasks anew when its image is pushed",
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code,
        role: role.arn,
        timeout: 30,
        memorySize: 128,
        loggingConfig: { logFormat: "Text", logGroup: logs.name },
      },
      { parent: this },
    );
  }

  /** From the push of one tag to the redeployment of one service. */
  private follow(name: string, ruleName: string, service: RedeployedService, lambda: LambdaFunction): void {
    const { repositoryName, imageTag, clusterName, serviceName } = service;
    const image = pulumi.interpolate`${repositoryName}:${imageTag}`;
    const rule = new EventRule(
      `${name}-rule`,
      {
        name: ruleName,
        description: pulumi.interpolate`Pushes of ${image}`,
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ecr"],
          "detail-type": ["ECR Image Action"],
          detail: {
            "action-type": ["PUSH"],
            result: ["SUCCESS"],
            "repository-name": [repositoryName],
            "image-tag": [imageTag],
          },
        }),
      },
      { parent: this },
    );
    const permission = new Permission(
      `${name}-invoke`,
      {
        action: "lambda:InvokeFunction",
        function: lambda.name,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      { parent: this },
    );
    const input = pulumi.jsonStringify({ clusterName, serviceName, image });
    new EventTarget(
      `${name}-target`,
      { rule: rule.name, targetId: "redeploy", arn: lambda.arn, input },
      { parent: this, dependsOn: [permission] },
    );
  }
}

/** What is wrong with the names and the days, and whether there is any service. */
export function redeployOnPushFaults(args: RedeployOnPushArgs, label: Label): Fault[] {
  const accepted = (most: number) => `1 to ${most} letters, digits, hyphens and underscores`;
  const shorts = Object.keys(args.services);
  return [
    ...textFaults(label("functionName"), args.functionName, /^[A-Za-z0-9_-]{1,40}$/, accepted(40)),
    ...(shorts.length === 0 ? [{ path: label("services"), given: {}, accepted: "one service at least" }] : []),
    ...shorts.flatMap((short) => textFaults(label("services"), short, /^[A-Za-z0-9_-]{1,20}$/, accepted(20))),
    ...retentionFaults(label("logRetentionDays"), args.logRetentionDays ?? LOG_DAYS),
  ];
}

const LOG_DAYS = 30;
