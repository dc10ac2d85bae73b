/** What must be right before the first move, and can only be told by asking: how the pool and the load balancer are joined. */
import type { RolloutGoal } from "./goal.ts";
import type { PoolAttachment, Ports } from "./ports.ts";

/** One argument that doesn't fit what is there. */
export interface GoalFault {
  readonly argument: string;
  readonly given: unknown;
  readonly accepted: string;
}

/** Thrown before anything is changed, with every fault. */
export class GoalRefused extends Error {
  readonly faults: readonly GoalFault[];

  constructor(faults: readonly GoalFault[]) {
    const lines = faults.map(({ argument, given, accepted }) => {
      return `  ${argument}: given ${JSON.stringify(given)}; accepted: ${accepted}`;
    });
    super(`The rollout can't begin, and nothing was changed:\n${lines.join("\n")}`);
    this.name = "GoalRefused";
    this.faults = faults;
  }
}

/** @throws GoalRefused */
export async function preflight(ports: Ports, goal: RolloutGoal): Promise<void> {
  const faults = attachmentFaults(await ports.pool.attachments(), goal);
  if (faults.length > 0) {
    throw new GoalRefused(faults);
  }
}

/** What doesn't fit between the goal and the pool's attachments. */
export function attachmentFaults(attachments: readonly PoolAttachment[], goal: RolloutGoal): GoalFault[] {
  if (attachments.length === 0) {
    return [
      { argument: "instancePoolId", given: "a pool without load balancer", accepted: "a pool that is attached to one" },
    ];
  }
  const { loadBalancerId, backendSetName, port } = goal;
  const here = attachments.filter((one) => one.loadBalancerId === loadBalancerId);
  if (here.length === 0) {
    const accepted = listed(attachments.map((one) => one.loadBalancerId));
    return [{ argument: "loadBalancerId", given: loadBalancerId, accepted }];
  }
  const sets = here.filter((one) => one.backendSetName === backendSetName);
  if (sets.length === 0) {
    return [
      { argument: "backendSetName", given: backendSetName, accepted: listed(here.map((one) => one.backendSetName)) },
    ];
  }
  if (!sets.some((one) => one.port === port)) {
    return [{ argument: "backendPort", given: port, accepted: listed(sets.map((one) => String(one.port))) }];
  }
  return [];
}

function listed(values: readonly string[]): string {
  return `${[...new Set(values)].join(" or ")}, as the pool is attached`;
}
