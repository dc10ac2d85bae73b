/** How many tasks a service has. Plain values in, numbers out. */
import type { Fault, Label } from "@tidegate/faults";
import { wholeNumberFaults } from "@tidegate/faults";
import type * as pulumi from "@pulumi/pulumi";

/** `fixed`: always so many. `cpu` and `queue`: Application Auto Scaling moves the count between two limits. */
export type Scaling =
  | { readonly kind: "fixed"; readonly count: number }
  | {
      readonly kind: "cpu";
      /** At least 1: with no task there is no CPU to measure. */
      readonly min: number;
      readonly max: number;
      /** Average CPU of the tasks to aim for, in percent of what they reserve. */
      readonly targetPercent: number;
    }
  | {
      readonly kind: "queue";
      /** 0 lets the service sleep while nothing waits. */
      readonly min: number;
      readonly max: number;
      readonly queueName: pulumi.Input<string>;
      /** Messages waiting or in hand, for each running task. */
      readonly messagesPerTask: number;
    };

/** Limits of the count of tasks, and the count at the start. A fixed count is both limits. */
export interface Capacity {
  readonly desired: number;
  readonly least: number;
  readonly most: number;
}

/** What keeps a service from running tasks. */
export interface Standstill {
  /** Stopped on purpose. */
  readonly paused: boolean;
  /** There is an image to start. */
  readonly imageThere: boolean;
}

/**
 * The count of tasks and its limits. Nothing runs while paused or without an image: both limits are 0 then, and Application
 * Auto Scaling brings the service there and back itself, since it acts when a limit changes.
 */
export function capacityOf(scaling: Scaling, { paused, imageThere }: Standstill): Capacity {
  if (paused || !imageThere) return { desired: 0, least: 0, most: 0 };
  return scaling.kind === "fixed"
    ? { desired: scaling.count, least: scaling.count, most: scaling.count }
    : { desired: scaling.min, least: scaling.min, most: scaling.max };
}

/** What is wrong with a scaling. */
export function scalingFaults(scaling: Scaling, label: Label): Fault[] {
  if (scaling.kind === "fixed") return wholeNumberFaults(label("count"), scaling.count, 0, MOST_TASKS);
  return [
    ...wholeNumberFaults(label("min"), scaling.min, scaling.kind === "cpu" ? 1 : 0, MOST_TASKS),
    ...wholeNumberFaults(label("max"), scaling.max, Math.max(1, scaling.min || 0), MOST_TASKS),
    ...(scaling.kind === "cpu"
      ? wholeNumberFaults(label("targetPercent"), scaling.targetPercent, 1, 100)
      : wholeNumberFaults(label("messagesPerTask"), scaling.messagesPerTask, 1, 120_000)),
  ];
}

/** Tasks that ECS runs for one service. */
const MOST_TASKS = 5000;
