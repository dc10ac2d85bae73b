/** Who reaches whom inside the VPC: four security groups, and nothing open but what is named here. */
import * as pulumi from "@pulumi/pulumi";
import { allow, SecurityGroup, waysToAws } from "@tidegate/aws";
import type { Network } from "@tidegate/aws";

export interface DoorsArgs {
  readonly prefix: string;
  readonly network: Network;
  readonly apiPort: number;
  /** Whether tasks go to the internet; without NAT there is no way. */
  readonly internet: boolean;
}

export class Doors extends pulumi.ComponentResource {
  /** Of the HTTP gateway's VPC link. */
  readonly link: pulumi.Output<string>;
  /** Of the WebSocket gateway's internal load balancer. */
  readonly socket: pulumi.Output<string>;
  readonly api: pulumi.Output<string>;
  readonly worker: pulumi.Output<string>;
  /** The ways that tasks come and go by; they are open before a task starts. */
  readonly rules: readonly pulumi.Resource[];

  constructor(name: string, args: DoorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("circle-of-trust:index:Doors", name, {}, opts);
    const { prefix, network, apiPort: port, internet } = args;
    const child = { parent: this };
    const group = (suffix: string, description: string) =>
      new SecurityGroup(
        `${name}-${suffix}`,
        { vpcId: network.vpcId, groupName: `${prefix}-${suffix}`, description },
        child,
      ).id;
    this.link = group("link", "VPC link of the HTTP gateway");
    this.socket = group("socket", "Internal load balancer of the WebSocket gateway");
    this.api = group("api", "API tasks");
    this.worker = group("worker", "Workers");

    const toApi = (from: string, securityGroupId: pulumi.Output<string>, description: string) =>
      allow(
        `${name}-${from}-to-api`,
        { from: { securityGroupId }, to: { securityGroupId: this.api }, port, description },
        child,
      );
    const ways = { network, internet, dynamodb: true };
    this.rules = [
      ...toApi("link", this.link, "HTTP gateway to the API"),
      ...toApi("socket", this.socket, "WebSocket gateway to the API"),
      ...waysToAws(`${name}-api`, { ...ways, securityGroupId: this.api }, child),
      ...waysToAws(`${name}-worker`, { ...ways, securityGroupId: this.worker }, child),
    ];
    this.registerOutputs({});
  }
}
