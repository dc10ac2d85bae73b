import type { AwsService } from "../../kind.ts";
import { clusterCapacityProviders } from "./capacity.ts";
import { cluster } from "./cluster.ts";
import { getCluster, getContainerDefinition, getTaskDefinition } from "./functions.ts";
import { getService } from "./getService.ts";
import { service } from "./service.ts";
import { taskDefinition } from "./taskDefinition.ts";

export const ecs: AwsService = {
  name: "ecs",
  kinds: [cluster, clusterCapacityProviders, taskDefinition, service],
  functions: [getCluster, getContainerDefinition, getService, getTaskDefinition],
};
