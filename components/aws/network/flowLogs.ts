import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { ServiceRole } from "../iam/serviceRole.ts";

export interface FlowLogsArgs {
  /** What names begin with. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Days that CloudWatch keeps them. */
  readonly retentionDays: number;
}

/**
 * What passed in a VPC and what was refused, in CloudWatch Logs, in spans of ten minutes.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/ec2/flowlog/
 */
export class FlowLogs extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:FlowLogs", name, {}, opts);
    const group = new LogGroup(
      name,
      { name: `/aws/vpc/${args.prefix}`, retentionInDays: args.retentionDays },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        roleName: `${args.prefix}-flow-logs`,
        service: "vpc-flow-logs.amazonaws.com",
        description: "Flow logs into their log group",
        condition: {
          StringEquals: { "aws:SourceAccount": getCallerIdentityOutput({}, { parent: this }).accountId },
        },
        statements: [
          {
            Sid: "WriteFlowLogs",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
          },
          // It lists groups, which knows no narrower resource.
          { Sid: "FindLogGroup", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
        ],
      },
      { parent: this },
    );
    new FlowLog(
      `${name}-log`,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        tags: { Name: args.prefix },
      },
      { parent: this },
    );
    this.logGroupName = group.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}
