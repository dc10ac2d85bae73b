/**
 * A service's events, in ECS's words.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
import { targetsOf } from "../../steady/balancer.ts";
import type { TaskFailure } from "../../steady/verdict.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { happened } from "./state.ts";
import type { Deployment, ServiceState } from "./state.ts";

export interface Teller {
  /** The service's. */
  readonly name: string;
  readonly state: ServiceState;
  readonly cloud: Cloud;
}

/** That tasks were started and registered at their target groups. */
export function tellHealthy(deployment: Deployment, tasks: number, at: number, { name, state, cloud }: Teller): void {
  const ids = Array.from({ length: tasks }, () => `(task ${cloud.hex(32)})`);
  happened(state, name, `has started ${tasks} tasks: ${ids.join(" ")}.`, at, cloud);
  for (const { targetGroup } of targetsOf(deployment.spec, cloud)) {
    const arn = textAt(targetGroup.outputs, "arn") ?? targetGroup.id;
    happened(state, name, `registered ${tasks} targets in (target-group ${arn})`, at, cloud);
  }
}

/** What became of tasks that were lost. */
export function tellFailure(failure: TaskFailure, tasks: readonly string[], at: number, teller: Teller): void {
  const { name, state, cloud } = teller;
  const started = `has started ${tasks.length} tasks: ${tasks.map((id) => `(task ${id})`).join(" ")}.`;
  const tell = (text: string): void => happened(state, name, text, at, cloud);
  switch (failure.stage) {
    case "placement":
      // No task was there at all.
      return tell(`was unable to place a task. Reason: ${failure.reason}.`);
    case "start":
      tell(started);
      return tell(`was unable to place a task. Reason: ${failure.reason}.`);
    case "exit":
      tell(started);
      return tell("is unable to consistently start tasks successfully.");
    case "container-health":
      tell(started);
      return tasks.forEach((id) => tell(`(task ${id}) failed container health checks.`));
    case "elb-health":
      tell(started);
      return tasks.forEach((id) =>
        tell(
          `(task ${id}) failed ELB health checks in (target-group ${failure.targetGroup ?? ""}) due to ` +
            `(reason ${failure.detail ?? ""}).`,
        ),
      );
  }
}
