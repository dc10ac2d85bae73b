import * as pulumi from "@pulumi/pulumi";
import { Service } from "@pulumi/aws/ecs/service.js";
import type { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition.js";
import { ownName, refuse } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { autoscale } from "./autoscaling.ts";
import { MAXIMUM_PERCENT, MINIMUM_HEALTHY_PERCENT, STEADY_MINUTES } from "./defaults.ts";
import { imageThere } from "./imageCheck.ts";
import { keepOutsideRevision } from "./outsideRevision.ts";
import { redeployStatements } from "./roles.ts";
import type { Capacity } from "./scaling.ts";
import { capacityOf } from "./scaling.ts";
import type { FargateServiceArgs } from "./serviceArgs.ts";
import { fargateServiceFaults } from "./serviceFaults.ts";
import { lookFor, revisionIn, revisionOf, steadyService } from "./steady/index.ts";
import { defineTask } from "./task.ts";

/**
 * A service on Fargate: task definition, log, roles, the ECS service, its scaling, and the certainty that it runs.
 *
 * `up` ends well only when ECS runs the wanted revision with as many tasks as it aims at. ECS gives a deployment up after
 * some failed tasks (half of the desired count, 3 at least and 200 at most) and goes back to the last one that worked; `up`
 * fails then, and so does each following one until that is resolved.
 *
 * Revisions of the task definition stay ACTIVE when newer ones come, and when the stack is destroyed, so that going back
 * works: `taskDefinitionRevision`. They cost nothing.
 *
 * Each update of the service itself begins a new deployment, so that on-demand and Spot can be exchanged in place.
 *
 * Whatever `dependsOn` names exists before the service does: security group rules, routes, endpoints.
 *
 * @throws InvalidArguments with every fault of the plain arguments, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class FargateService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly serviceArn: pulumi.Output<string>;
  /** The revision that the program wants served. A newer one from outside may run while the image floats. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly taskDefinitionRevision: pulumi.Output<number>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly taskRoleName: pulumi.Output<string>;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** The service's ARN, once it is steady. What must not happen before depends on this. */
  readonly steady: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, fargateServiceFaults({ ...args, reached: reachedBy(args) }, ownName));
    super("tidegate-aws:index:FargateService", name, {}, opts);

    const { logs, taskRole, executionRole, definition } = defineTask(name, args, { parent: this });
    const wanted = wantedDefinition(args, definition);
    const capacity = this.capacity(args);
    const service = this.service(name, args, wanted, capacity, opts?.dependsOn);
    const scaled = this.scale(name, args, service, capacity);

    this.serviceName = service.name;
    this.serviceArn = service.arn;
    this.taskDefinitionArn = wanted;
    this.taskDefinitionRevision = wanted.apply((arn) => revisionOf(arn).revision);
    this.taskRoleArn = taskRole.arn;
    this.taskRoleName = taskRole.roleName;
    this.executionRoleArn = executionRole.arn;
    this.logGroupName = logs.name;
    this.steady = steadyService(
      {
        clusterArn: args.cluster.arn,
        serviceName: args.serviceName,
        serviceArn: pulumi.all([service.arn, service.id, scaled]).apply(([arn]) => arn),
        wanted: pulumi.all([wanted, capacity]).apply(([taskDefinition, { least, most }]) => {
          return { taskDefinition, newerIsFine: takesOutsideRevisions(args), least, most };
        }),
        minutes: args.steadyMinutes ?? STEADY_MINUTES,
      },
      this,
    );
    this.registerOutputs({ serviceName: this.serviceName, serviceArn: this.serviceArn, steady: this.steady });
  }

  /** Starting new tasks of exactly this service, from the definition that it has. */
  redeployStatements(): Statement[] {
    return redeployStatements(this.serviceArn);
  }

  private capacity(args: FargateServiceArgs): pulumi.Output<Capacity> {
    const { paused, scaling, taskDefinitionRevision } = args;
    // What stands still needs no image, and an earlier revision has its own.
    const notAsked = paused || taskDefinitionRevision !== undefined;
    const there = args.imageExists ?? (notAsked || this.imageThere(args));
    return pulumi.output(there).apply((found) => capacityOf(scaling, { paused, imageThere: found }));
  }

  private imageThere(args: FargateServiceArgs): pulumi.Output<boolean> {
    return imageThere({ ...args, clusterArn: args.cluster.arn, imageLabel: args.imageLabel ?? "image" }, this);
  }

  private service(
    name: string,
    args: FargateServiceArgs,
    taskDefinition: pulumi.Output<string>,
    capacity: pulumi.Output<Capacity>,
    dependsOn: pulumi.ResourceOptions["dependsOn"],
  ): Service {
    const minutes = `${args.steadyMinutes ?? STEADY_MINUTES}m`;
    const maximumPercent = args.maximumPercent ?? MAXIMUM_PERCENT;
    return new Service(
      `${name}-service`,
      {
        name: args.serviceName,
        cluster: args.cluster.arn,
        taskDefinition,
        desiredCount: capacity.desired,
        capacityProviderStrategies: [
          { capacityProvider: args.capacity === "spot" ? "FARGATE_SPOT" : "FARGATE", weight: 1, base: 0 },
        ],
        // Without it the provider replaces the service where the strategy changes.
        forceNewDeployment: true,
        ...(args.proven !== undefined && { triggers: args.proven }),
        waitForSteadyState: true,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: args.minimumHealthyPercent ?? MINIMUM_HEALTHY_PERCENT,
        deploymentMaximumPercent: maximumPercent,
        // Moving a task to another zone takes room for one more.
        availabilityZoneRebalancing: maximumPercent > 100 ? "ENABLED" : "DISABLED",
        networkConfiguration: {
          subnets: args.subnetIds,
          securityGroups: args.securityGroupIds,
          assignPublicIp: args.assignPublicIp,
        },
        ...reach(args),
        enableExecuteCommand: args.exec ?? false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
      },
      {
        parent: this,
        dependsOn,
        customTimeouts: { create: minutes, update: minutes },
        // Application Auto Scaling moves it.
        ignoreChanges: args.scaling.kind === "fixed" ? [] : ["desiredCount"],
        transforms: takesOutsideRevisions(args) ? [keepOutsideRevision(this.running)] : [],
      },
    );
  }

  private scale(name: string, args: FargateServiceArgs, service: Service, capacity: pulumi.Output<Capacity>) {
    const { scaling, cluster, family } = args;
    if (scaling.kind === "fixed") return "fixed";
    const target = autoscale(
      name,
      { scaling, capacity, clusterName: cluster.name, serviceName: service.name, prefix: family },
      { parent: this },
    );
    return target.id;
  }

  private readonly running = async (address: { clusterArn: string; serviceName: string }) => {
    const seen = await lookFor(address, { parent: this });
    return seen?.deployments.find(({ status }) => status === "PRIMARY")?.taskDefinition;
  };
}

