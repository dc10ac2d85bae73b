/**
 * The smallest Fargate size that the containers' own requests fit into, as awsx picks it: the least memory first, then
 * the fewest CPUs.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
import { isObject, type Value } from "../../protocol/values.ts";

/** By vCPUs: the least and the most memory in GB, in steps of one. awsx offers all of these, some more than AWS does. */
const RANGES: readonly (readonly [number, number, number])[] = [
  [0.5, 1, 4],
  [1, 2, 8],
  [2, 4, 16],
  [4, 8, 30],
  [8, 16, 60],
  [16, 32, 120],
];
const SINGLE: readonly (readonly [number, number])[] = [
  [0.25, 0.5],
  [0.25, 1],
  [0.25, 2],
  [32, 60],
  [32, 120],
  [32, 244],
];

interface Size {
  readonly cpus: number;
  readonly gigabytes: number;
}

const SIZES: readonly Size[] = [
  ...SINGLE.map(([cpus, gigabytes]) => ({ cpus, gigabytes })),
  ...RANGES.flatMap(([cpus, from, to]) => {
    return Array.from({ length: to - from + 1 }, (_, i) => ({ cpus, gigabytes: from + i }));
  }),
].sort((a, b) => a.gigabytes - b.gigabytes || a.cpus - b.cpus);

/** In the units of a task definition: CPU units (1,024 a vCPU) and MiB. @throws Error when nothing is large enough */
export function fargateSize(containers: readonly Value[]): { cpu: string; memory: string } {
  const asked = containers.filter(isObject);
  const sum = (of: (container: (typeof asked)[number]) => Value | undefined): number =>
    asked.reduce((total, container) => total + (Number(of(container) ?? 0) || 0), 0);
  const cpus = sum(({ cpu }) => cpu) / 1024;
  const gigabytes = sum(({ memoryReservation, memory }) => memoryReservation ?? memory) / 1024;
  const size = SIZES.find((one) => one.cpus >= cpus && one.gigabytes >= gigabytes);
  if (size === undefined) {
    throw new Error(`the containers ask for ${cpus} vCPU and ${gigabytes} GB together, and no Fargate task has that`);
  }
  return { cpu: `${size.cpus * 1024}`, memory: `${size.gigabytes * 1024}` };
}
