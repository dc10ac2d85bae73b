/**
 * The sizes of a Linux task that Fargate runs. A size that AWS adds is one line here.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
import type { Fault, Label } from "@tidegate/faults";

export interface FargateSize {
  /** CPU units: 1024 are one virtual CPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** CPU units, and the memory in MiB that Fargate gives with them. */
export const FARGATE_SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, gibibytes(1, 4, 1)],
  [1024, gibibytes(2, 8, 1)],
  [2048, gibibytes(4, 16, 1)],
  [4096, gibibytes(8, 30, 1)],
  [8192, gibibytes(16, 60, 4)],
  [16384, gibibytes(32, 120, 8)],
]);

/** What is wrong with a size. Memory is judged only when the CPU is right. */
export function fargateSizeFaults({ cpu, memory }: FargateSize, label: Label): Fault[] {
  const accepted = FARGATE_SIZES.get(cpu);
  if (accepted === undefined) {
    const units = [...FARGATE_SIZES.keys()].join(", ");
    return [{ path: label("cpu"), given: cpu, accepted: `CPU units that Fargate has: ${units}` }];
  }
  return accepted.includes(memory)
    ? []
    : [{ path: label("memory"), given: memory, accepted: `with ${label("cpu")} ${cpu}, MiB: ${shown(accepted)}` }];
}

/** `4096, 5120, ... 30720`: the first two tell the step. */
function shown(accepted: readonly number[]): string {
  return accepted.length <= 4
    ? accepted.join(", ")
    : `${accepted.slice(0, 2).join(", ")}, and so on up to ${accepted.at(-1) ?? ""}`;
}

function gibibytes(least: number, most: number, step: number): readonly number[] {
  return Array.from({ length: (most - least) / step + 1 }, (_, index) => (least + index * step) * 1024);
}
