/** Asks ECS for a service, through the provider. */
import type * as pulumi from "@pulumi/pulumi";
import { getService } from "@pulumi/aws/ecs/getService.js";
import type { Snapshot } from "./judge.ts";

/** Which service. */
export interface ServiceAddress {
  readonly clusterArn: string;
  readonly serviceName: string;
}

/** Looks at a service that exists. */
export async function lookAt(address: ServiceAddress, opts: pulumi.InvokeOptions): Promise<Snapshot> {
  const { status, desiredCount, runningCount, pendingCount, deployments, events } = await getService(address, opts);
  return { status, desiredCount, runningCount, pendingCount, deployments, events };
}

/** Looks at a service that may not exist yet: undefined then. */
export async function lookFor(address: ServiceAddress, opts: pulumi.InvokeOptions): Promise<Snapshot | undefined> {
  try {
    return await lookAt(address, opts);
  } catch (error) {
    if (error instanceof Error && NOT_FOUND.test(error.message)) return undefined;
    throw error;
  }
}

/** How the provider says that there is no such service, or no such cluster. */
const NOT_FOUND = /no matching ECS Service found|ServiceNotFoundException|ClusterNotFoundException/i;
