import * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { cidrFaults, ownName, refuse } from "@tidegate/faults";
import type { Domain } from "../network/domainCertificate.ts";
import type { End } from "../network/allow.ts";
import { allow } from "../network/allow.ts";
import { LoadBalancer, loadBalancerFaults } from "../network/loadBalancer.ts";
import type { Network } from "../network/network.ts";
import { SecurityGroup } from "../network/securityGroup.ts";
import { waysToAws } from "../network/waysToAws.ts";
import { Cluster, clusterFaults } from "../service/cluster.ts";
import { FargateService } from "../service/fargateService.ts";
import { Repository, repositoryFaults } from "../service/repository.ts";
import type { FargateServiceArgs } from "../service/serviceArgs.ts";
import { fargateServiceFaults } from "../service/serviceFaults.ts";
import { AlarmTopic, alarmTopicFaults } from "../watch/alarmTopic.ts";
import { ServiceAlarms } from "../watch/serviceAlarms.ts";

type FromService =
  | "serviceName"
  | "cpu"
  | "memory"
  | "image"
  | "imageLabel"
  | "scaling"
  | "statements"
  | "secretArns"
  | "logRetentionDays"
  | "taskDefinitionRevision"
  | "paused";

export interface WebServiceArgs extends Pick<FargateServiceArgs, FromService> {
  /** What names of load balancer, security groups, alarms and so on begin with, 32 characters at most. */
  readonly prefix: string;
  readonly network: Network;
  /** Public subnets and addresses, or private subnets and no address. */
  readonly placement: "public" | "private";
  readonly clusterName: string;
  readonly repositoryName: string;
  /** The container; its name is the service's. */
  readonly container: Omit<FargateServiceArgs["container"], "name"> & { readonly port: number };
  /** The path that a healthy task answers with 200. */
  readonly healthPath: string;
  /** Who may reach the load balancer: IPv4 blocks. */
  readonly ingressCidrs: readonly string[];
  /** With it, clients are served by HTTPS under this name. Default: plain HTTP. */
  readonly https?: Domain | undefined;
  readonly accessLogs: boolean;
  /** Whether images and access logs refuse deletion. */
  readonly protect: boolean;
  /** Whether tasks may go anywhere on port 443. In public subnets they have to: it is their way to ECR. */
  readonly internet: boolean;
  /** What else tasks may go to: a database, brokers. */
  readonly reaches: readonly Reach[];
  readonly alarmEmails: readonly string[];
  /** What must be there before the first task starts, beside what the service makes itself. Default: nothing. */
  readonly after?: readonly pulumi.Resource[];
}

export interface Reach {
  /** Short, for the rules' names: `postgres`. */
  readonly name: string;
  readonly securityGroupId: pulumi.Input<string>;
  readonly port: number;
}

/**
 * A service that clients reach by HTTP: a load balancer, a Fargate service in a cluster of its own, the repository of its
 * images, alarms, and security groups that let nothing through but what is named here.
 *
 * While it is paused there are no tasks and no load balancer; everything else stays.
 *
 * @throws InvalidArguments with every fault of the plain arguments, before anything is registered.
 */
export class WebService extends pulumi.ComponentResource {
  /** Where clients go; empty while paused. */
  readonly url: pulumi.Output<string>;
  /** The load balancer's own host name; empty while paused. */
  readonly dnsName: pulumi.Output<string>;
  readonly cluster: Cluster;
  readonly repository: Repository;
  readonly service: FargateService;
  readonly alarmTopicArn: pulumi.Output<string>;

  constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, webServiceFaults(args, ownName));
    super("tidegate-aws:index:WebService", name, {}, opts);
    const child = { parent: this };

    const doors = this.doors(name, args);
    const balancer = this.balancer(name, args, doors);
    this.cluster = new Cluster(`${name}-cluster`, { clusterName: args.clusterName, containerInsights: false }, child);
    this.repository = new Repository(
      `${name}-repository`,
      { repositoryName: args.repositoryName, image: args.image.kind, protect: args.protect },
      child,
    );
    this.service = this.tasks(name, args, doors, balancer);
    this.alarmTopicArn = this.alarms(name, args, balancer);
    this.url = pulumi.output(balancer.url ?? "");
    this.dnsName = pulumi.output(balancer.dnsName ?? "");
    this.registerOutputs({ url: this.url, dnsName: this.dnsName, alarmTopicArn: this.alarmTopicArn });
  }

  /** Two security groups, and every way that leads to, between and from them. */
  private doors(name: string, args: WebServiceArgs): Doors {
    const { network, prefix, ingressCidrs, https, container } = args;
    const group = (suffix: string, description: string) =>
      new SecurityGroup(
        `${name}-${suffix}`,
        { vpcId: network.vpcId, groupName: `${prefix}-${suffix}`, description },
        { parent: this },
      );
    const balancer = { securityGroupId: group("balancer", "Load balancer").id };
    const tasks = { securityGroupId: group("tasks", "Tasks").id };
    const rules: pulumi.Resource[] = [];
    const way = (suffix: string, from: End, to: End, port: number, description: string) => {
      rules.push(...allow(`${name}-${suffix}`, { from, to, port, description }, { parent: this }));
    };

    ingressCidrs.forEach((cidr, index) => {
      way(`clients-${index}-http`, { cidr }, balancer, 80, "Clients by HTTP");
      if (https !== undefined) way(`clients-${index}-https`, { cidr }, balancer, 443, "Clients by HTTPS");
    });
    way("balancer-to-tasks", balancer, tasks, container.port, "Load balancer to tasks");
    for (const reach of args.reaches) {
      const { securityGroupId, port } = reach;
      way(`tasks-to-${reach.name}`, tasks, { securityGroupId }, port, `Tasks to ${reach.name}`);
    }
    const internet = args.internet || args.placement === "public";
    const ways = { network, securityGroupId: tasks.securityGroupId, internet, dynamodb: false };
    rules.push(...waysToAws(`${name}-tasks`, ways, { parent: this }));
    return { balancer: balancer.securityGroupId, tasks: tasks.securityGroupId, rules };
  }

  private balancer(name: string, args: WebServiceArgs, doors: Doors): LoadBalancer {
    const { network, container, https } = args;
    return new LoadBalancer(
      `${name}-balancer`,
      {
        vpcId: network.vpcId,
        prefix: args.prefix,
        subnetIds: network.publicSubnetIds,
        securityGroupId: doors.balancer,
        targetPort: container.port,
        healthPath: args.healthPath,
        accessLogs: args.accessLogs,
        protect: args.protect,
        paused: args.paused,
        ...(https !== undefined && { https }),
      },
      { parent: this },
    );
  }

  private tasks(name: string, args: WebServiceArgs, doors: Doors, balancer: LoadBalancer): FargateService {
    const { network, placement, paused, after = [] } = args;
    const isPublic = placement === "public";
    return new FargateService(
      `${name}-api`,
      {
        serviceName: args.serviceName,
        family: args.serviceName,
        cpu: args.cpu,
        memory: args.memory,
        image: args.image,
        imageLabel: args.imageLabel,
        scaling: args.scaling,
        statements: args.statements,
        secretArns: args.secretArns,
        logRetentionDays: args.logRetentionDays,
        taskDefinitionRevision: args.taskDefinitionRevision,
        paused,
        cluster: this.cluster,
        repository: this.repository,
        capacity: "on-demand",
        container: { ...args.container, name: args.serviceName },
        subnetIds: isPublic ? network.publicSubnetIds : network.privateSubnetIds,
        securityGroupIds: [doors.tasks],
        assignPublicIp: isPublic,
        // A load balancer that is gone sends nothing, and ECS refuses target groups that none leads to.
        ...(!paused && { targetGroupArn: balancer.targetGroupArn, healthCheckGraceSeconds: GRACE_SECONDS }),
        proven: { healthPath: args.healthPath },
      },
      { parent: this, dependsOn: [network, balancer, ...doors.rules, ...after] },
    );
  }

  private alarms(name: string, args: WebServiceArgs, { arnSuffix, targetGroupArnSuffix }: LoadBalancer) {
    const { prefix, paused, alarmEmails: email } = args;
    const topic = new AlarmTopic(`${name}-alarms`, { topicName: `${prefix}-alarms`, email }, { parent: this });
    new ServiceAlarms(
      `${name}-alarm`,
      {
        prefix,
        clusterName: this.cluster.name,
        serviceName: this.service.serviceName,
        topicArn: topic.arn,
        paused,
        ...(arnSuffix !== undefined && { loadBalancer: { arnSuffix, targetGroupArnSuffix } }),
      },
      { parent: this },
    );
    return topic.arn;
  }
}

interface Doors {
  readonly balancer: pulumi.Output<string>;
  readonly tasks: pulumi.Output<string>;
  readonly rules: readonly pulumi.Resource[];
}

/** Seconds that a new task has until the load balancer's verdict counts: applications on the JVM need them. */
const GRACE_SECONDS = 120;

/** Everything that is wrong with the plain arguments. The network is judged by itself. */
export function webServiceFaults(args: Omit<WebServiceArgs, "network" | "reaches" | "after">, label: Label): Fault[] {
  const { serviceName, container } = args;
  const own: Label = (argument) => label(OWN_NAMES[argument] ?? argument);
  const all = [
    ...clusterFaults(args, label),
    ...repositoryFaults(args, label),
    ...loadBalancerFaults({ ...args, targetPort: container.port, https: args.https }, own),
    ...fargateServiceFaults(
      { ...args, family: serviceName, container: { ...container, name: serviceName }, reached: "load-balancer" },
      own,
    ),
    ...args.ingressCidrs.flatMap((cidr, index) => cidrFaults(label(`ingressCidrs[${index}]`), cidr, 0, 32)),
    ...alarmTopicFaults({ topicName: `${args.prefix}-alarms`, email: args.alarmEmails }, (argument) =>
      label(argument === "email" ? "alarmEmails" : "prefix"),
    ),
  ];
  // Several parts judge the same port and the same name.
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

/** Where a part's argument is this component's under another name. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  targetPort: "container.port",
  port: "container.port",
  family: "serviceName",
  "container.name": "serviceName",
};
