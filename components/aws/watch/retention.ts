import type { Fault } from "@tidegate/faults";

/**
 * The days that CloudWatch Logs keeps entries: only these numbers.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function retentionFaults(path: string, days: number): Fault[] {
  return RETENTIONS.includes(days) ? [] : [{ path, given: days, accepted: `one of ${RETENTIONS.join(", ")} days` }];
}

const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