/** Somebody else may register revisions where images float, unless one is asked for by number. */
function takesOutsideRevisions({ image, taskDefinitionRevision }: FargateServiceArgs): boolean {
  return image.kind === "floating" && taskDefinitionRevision === undefined;
}

/** The ARN of an earlier revision is put together: that of the family isn't known while a new revision is planned. */
function wantedDefinition(args: FargateServiceArgs, { arn }: TaskDefinition): pulumi.Output<string> {
  const { taskDefinitionRevision, cluster, family } = args;
  return taskDefinitionRevision === undefined
    ? arn
    : pulumi.output(cluster.arn).apply((clusterArn) => revisionIn(clusterArn, family, taskDefinitionRevision));
}

function reachedBy({ targetGroupArn, discoveryServiceArn }: FargateServiceArgs) {
  if (targetGroupArn !== undefined) return "load-balancer";
  return discoveryServiceArn === undefined ? "nobody" : "discovery";
}

/** How requests find the container. The faults have made sure of its port. */
function reach({ container, targetGroupArn, discoveryServiceArn, healthCheckGraceSeconds }: FargateServiceArgs) {
  const { name: containerName, port: containerPort } = container;
  if (containerPort === undefined) return {};
  return {
    ...(targetGroupArn !== undefined && {
      loadBalancers: [{ targetGroupArn, containerName, containerPort }],
      healthCheckGracePeriodSeconds: healthCheckGraceSeconds,
    }),
    ...(discoveryServiceArn !== undefined && {
      serviceRegistries: { registryArn: discoveryServiceArn, containerName, containerPort },
    }),
  };
}
