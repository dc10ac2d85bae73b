/**
 * Services. Changes of one are told apart as ECS does: some begin a deployment, others take effect at once.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { sameValue } from "../../../plugins/protocol/values.ts";
import { ECS_NAME, findCluster, needCluster } from "./cluster.ts";
import { deploy, setDesired } from "./deploy.ts";
import { shown } from "./shown.ts";
import { findRevision, needActive } from "./revisions.ts";
import { serviceFaults } from "./serviceFaults.ts";
import { refuseService } from "./serviceWorld.ts";
import { settledService } from "./settled.ts";
import { sameSpec, specOf } from "./spec.ts";
import { advance } from "./progress.ts";
import { forget, stateOf } from "./state.ts";
import { ecsArn, nameOf, SERVICE } from "./types.ts";

export const service: Kind = {
  type: SERVICE,
  name: ECS_NAME,
  replaces: ["cluster", "iamRole", "launchType", "schedulingStrategy"],
  sets: [
    "capacityProviderStrategies",
    "loadBalancers",
    "placementConstraints",
    "securityGroups",
    "subnets",
    "alarmNames",
  ],
  check: serviceFaults,
  create({ inputs }, cloud) {
    const [fault] = serviceFaults(inputs);
    if (fault !== undefined) throw new AwsError("InvalidParameterException", fault.reason);
    const cluster = needCluster(textAt(inputs, "cluster") ?? "default", cloud);
    const id = ecsArn("service", `${nameOf(cluster.id)}/${textAt(inputs, "name") ?? ""}`, cloud);
    if (cloud.get(SERVICE, id) !== undefined) {
      throw new AwsError("InvalidParameterException", "Creation of service was not idempotent.");
    }
    const revision = needActive(textAt(inputs, "taskDefinition") ?? "", cloud);
    refuseService(inputs, revision, cluster.id, cloud);
    const state = stateOf(id, cloud);
    state.desired = numberAt(inputs, "desiredCount") ?? 0;
    state.awaits = deploy({ id, inputs }, specOf(inputs, revision.arn), cloud).id;
    return { id, outputs: computed(id, inputs, cloud), notes: { clusterArn: cluster.id } };
  },
  update({ inputs, olds, resource }, cloud) {
    const changed = changes(olds, inputs);
    advance(resource, cloud);
    const state = stateOf(resource.id, cloud);
    state.awaits = null;
    if (changed.size === 0) return computed(resource.id, inputs, cloud);
    refuseStrategyChange(changed, inputs);
    const clusterArn = textAt(resource.notes, "clusterArn") ?? "";
    const spec = nextSpec(changed, inputs, resource, clusterArn, cloud);
    // The new percentages and counts hold for the deployment that begins with them.
    const next: Resource = { ...resource, inputs };
    if (changed.has("desiredCount")) setDesired(next, numberAt(inputs, "desiredCount") ?? 0, cloud);
    if (spec !== undefined) state.awaits = deploy(next, spec, cloud).id;
    return computed(resource.id, inputs, cloud);
  },
  /** The provider drains a service before it deletes it, so that running tasks keep nothing. */
  remove: ({ id }, cloud) => forget(id, cloud),
  read: (resource, cloud) => shown(resource, advance(resource, cloud)),
  settled: (resource, cloud) => settledService(resource, advance(resource, cloud)),
  imported: (id, cloud) => findService(id, cloud),
};

/** By its ARN, or by `cluster/service`, as the provider imports it. */
export function findService(id: string, cloud: Cloud): Resource | undefined {
  const [cluster = "", name = ""] = id.replace(/^arn:.*:service\//, "").split("/");
  const found = findCluster(cluster, cloud);
  return found === undefined
    ? undefined
    : cloud.list(SERVICE).find(({ notes, outputs }) => notes["clusterArn"] === found.id && outputs["name"] === name);
}

/** What the provider doesn't send to ECS when only this changes. */
const UNSENT = new Set(["forceDelete", "tags", "tagsAll", "region"]);

function changes(olds: Properties, news: Properties): Set<string> {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  return new Set(names.filter((name) => !UNSENT.has(name) && !sameValue(olds[name], news[name])));
}

/** The provider itself refuses this one, before ECS hears of it. */
function refuseStrategyChange(changed: ReadonlySet<string>, inputs: Properties): void {
  if (changed.has("capacityProviderStrategies") && inputs["forceNewDeployment"] !== true) {
    throw new AwsError(
      "InvalidParameterException",
      "force_new_deployment should be true when capacity_provider_strategy is being updated",
    );
  }
}

/**
 * The spec of the deployment that the change begins; undefined where it begins none. Only what changed is sent: after a
 * rollback, what ECS went back to stays, but for that.
 */
function nextSpec(
  changed: ReadonlySet<string>,
  inputs: Properties,
  resource: Resource,
  clusterArn: string,
  cloud: Cloud,
): Properties | undefined {
  const present = stateOf(resource.id, cloud).deployments[0]?.spec ?? {};
  const reference = textAt(changed.has("taskDefinition") ? inputs : present, "taskDefinition") ?? "";
  // A service may go on with a revision that was deregistered; it can't begin with one.
  const revision = changed.has("taskDefinition") ? needActive(reference, cloud) : undefined;
  const wanted = specOf(inputs, revision?.arn ?? reference);
  const sent = Object.fromEntries(Object.entries(wanted).filter(([name]) => changed.has(name)));
  const gone = new Set([...changed].filter((name) => inputs[name] === undefined));
  const kept = Object.fromEntries(Object.entries(present).filter(([name]) => !gone.has(name)));
  const next: Properties = { ...kept, ...sent };
  if (inputs["forceNewDeployment"] !== true && sameSpec(next, present)) return undefined;
  const judged = revision ?? findRevision(reference, cloud);
  if (judged !== undefined) refuseService({ ...inputs, ...next }, judged, clusterArn, cloud);
  return next;
}

function computed(arn: string, inputs: Properties, cloud: Cloud): Properties {
  const isStrategic = inputs["capacityProviderStrategies"] !== undefined;
  return {
    arn,
    cluster: inputs["cluster"] ?? "default",
    desiredCount: stateOf(arn, cloud).desired,
    deploymentConfiguration: inputs["deploymentConfiguration"] ?? { strategy: "ROLLING", bakeTimeInMinutes: "0" },
    deploymentController: inputs["deploymentController"] ?? { type: "ECS" },
    deploymentMaximumPercent: inputs["deploymentMaximumPercent"] ?? 200,
    deploymentMinimumHealthyPercent: inputs["deploymentMinimumHealthyPercent"] ?? 100,
    availabilityZoneRebalancing: inputs["availabilityZoneRebalancing"] ?? "ENABLED",
    enableEcsManagedTags: inputs["enableEcsManagedTags"] ?? false,
    enableExecuteCommand: inputs["enableExecuteCommand"] ?? false,
    iamRole: inputs["iamRole"] ?? "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    launchType: inputs["launchType"] ?? (isStrategic ? "" : "EC2"),
    platformVersion: inputs["platformVersion"] ?? "LATEST",
    propagateTags: inputs["propagateTags"] ?? "NONE",
    schedulingStrategy: inputs["schedulingStrategy"] ?? "REPLICA",
    triggers: inputs["triggers"] ?? {},
  };
}
