/** What becomes of a task of a service, were it launched now. */

/** Stands for the task's id in a reason, which is written before there is a task. */
export const TASK_ID = "{task}";

export type Verdict =
  /** `seconds` of world time from the launch until the service counts it as healthy. */
  | { readonly healthy: true; readonly seconds: number }
  /** `seconds` from the launch until ECS has given it up. */
  | { readonly healthy: false; readonly seconds: number; readonly failure: TaskFailure };

/**
 * - `placement`: no task comes into being;
 * - `start`: the task stops before its containers run;
 * - `exit`: an essential container ends;
 * - `container-health`: its own health check fails;
 * - `elb-health`: the load balancer's fails, with `targetGroup` and `detail`.
 */
export interface TaskFailure {
  readonly stage: "placement" | "start" | "exit" | "container-health" | "elb-health";
  /** The stopped task's reason, in ECS's words. */
  readonly reason: string;
  readonly targetGroup?: string;
  /** What a target group says of its target: `Request timed out`. */
  readonly detail?: string;
}

export const failsToStart = (reason: string): TaskFailure => ({ stage: "start", reason });

/** Seconds of world time that the steps of a launch take. Fargate's own are of this order; none is promised. */
export const TIMES = {
  /** Until the network interface is there and the image is pulled. */
  provisioning: 20,
  /** Until a call that gets no answer is given up, retries included. */
  timeout: 40,
  /** Until the first health check of a container that listens. */
  firstCheck: 10,
} as const;
