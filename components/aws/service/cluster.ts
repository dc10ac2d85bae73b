import * as pulumi from "@pulumi/pulumi";
import { Cluster as EcsCluster } from "@pulumi/aws/ecs/cluster.js";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { ecsNameFaults } from "./names.ts";

export interface ClusterArgs {
  /** Letters, digits, hyphens and underscores, 255 at most. Unique in the account's region. */
  readonly clusterName: string;
  /** CloudWatch Container Insights: metrics of each task, at extra cost. Scaling needs them not. */
  readonly containerInsights: boolean;
}

/**
 * An ECS cluster that runs tasks on Fargate, on demand and Spot.
 *
 * @throws InvalidArguments where the name isn't one, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Cluster extends pulumi.ComponentResource {
  /** Known once both capacity providers can be used. */
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, clusterFaults(args, ownName));
    super("tidegate-aws:index:Cluster", name, {}, opts);

    const cluster = new EcsCluster(
      `${name}-cluster`,
      {
        name: args.clusterName,
        settings: [{ name: "containerInsights", value: args.containerInsights ? "enabled" : "disabled" }],
      },
      { parent: this },
    );
    const providers = new ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      },
      { parent: this },
    );

    this.arn = pulumi.all([cluster.arn, providers.id]).apply(([arn]) => arn);
    this.name = cluster.name;
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}

/** What is wrong with a cluster's arguments. */
export function clusterFaults(args: Pick<ClusterArgs, "clusterName">, label: Label): Fault[] {
  return ecsNameFaults(label("clusterName"), args.clusterName, 255);
}
