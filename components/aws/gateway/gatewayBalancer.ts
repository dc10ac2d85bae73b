import * as pulumi from "@pulumi/pulumi";
import { VpcLink } from "@pulumi/aws/apigateway/vpcLink.js";
import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { taskTargets } from "../network/taskTargets.ts";

export interface GatewayBalancerArgs {
  /** The load balancer's name, and the VPC link's. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets in two zones or more. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The load balancer's security group: `allow` lets it out to the targets' port. Nothing needs to be let in. */
  readonly securityGroupId: pulumi.Input<string>;
  readonly targetPort: number;
  readonly healthPath: string;
  /** Whether load balancer and link are gone for now; the target group stays. */
  readonly paused: boolean;
}

/**
 * A network load balancer that no one but a WebSocket API reaches, over a VPC link of the first kind: the only way
 * from a WebSocket API into a VPC. Links of the second kind, with Cloud Map, are for HTTP APIs. It costs about $17 a month.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/websocket-api.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/apigateway/vpclink/
 */
export class GatewayBalancer extends pulumi.ComponentResource {
  /** What an integration connects by, and the host that it names; undefined while paused. */
  readonly link: { readonly id: pulumi.Output<string>; readonly host: pulumi.Output<string> } | undefined;
  /** Services that register their tasks here are made once the listener leads here: AWS refuses them before. */
  readonly targetGroupArn: pulumi.Output<string>;

  constructor(name: string, args: GatewayBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:GatewayBalancer", name, {}, opts);
    const { prefix, vpcId, targetPort: port, healthPath } = args;
    const targets = taskTargets(
      `${name}-targets`,
      { prefix, vpcId, protocol: "TCP", port, healthPath },
      { parent: this },
    );
    const made = args.paused ? undefined : this.serve(name, args, targets);
    this.link = made && { id: made.link.id, host: made.balancer.dnsName };
    const listening = pulumi.all(made === undefined ? [] : [made.listener.urn]);
    this.targetGroupArn = pulumi.all([targets.arn, listening]).apply(([arn]) => arn);
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }

  private serve(name: string, args: GatewayBalancerArgs, targets: TargetGroup) {
    const child = { parent: this };
    const balancer = new LoadBalancer(
      name,
      {
        name: args.prefix,
        loadBalancerType: "network",
        internal: true,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        // The gateway comes by PrivateLink, from addresses that no rule could name.
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
        // One zone's node may use another zone's tasks: with few tasks, some zone has none.
        enableCrossZoneLoadBalancing: true,
      },
      child,
    );
    const forward = { type: "forward", targetGroupArn: targets.arn };
    const listener = new Listener(
      `${name}-tcp`,
      { loadBalancerArn: balancer.arn, port: 80, protocol: "TCP", defaultActions: [forward] },
      child,
    );
    const link = new VpcLink(`${name}-link`, { name: args.prefix, targetArn: balancer.arn }, child);
    return { balancer, listener, link };
  }
}
