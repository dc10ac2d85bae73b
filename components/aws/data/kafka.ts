import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "@pulumi/aws/msk/serverlessCluster.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { kafkaStatements } from "./kafkaStatements.ts";
import type { KafkaClient } from "./kafkaStatements.ts";

export interface KafkaArgs {
  /** 1 to 64 letters, digits and hyphens. A change replaces the cluster, and its messages go. */
  readonly clusterName: string;
  /** Subnets in two zones or more. A change replaces the cluster. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The security group that says who reaches port 9098. */
  readonly securityGroupId: pulumi.Input<string>;
}

/**
 * MSK Serverless, whose clients sign in with IAM: encrypted on the way (port 9098) and at rest, and no password anywhere.
 * AWS bills it by the hour for as long as it exists, and deletes every message with it.
 *
 * @throws InvalidArguments where the name isn't one, before anything is registered.
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html
 */
export class Kafka extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** The part of topic and group ARNs that AWS makes up: a cluster made anew has another. */
  readonly clusterUuid: pulumi.Output<string>;
  /** `host:9098`, several with commas between: Kafka's `bootstrap.servers`. */
  readonly bootstrapServers: pulumi.Output<string>;
  private readonly called: string;

  constructor(name: string, args: KafkaArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, kafkaFaults(args, ownName));
    super("tidegate-aws:index:Kafka", name, {}, opts);

    const cluster = new ServerlessCluster(
      name,
      {
        clusterName: args.clusterName,
        clientAuthentication: { sasl: { iam: { enabled: true } } },
        vpcConfigs: [{ subnetIds: args.subnetIds, securityGroupIds: [args.securityGroupId] }],
      },
      { parent: this },
    );

    this.called = name;
    this.arn = cluster.arn;
    this.clusterName = cluster.clusterName;
    this.clusterUuid = cluster.clusterUuid;
    this.bootstrapServers = cluster.bootstrapBrokersSaslIam;
    this.registerOutputs({ arn: this.arn, clusterName: this.clusterName, bootstrapServers: this.bootstrapServers });
  }

  /**
   * What a client may do: connect to this cluster, read and write the topics named, and belong to the groups named.
   * @throws InvalidArguments where a name isn't a topic's or a group's; a wildcard is none.
   */
  clientStatements(client: KafkaClient): Statement[] {
    return kafkaStatements(this.called, this.arn, client);
  }
}

/** What is wrong with the name. */
export function kafkaFaults({ clusterName }: Pick<KafkaArgs, "clusterName">, label: Label): Fault[] {
  const accepted = "1 to 64 letters, digits and hyphens, beginning with a letter or digit";
  return textFaults(label("clusterName"), clusterName, /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, accepted);
}
