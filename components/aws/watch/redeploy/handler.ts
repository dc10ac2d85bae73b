import { parseOrder } from "./order.ts";

/** What the handler needs of ECS. */
export interface Ecs {
  /** Starts new tasks of a service, which pull its image anew. */
  forceNewDeployment(clusterName: string, serviceName: string): Promise<void>;
}

/**
 * Makes the function that EventBridge calls with each push.
 *
 * What ECS refuses is thrown on: Lambda then tries twice more and the alarm rings. Told twice, a service only starts its
 * tasks once more.
 */
export function redeployer(ecs: Ecs, log: (line: string) => void): (event: unknown) => Promise<void> {
  return async (event) => {
    const { clusterName, serviceName, image } = parseOrder(event);
    await ecs.forceNewDeployment(clusterName, serviceName);
    log(`${image} was pushed: ${clusterName}/${serviceName} starts new tasks`);
  };
}
