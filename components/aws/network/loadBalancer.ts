import * as pulumi from "@pulumi/pulumi";
import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer as Balancer } from "@pulumi/aws/lb/loadBalancer.js";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, portFaults, refuse, wholeNumberFaults } from "@tidegate/faults";
import { AccessLogBucket, accessLogBucketName } from "../site/accessLogBucket.ts";
import { loadBalancerLogs } from "../site/logWriters.ts";
import { aliasRecords } from "./aliasRecords.ts";
import { DRAIN_SECONDS, IDLE_SECONDS, LB_NAME_LENGTH, TLS_POLICY } from "./defaults.ts";
import type { Domain } from "./domainCertificate.ts";
import { DomainCertificate, domainFaults } from "./domainCertificate.ts";
import { prefixFaults, urlPathFaults } from "./names.ts";
import { taskTargets } from "./taskTargets.ts";

export interface LoadBalancerArgs {
  readonly vpcId: pulumi.Input<string>;
  /** The load balancer's name, up to 32 characters: `order-tracking-dev`. */
  readonly prefix: string;
  /** Public subnets in two zones or more, /27 or wider. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The load balancer's security group. `allow` lets clients in on 80 (and 443), and it out to the targets' port. */
  readonly securityGroupId: pulumi.Input<string>;
  /** The port that targets serve on, 1 to 65535. */
  readonly targetPort: number;
  /** The path that a healthy target answers with 200: `/actuator/health`. */
  readonly healthPath: string;
  /** With it, clients are served by HTTPS under this name, and 80 sends them there. Default: plain HTTP. */
  readonly https?: Domain;
  /** Whether each request is logged to a private bucket. */
  readonly accessLogs: boolean;
  /** Whether `destroy` keeps access logs. The load balancer itself has nothing to lose, and must go when it is paused. */
  readonly protect: boolean;
  /** Whether the load balancer is gone for now. Target group, certificate and logs stay. Default: false. */
  readonly paused?: boolean;
  /** Seconds that an idle connection is kept, 1 to 4000. Default: 60. */
  readonly idleSeconds?: number;
  /** Seconds that a leaving target keeps its open requests, 0 to 3600. Default: 30. */
  readonly drainSeconds?: number;
  /** ARN of a web ACL of scope `REGIONAL`. Default: none. */
  readonly webAclArn?: pulumi.Input<string>;
}

