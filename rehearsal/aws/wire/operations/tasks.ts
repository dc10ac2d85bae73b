/** The tasks of a service as ECS's API lists them: those that run, by deployment, and the last one that was lost. */
import { createHash } from "node:crypto";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { advance } from "../../services/ecs/progress.ts";
import { ecsArn, nameOf, SERVICE } from "../../services/ecs/types.ts";

export interface Task {
  readonly arn: string;
  readonly clusterArn: string;
  readonly serviceName: string;
  readonly taskDefinitionArn: string;
  readonly startedBy: string;
  readonly lastStatus: "RUNNING" | "STOPPED";
  /** Empty where it runs. */
  readonly stoppedReason: string;
}

/** Every task of a cluster that can be told of. */
export function tasksOf(clusterArn: string, cloud: Cloud): Task[] {
  return cloud
    .list(SERVICE)
    .filter(({ id }) => nameOf(id.split("/").slice(0, -1).join("/")) === nameOf(clusterArn))
    .flatMap((service) => tasksOfService(service, clusterArn, cloud));
}

function tasksOfService(service: Resource, clusterArn: string, cloud: Cloud): Task[] {
  const state = advance(service, cloud);
  const common = { clusterArn, serviceName: textAt(service.outputs, "name") ?? "" };
  const arn = (id: string) => ecsArn("task", `${nameOf(clusterArn)}/${id}`, cloud);
  const running = state.deployments.flatMap((deployment) =>
    Array.from({ length: deployment.running }, (_, index) => ({
      ...common,
      arn: arn(taskId(deployment.id, index)),
      taskDefinitionArn: textAt(deployment.spec, "taskDefinition") ?? "",
      startedBy: deployment.id,
      lastStatus: "RUNNING" as const,
      stoppedReason: "",
    })),
  );
  const { lastStopped } = state;
  if (lastStopped === undefined) return running;
  const stopped: Task = {
    ...common,
    arn: arn(lastStopped.taskId),
    taskDefinitionArn: "",
    startedBy: "",
    lastStatus: "STOPPED",
    stoppedReason: lastStopped.reason,
  };
  return [...running, stopped];
}

/** The same at each look, though the world keeps counts and no tasks. */
function taskId(deployment: string, index: number): string {
  return createHash("sha256").update(`${deployment}/${index}`).digest("hex").slice(0, 32);
}
