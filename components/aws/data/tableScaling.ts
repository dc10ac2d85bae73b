import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";

export interface TableScalingArgs {
  readonly tableName: pulumi.Input<string>;
  /** The table's indexes: each has a capacity of its own. */
  readonly indexNames: readonly string[];
  /** Read units, and as many write units, at least and at most. */
  readonly min: number;
  readonly max: number;
  /** How much of the capacity may be in use before there is more. */
  readonly targetPercent: number;
}

/**
 * Autoscaling of a provisioned table: reads and writes, the table and each index, each by its own use.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
export class TableScaling extends pulumi.ComponentResource {
  constructor(name: string, args: TableScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:TableScaling", name, {}, opts);
    const table = pulumi.interpolate`table/${args.tableName}`;
    this.scale(name, "table", table, args);
    for (const indexName of args.indexNames) {
      this.scale(`${name}-${indexName}`, "index", pulumi.interpolate`${table}/index/${indexName}`, args);
    }
    this.registerOutputs({});
  }

  private scale(
    name: string,
    part: "table" | "index",
    resourceId: pulumi.Output<string>,
    args: TableScalingArgs,
  ): void {
    for (const way of ["Read", "Write"]) {
      const target = new Target(
        `${name}-${way.toLowerCase()}`,
        {
          serviceNamespace: "dynamodb",
          resourceId,
          scalableDimension: `dynamodb:${part}:${way}CapacityUnits`,
          minCapacity: args.min,
          maxCapacity: args.max,
        },
        { parent: this },
      );
      new Policy(
        `${name}-${way.toLowerCase()}-policy`,
        {
          name: pulumi.interpolate`${resourceId}-${way.toLowerCase()}`,
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          resourceId: target.resourceId,
          scalableDimension: target.scalableDimension,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${way}CapacityUtilization` },
            targetValue: args.targetPercent,
          },
        },
        { parent: this },
      );
    }
  }
}
