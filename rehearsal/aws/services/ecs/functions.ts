/** Functions that look at clusters and task definitions. */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { FunctionKind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { needCluster, servicesOf } from "./cluster.ts";
import { advance } from "./progress.ts";
import { containersOf, findRevision } from "./revisions.ts";
import type { Revision } from "./revisions.ts";

/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecs/getcluster/ */
export const getCluster: FunctionKind = {
  token: "aws:ecs/getCluster:getCluster",
  answer(args, cloud) {
    const { id, outputs, inputs } = needCluster(textAt(args, "clusterName") ?? "", cloud);
    const states = servicesOf(id, cloud).map((service) => advance(service, cloud));
    const running = states.flatMap(({ deployments }) => deployments).reduce((sum, one) => sum + one.running, 0);
    const desired = states.reduce((sum, state) => sum + state.desired, 0);
    return {
      id,
      arn: id,
      clusterName: textAt(outputs, "name") ?? "",
      status: "ACTIVE",
      region: cloud.region,
      runningTasksCount: running,
      pendingTasksCount: Math.max(0, desired - running),
      registeredContainerInstancesCount: 0,
      serviceConnectDefaults: objectsAt({ list: [inputs["serviceConnectDefaults"] ?? null] }, "list"),
      settings: outputs["settings"] ?? [],
      tags: outputs["tagsAll"] ?? inputs["tags"] ?? {},
    };
  },
};

/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecs/gettaskdefinition/ */
export const getTaskDefinition: FunctionKind = {
  token: "aws:ecs/getTaskDefinition:getTaskDefinition",
  answer(args, cloud) {
    const reference = textAt(args, "taskDefinition") ?? "";
    const { arn, family, revision, status, inputs } = needRevision(reference, cloud);
    const listed = (name: string) => objectsAt({ list: [inputs[name] ?? null] }, "list");
    return {
      id: arn,
      arn,
      arnWithoutRevision: arn.slice(0, arn.lastIndexOf(":")),
      family,
      revision,
      status,
      region: cloud.region,
      taskDefinition: reference,
      containerDefinitions: textAt(inputs, "containerDefinitions") ?? "[]",
      cpu: textAt(inputs, "cpu") ?? "",
      memory: textAt(inputs, "memory") ?? "",
      networkMode: textAt(inputs, "networkMode") ?? "bridge",
      executionRoleArn: textAt(inputs, "executionRoleArn") ?? "",
      taskRoleArn: textAt(inputs, "taskRoleArn") ?? "",
      ipcMode: textAt(inputs, "ipcMode") ?? "",
      pidMode: textAt(inputs, "pidMode") ?? "",
      enableFaultInjection: inputs["enableFaultInjection"] === true,
      requiresCompatibilities: textsAt(inputs, "requiresCompatibilities"),
      placementConstraints: objectsAt(inputs, "placementConstraints"),
      volumes: objectsAt(inputs, "volumes"),
      ephemeralStorages: listed("ephemeralStorage"),
      proxyConfigurations: listed("proxyConfiguration"),
      runtimePlatforms: listed("runtimePlatform"),
    };
  },
};

/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecs/getcontainerdefinition/ */
export const getContainerDefinition: FunctionKind = {
  token: "aws:ecs/getContainerDefinition:getContainerDefinition",
  answer(args, cloud) {
    const taskDefinition = textAt(args, "taskDefinition") ?? "";
    const containerName = textAt(args, "containerName") ?? "";
    const revision = needRevision(taskDefinition, cloud);
    const found = containersOf(revision).find(({ name }) => name === containerName);
    if (found === undefined) {
      throw new AwsError(
        "NotFound",
        `container with name "${containerName}" not found in task definition "${revision.arn}"`,
      );
    }
    const { raw, image } = found;
    const [, version = ""] = /[:@]([^/:@]+(?::[0-9a-f]{64})?)$/.exec(image) ?? [];
    return {
      id: `${revision.arn}/${containerName}`,
      taskDefinition,
      containerName,
      region: cloud.region,
      image,
      imageDigest: version,
      cpu: found.cpu ?? 0,
      memory: found.memory ?? 0,
      memoryReservation: found.memoryReservation ?? 0,
      disableNetworking: raw["disableNetworking"] === true,
      dockerLabels: objectAt(raw, "dockerLabels"),
      environment: environmentOf(raw),
    };
  },
};

function environmentOf(raw: Properties): Properties {
  return Object.fromEntries(
    objectsAt(raw, "environment").map((item) => [textAt(item, "name") ?? "", textAt(item, "value") ?? ""]),
  );
}

function needRevision(reference: string, cloud: Cloud): Revision {
  const found = findRevision(reference, cloud);
  if (found === undefined) throw new AwsError("ClientException", "Unable to describe task definition.");
  return found;
}
