/** Target groups whose targets are tasks: IP addresses that a service registers itself. */
import type * as pulumi from "@pulumi/pulumi";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { DRAIN_SECONDS } from "./defaults.ts";

export interface TaskTargetsArgs {
  /** What the load balancer is called. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** How the load balancer speaks to tasks. Their health is asked by HTTP either way. */
  readonly protocol: "HTTP" | "TCP";
  /** The port that tasks serve on. */
  readonly port: number;
  /** The path that a healthy task answers with 200. */
  readonly healthPath: string;
  /** Seconds that a leaving task keeps its open requests. Default: 30. */
  readonly drainSeconds?: number | undefined;
}

/**
 * Another port is another target group, which is made before the old one goes and may meet one that a failed `up` has left:
 * so each gets a name of its own.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/lb/targetgroup/
 */
export function taskTargets(name: string, args: TaskTargetsArgs, opts: pulumi.CustomResourceOptions): TargetGroup {
  const { prefix, vpcId, protocol, port, healthPath: path, drainSeconds: deregistrationDelay = DRAIN_SECONDS } = args;
  return new TargetGroup(
    name,
    {
      namePrefix: namePrefix(prefix),
      vpcId,
      targetType: "ip",
      protocol,
      port,
      deregistrationDelay,
      healthCheck: {
        // Of a group of HTTP it is the default.
        ...(protocol === "TCP" && { protocol: "HTTP" }),
        path,
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    },
    opts,
  );
}

/** As much of the name as the provider leaves room for, six characters. */
function namePrefix(prefix: string): string {
  return `${prefix.slice(0, 5).replace(/-$/, "")}-`;
}