/**
 * An application load balancer with one target group of IP addresses, as Fargate tasks are.
 *
 * Its load balancer, listeners and records cost money by the hour and hold nothing, so that `paused` takes them away and
 * brings them back; a new one has another host name, which only `https` hides.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/lb/loadbalancer/
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** Its own host name; undefined while it is paused, as are the next two. */
  readonly dnsName: pulumi.Output<string> | undefined;
  /** The zone that AWS keeps that name in. */
  readonly zoneId: pulumi.Output<string> | undefined;
  /** What metrics know it by: `app/order-tracking-dev/50dc6c495c0c9188`. */
  readonly arnSuffix: pulumi.Output<string> | undefined;
  /** Where clients go, without a slash at the end; undefined while it is paused. */
  readonly url: pulumi.Output<string> | undefined;
  /** Services that register their tasks here are made once listeners lead here: AWS refuses them before. */
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, loadBalancerFaults(args, ownName));
    super("tidegate-aws:index:LoadBalancer", name, {}, opts);

    const { vpcId, targetPort: port, healthPath, drainSeconds } = args;
    const targets = taskTargets(
      `${name}-targets`,
      { prefix: args.prefix, vpcId, protocol: "HTTP", port, healthPath, drainSeconds },
      { parent: this },
    );
    const certificate = args.https && new DomainCertificate(`${name}-certificate`, args.https, { parent: this });
    const { prefix, protect } = args;
    const logs = args.accessLogs
      ? new AccessLogBucket(
          `${name}-logs`,
          { bucketName: accessLogBucketName(prefix, this), writer: loadBalancerLogs, protect },
          { parent: this },
        )
      : undefined;

    const balancer = (args.paused ?? false) ? undefined : this.balancer(name, args, logs);
    const listeners = balancer === undefined ? [] : this.listeners(name, balancer, targets, certificate);
    if (balancer !== undefined) {
      this.names(name, args, balancer);
    }

    this.dnsName = balancer?.dnsName;
    this.zoneId = balancer?.zoneId;
    this.arnSuffix = balancer?.arnSuffix;
    this.url =
      balancer &&
      (args.https ? pulumi.output(`https://${args.https.domainName}`) : pulumi.interpolate`http://${balancer.dnsName}`);
    // A URN is known before its resource exists, so that a plan knows the target group where the listener is new.
    const listening = pulumi.all(listeners.map(({ urn }) => urn));
    this.targetGroupArn = pulumi.all([targets.arn, listening]).apply(([arn]) => arn);
    this.targetGroupArnSuffix = targets.arnSuffix;
    this.registerOutputs({
      dnsName: this.dnsName,
      url: this.url,
      targetGroupArn: this.targetGroupArn,
    });
  }

  private balancer(name: string, args: LoadBalancerArgs, logs: AccessLogBucket | undefined): Balancer {
    return new Balancer(
      name,
      {
        name: args.prefix,
        loadBalancerType: "application",
        internal: false,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        idleTimeout: args.idleSeconds ?? IDLE_SECONDS,
        // Requests that could mean one thing to it and another to a target don't get through.
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        accessLogs: logs && { bucket: logs.bucketName, enabled: true },
      },
      { parent: this, dependsOn: logs && [logs.policy] },
    );
  }

  private listeners(
    name: string,
    balancer: Balancer,
    targets: TargetGroup,
    certificate: DomainCertificate | undefined,
  ): Listener[] {
    const child = { parent: this };
    const loadBalancerArn = balancer.arn;
    const forward = [{ type: "forward", targetGroupArn: targets.arn }];
    if (certificate === undefined) {
      const http = { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: forward };
      return [new Listener(`${name}-http`, http, child)];
    }
    const redirect = { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" };
    return [
      new Listener(
        `${name}-http`,
        { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [{ type: "redirect", redirect }] },
        child,
      ),
      new Listener(
        `${name}-https`,
        {
          loadBalancerArn,
          port: 443,
          protocol: "HTTPS",
          sslPolicy: TLS_POLICY,
          certificateArn: certificate.arn,
          defaultActions: forward,
        },
        child,
      ),
    ];
  }

  /** What stands before the load balancer: its host name and its web ACL. */
  private names(name: string, { https, webAclArn }: LoadBalancerArgs, balancer: Balancer): void {
    const { dnsName, zoneId, arn } = balancer;
    if (https !== undefined) {
      aliasRecords(`${name}-alias`, https, { dnsName, zoneId }, { parent: this });
    }
    if (webAclArn !== undefined) {
      new WebAclAssociation(`${name}-waf`, { resourceArn: arn, webAclArn }, { parent: this });
    }
  }
}

/** The arguments that a caller chooses, and that are known before anything exists. */
export type LoadBalancerChoice = Pick<
  LoadBalancerArgs,
  "prefix" | "targetPort" | "healthPath" | "https" | "idleSeconds" | "drainSeconds"
>;

/** What is wrong with the name, the port, the health path, the domain and the seconds. */
export function loadBalancerFaults(args: LoadBalancerChoice, label: Label): Fault[] {
  return [
    ...prefixFaults(label("prefix"), args.prefix, LB_NAME_LENGTH),
    ...portFaults(label("targetPort"), args.targetPort),
    ...urlPathFaults(label("healthPath"), args.healthPath),
    ...(args.https === undefined ? [] : domainFaults(args.https, (part) => label(`https.${part}`))),
    ...wholeNumberFaults(label("idleSeconds"), args.idleSeconds ?? IDLE_SECONDS, 1, 4000),
    ...wholeNumberFaults(label("drainSeconds"), args.drainSeconds ?? DRAIN_SECONDS, 0, 3600),
  ];
}
