/** Who reaches whom inside the VPC: four security groups, and nothing open but what is named here. */
import type * as pulumi from "@pulumi/pulumi";
import { allow, SecurityGroup, waysToAws } from "@tidegate/aws";
import type { Network } from "@tidegate/aws";

export interface Doors {
  /** Of the HTTP gateway's VPC link. */
  readonly link: pulumi.Output<string>;
  /** Of the WebSocket gateway's internal load balancer. */
  readonly socket: pulumi.Output<string>;
  readonly api: pulumi.Output<string>;
  readonly worker: pulumi.Output<string>;
  /** The ways that tasks go out by; they are open before a task starts. */
  readonly rules: readonly pulumi.Resource[];
}

export interface DoorsArgs {
  readonly prefix: string;
  readonly network: Network;
  readonly apiPort: number;
  /** Whether tasks go to the internet; without NAT there is no way. */
  readonly internet: boolean;
}

export function makeDoors(name: string, args: DoorsArgs, opts: pulumi.ComponentResourceOptions): Doors {
  const { prefix, network, apiPort, internet } = args;
  const group = (suffix: string, description: string) =>
    new SecurityGroup(
      `${name}-${suffix}`,
      { vpcId: network.vpcId, groupName: `${prefix}-${suffix}`, description },
      opts,
    ).id;
  const doors = {
    link: group("link", "VPC link of the HTTP gateway"),
    socket: group("socket", "Internal load balancer of the WebSocket gateway"),
    api: group("api", "API tasks"),
    worker: group("worker", "Workers"),
  };
  const to = { securityGroupId: doors.api };
  const ways = { network, internet, dynamodb: true };
  const rules = [
    ...allow(
      `${name}-link-to-api`,
      { from: { securityGroupId: doors.link }, to, port: apiPort, description: "HTTP gateway to the API" },
      opts,
    ),
    ...allow(
      `${name}-socket-to-api`,
      { from: { securityGroupId: doors.socket }, to, port: apiPort, description: "WebSocket gateway to the API" },
      opts,
    ),
    ...waysToAws(`${name}-api`, { ...ways, securityGroupId: doors.api }, opts),
    ...waysToAws(`${name}-worker`, { ...ways, securityGroupId: doors.worker }, opts),
  ];
  return { ...doors, rules };
}
