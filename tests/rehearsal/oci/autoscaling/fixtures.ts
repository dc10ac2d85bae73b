/** Autoscaling as a right program asks for it. */
import { COMPARTMENT } from "../compute/stage.ts";
import type { Body } from "../compute/stage.ts";

export function details(poolId: string): Body {
  return { compartmentId: COMPARTMENT, resource: { type: "instancePool", id: poolId }, policies: [cpuPolicy()] };
}

export function cpuPolicy(change: Body = {}): Body {
  return {
    policyType: "threshold",
    capacity: { min: 1, initial: 2, max: 4 },
    rules: [cpuRule("GT", 70, 1), cpuRule("LT", 30, -1)],
    ...change,
  };
}

export function cpuRule(operator: string, value: number, by: number, metricType = "CPU_UTILIZATION"): Body {
  return {
    action: { type: "CHANGE_COUNT_BY", value: by },
    metric: { metricSource: "COMPUTE_AGENT", metricType, threshold: { operator, value } },
  };
}

export function schedule(expression: string, change: Body = {}): Body {
  return {
    policyType: "scheduled",
    executionSchedule: { type: "cron", timezone: "UTC", expression },
    capacity: { min: 1, initial: 3, max: 4 },
    ...change,
  };
}
