/** What one task of a service is: its definition, the log that it writes and the two roles that it has. */
import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition.js";
import { partsOfArn } from "../iam/arn.ts";
import { ServiceRole } from "../iam/serviceRole.ts";
import { containerDefinition, SCRATCH } from "./container.ts";
import { LOG_RETENTION_DAYS } from "./defaults.ts";
import { imageReference } from "./image.ts";
import { execStatements, executionStatements, secretArnOf, tasksOf } from "./roles.ts";
import type { FargateServiceArgs } from "./serviceArgs.ts";

export interface Task {
  readonly logs: LogGroup;
  /** The program's. */
  readonly taskRole: ServiceRole;
  /** ECS's, before the program runs. */
  readonly executionRole: ServiceRole;
  readonly definition: TaskDefinition;
}

/**
 * Registers a task's parts. Revisions of the definition stay ACTIVE when newer ones come, and at the end.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html
 */
export function defineTask(name: string, args: FargateServiceArgs, opts: pulumi.CustomResourceOptions): Task {
  const logs = new LogGroup(
    `${name}-log`,
    { name: `/ecs/${args.family}`, retentionInDays: args.logRetentionDays ?? LOG_RETENTION_DAYS },
    opts,
  );
  const executionRole = ofExecution(name, args, logs, opts);
  const taskRole = new ServiceRole(
    `${name}-task`,
    {
      roleName: `${args.family}-task`,
      service: TASKS,
      description: `What the program in tasks of ${args.family} may do`,
      statements: [...args.statements, ...(args.exec ? execStatements() : [])],
      condition: tasksOf(args.cluster.arn),
    },
    opts,
  );
  const definition = new TaskDefinition(
    `${name}-definition`,
    {
      family: args.family,
      cpu: `${args.cpu}`,
      memory: `${args.memory}`,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: args.architecture ?? "X86_64" },
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      volumes: [{ name: SCRATCH }],
      containerDefinitions: containerDefinitions(args, logs),
      skipDestroy: true,
    },
    opts,
  );
  return { logs, taskRole, executionRole, definition };
}

function ofExecution(
  name: string,
  args: FargateServiceArgs,
  logs: LogGroup,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  const { repository, family, container } = args;
  const secretArns =
    args.secretArns ?? Object.values(container.secrets ?? {}).map((from) => pulumi.output(from).apply(secretArnOf));
  return new ServiceRole(
    `${name}-execution`,
    {
      roleName: `${family}-execution`,
      service: TASKS,
      description: `What ECS needs to start tasks of ${family}`,
      statements: executionStatements({ repositoryArn: repository.arn, logGroupArn: logs.arn, secretArns }),
    },
    opts,
  );
}

function containerDefinitions(args: FargateServiceArgs, logs: LogGroup): pulumi.Output<string> {
  const { container, image, repository, cluster } = args;
  const around = pulumi.output({
    url: repository.url,
    clusterArn: cluster.arn,
    logGroup: logs.name,
    environment: pulumi.all({ ...container.environment }),
    secrets: pulumi.all({ ...container.secrets }),
  });
  return around.apply(({ url, clusterArn, logGroup, environment, secrets }) => {
    const { region } = partsOfArn(clusterArn);
    const exec = args.exec ?? false;
    const surroundings = { image: imageReference(url, image), logGroup, region, exec, environment, secrets };
    return JSON.stringify([containerDefinition(container, surroundings)]);
  });
}

const TASKS = "ecs-tasks.amazonaws.com";
