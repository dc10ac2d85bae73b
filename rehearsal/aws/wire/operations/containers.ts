/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { needCluster } from "../../services/ecs/cluster.ts";
import { deploy } from "../../services/ecs/deploy.ts";
import { advance } from "../../services/ecs/progress.ts";
import { familyOf, needActive } from "../../services/ecs/revisions.ts";
import { findService } from "../../services/ecs/service.ts";
import type { Deployment, ServiceState } from "../../services/ecs/state.ts";
import { ecsArn, nameOf } from "../../services/ecs/types.ts";
import type { Request } from "../../steady/permissions.ts";
import type { Input, JsonService } from "../operation.ts";
import { epochSeconds, needText, optionalText, textList } from "../operation.ts";
import { tasksOf } from "./tasks.ts";
import type { Task } from "./tasks.ts";

export const containers: JsonService = {
  target: "AmazonEC2ContainerServiceV20141113",
  version: "1.1",
  operations: [
    {
      name: "DescribeServices",
      needs: (input, cloud) => textList(input, "services").map((name) => on("DescribeServices", name, input, cloud)),
      run(input, cloud) {
        const cluster = clusterOf(input, cloud);
        const found = textList(input, "services").map((name) => ({ name, service: serviceIn(cluster, name, cloud) }));
        const failures = found.filter(({ service }) => service === undefined);
        return {
          services: found.flatMap(({ service }) => (service === undefined ? [] : [describe(service, cluster, cloud)])),
          failures: failures.map(({ name }) => ({ arn: name, reason: "MISSING" })),
        };
      },
    },
    {
      name: "UpdateService",
      needs: (input, cloud) => [on("UpdateService", needText(input, "service"), input, cloud)],
      run(input, cloud) {
        const cluster = clusterOf(input, cloud);
        const service = serviceIn(cluster, needText(input, "service"), cloud);
        if (service === undefined) throw new AwsError("ServiceNotFoundException", "Service not found.");
        change(service, input, cloud);
        return { service: describe(service, cluster, cloud) };
      },
    },
    {
      name: "ListTasks",
      needs: (input, cloud) => [{ action: "ecs:ListTasks", resource: "*", context: inCluster(input, cloud) }],
      run(input, cloud) {
        const wanted = optionalText(input, "desiredStatus") ?? "RUNNING";
        const service = optionalText(input, "serviceName");
        const tasks = tasksOf(clusterOf(input, cloud), cloud).filter(
          (task) => task.lastStatus === wanted && (service === undefined || nameOf(service) === task.serviceName),
        );
        return { taskArns: tasks.map(({ arn }) => arn) };
      },
    },
    {
      name: "DescribeTasks",
      needs: (input, cloud) =>
        textList(input, "tasks").map((task) => ({
          action: "ecs:DescribeTasks",
          resource: ecsArn("task", `${clusterName(input)}/${nameOf(task)}`, cloud),
          context: inCluster(input, cloud),
        })),
      run(input, cloud) {
        const wanted = textList(input, "tasks").map(nameOf);
        const tasks = tasksOf(clusterOf(input, cloud), cloud).filter(({ arn }) => wanted.includes(nameOf(arn)));
        return { tasks: tasks.map(showTask), failures: [] };
      },
    },
    {
      name: "ListTaskDefinitions",
      needs: () => [{ action: "ecs:ListTaskDefinitions", resource: "*" }],
      run(input, cloud) {
        const wanted = optionalText(input, "status") ?? "ACTIVE";
        const arns = familyOf(needText(input, "familyPrefix"), cloud)
          .filter(({ status }) => status === wanted)
          .sort((a, b) => a.revision - b.revision)
          .map(({ arn }) => arn);
        const sorted = optionalText(input, "sort") === "DESC" ? arns.reverse() : arns;
        const most = typeof input["maxResults"] === "number" ? input["maxResults"] : 100;
        return { taskDefinitionArns: sorted.slice(0, most) };
      },
    },
  ],
};

const clusterName = (input: Input): string => nameOf(optionalText(input, "cluster") ?? "default");

const inCluster = (input: Input, cloud: Cloud): Record<string, string> => ({
  "ecs:cluster": ecsArn("cluster", clusterName(input), cloud),
});

/** A call about one service, which its name or its ARN tells. */
function on(operation: string, service: string, input: Input, cloud: Cloud): Request {
  const resource = ecsArn("service", `${clusterName(input)}/${nameOf(service)}`, cloud);
  return { action: `ecs:${operation}`, resource, context: inCluster(input, cloud) };
}

function clusterOf(input: Input, cloud: Cloud): string {
  return needCluster(optionalText(input, "cluster") ?? "default", cloud).id;
}

function serviceIn(clusterArn: string, name: string, cloud: Cloud): Resource | undefined {
  return findService(`${nameOf(clusterArn)}/${nameOf(name)}`, cloud);
}

/** Another revision, or the same one anew. */
function change(service: Resource, input: Input, cloud: Cloud): void {
  const spec = advance(service, cloud).deployments[0]?.spec;
  if (spec === undefined) throw new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");
  const wanted = optionalText(input, "taskDefinition");
  const taskDefinition = wanted === undefined ? spec["taskDefinition"] : needActive(wanted, cloud).arn;
  if (input["forceNewDeployment"] !== true && taskDefinition === spec["taskDefinition"]) return;
  deploy(service, { ...spec, ...(taskDefinition !== undefined && { taskDefinition }) }, cloud);
}

function describe(service: Resource, clusterArn: string, cloud: Cloud): Record<string, unknown> {
  const state = advance(service, cloud);
  const running = state.deployments.reduce((sum, one) => sum + one.running, 0);
  return {
    serviceArn: service.id,
    serviceName: textAt(service.outputs, "name"),
    clusterArn,
    status: "ACTIVE",
    desiredCount: state.desired,
    runningCount: running,
    pendingCount: Math.max(0, state.desired - running),
    taskDefinition: textAt(state.deployments[0]?.spec ?? {}, "taskDefinition"),
    deployments: state.deployments.map((one, index) => showDeployment(one, index, state)),
    events: state.events.map(({ id, at, message }) => ({ id, createdAt: epochSeconds(at), message })),
    createdAt: epochSeconds(service.createdAt),
  };
}

function showDeployment(one: Deployment, index: number, { desired }: ServiceState): Record<string, unknown> {
  return {
    id: one.id,
    status: index === 0 ? "PRIMARY" : "ACTIVE",
    taskDefinition: textAt(one.spec, "taskDefinition"),
    desiredCount: index === 0 ? desired : one.running,
    runningCount: one.running,
    pendingCount: index === 0 ? Math.max(0, desired - one.running) : 0,
    failedTasks: one.failed,
    rolloutState: one.rollout,
    createdAt: epochSeconds(one.createdAt),
    updatedAt: epochSeconds(one.updatedAt),
  };
}

function showTask(task: Task): Record<string, unknown> {
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    group: `service:${task.serviceName}`,
    taskDefinitionArn: task.taskDefinitionArn,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus: task.lastStatus,
    ...(task.lastStatus === "STOPPED" && { stopCode: "TaskFailedToStart", stoppedReason: task.stoppedReason }),
    containers: [],
  };
}
