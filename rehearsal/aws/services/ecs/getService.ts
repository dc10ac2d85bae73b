/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ecs/getservice/ */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { FunctionKind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { needCluster, servicesOf } from "./cluster.ts";
import { advance } from "./progress.ts";
import type { Deployment, ServiceState } from "./state.ts";
import { nameOf } from "./types.ts";

export const getService: FunctionKind = {
  token: "aws:ecs/getService:getService",
  answer(args, cloud) {
    const clusterArn = needCluster(textAt(args, "clusterArn") ?? "default", cloud).id;
    const name = nameOf(textAt(args, "serviceName") ?? "");
    const found = servicesOf(clusterArn, cloud).find(({ outputs }) => outputs["name"] === name);
    if (found === undefined) throw new AwsError("ServiceNotFoundException", "Service not found.");
    return describe(found, clusterArn, advance(found, cloud), cloud);
  },
};

function describe(
  { id, inputs, outputs, createdAt }: Resource,
  cluster: string,
  state: ServiceState,
  cloud: Cloud,
): Properties {
  const spec = state.deployments[0]?.spec ?? {};
  const running = state.deployments.reduce((sum, one) => sum + one.running, 0);
  return {
    id,
    arn: id,
    clusterArn: cluster,
    serviceName: textAt(outputs, "name") ?? "",
    region: cloud.region,
    status: "ACTIVE",
    createdAt: cloud.timestamp(createdAt),
    createdBy: `arn:aws:iam::${cloud.account}:root`,
    desiredCount: state.desired,
    runningCount: running,
    pendingCount: Math.max(0, state.desired - (state.deployments[0]?.running ?? 0)),
    taskDefinition: spec["taskDefinition"] ?? "",
    deployments: state.deployments.map((one, index) => deploymentOf(one, index, state, cloud)),
    events: state.events.map((event) => ({
      id: event.id,
      createdAt: cloud.timestamp(event.at),
      message: event.message,
    })),
    ...settings(inputs, outputs),
    ...networkOf(spec),
    tags: outputs["tagsAll"] ?? inputs["tags"] ?? {},
    taskSets: [],
  };
}

function deploymentOf(deployment: Deployment, index: number, { desired }: ServiceState, cloud: Cloud): Properties {
  return {
    id: deployment.id,
    status: index === 0 ? "PRIMARY" : "ACTIVE",
    taskDefinition: deployment.spec["taskDefinition"] ?? "",
    createdAt: cloud.timestamp(deployment.createdAt),
    updatedAt: cloud.timestamp(deployment.updatedAt),
    desiredCount: index === 0 ? desired : deployment.running,
    runningCount: deployment.running,
    pendingCount: index === 0 && deployment.rollout !== "FAILED" ? Math.max(0, desired - deployment.running) : 0,
  };
}

/** The provider shows a block that a program gives once as a list of one. */
const listOfOne = (block: Properties): Properties[] => (Object.keys(block).length === 0 ? [] : [block]);

function settings(inputs: Properties, outputs: Properties): Properties {
  const copied = ["availabilityZoneRebalancing", "enableEcsManagedTags", "enableExecuteCommand", "iamRole"];
  const more = ["launchType", "platformVersion", "propagateTags", "schedulingStrategy"];
  return {
    ...Object.fromEntries([...copied, ...more].map((name) => [name, outputs[name] ?? ""])),
    platformFamily: "Linux",
    healthCheckGracePeriodSeconds: numberAt(inputs, "healthCheckGracePeriodSeconds") ?? 0,
    orderedPlacementStrategies: objectsAt(inputs, "orderedPlacementStrategies"),
    placementConstraints: objectsAt(inputs, "placementConstraints"),
    deploymentControllers: [{ type: textAt(objectAt(inputs, "deploymentController"), "type") ?? "ECS" }],
    deploymentConfigurations: [
      {
        strategy: textAt(objectAt(inputs, "deploymentConfiguration"), "strategy") ?? "ROLLING",
        bakeTimeInMinutes: "0",
        maximumPercent: numberAt(outputs, "deploymentMaximumPercent") ?? 200,
        minimumHealthyPercent: numberAt(outputs, "deploymentMinimumHealthyPercent") ?? 100,
        deploymentCircuitBreakers: listOfOne(objectAt(inputs, "deploymentCircuitBreaker")),
        alarms: listOfOne(objectAt(inputs, "alarms")),
        canaryConfigurations: [],
        linearConfigurations: [],
        lifecycleHooks: [],
      },
    ],
  };
}

function networkOf(spec: Properties): Properties {
  const network = objectAt(spec, "networkConfiguration");
  return {
    capacityProviderStrategies: objectsAt(spec, "capacityProviderStrategies").map((item) => ({
      base: numberAt(item, "base") ?? 0,
      weight: numberAt(item, "weight") ?? 0,
      capacityProvider: textAt(item, "capacityProvider") ?? "",
    })),
    loadBalancers: objectsAt(spec, "loadBalancers").map((item) => ({
      elbName: "",
      advancedConfigurations: [],
      ...item,
    })),
    networkConfigurations: listOfOne(network).map(() => ({
      assignPublicIp: network["assignPublicIp"] === true,
      securityGroups: textsAt(network, "securityGroups"),
      subnets: textsAt(network, "subnets"),
    })),
    serviceRegistries: listOfOne(objectAt(spec, "serviceRegistries")).map((one) => ({
      containerName: "",
      containerPort: 0,
      port: 0,
      ...one,
    })),
  };
}
