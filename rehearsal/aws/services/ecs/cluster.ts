/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
import { AwsError } from "../../errors.ts";
import { elements, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Kind, NameRule } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { CLUSTER, ecsArn, nameOf, SERVICE } from "./types.ts";

/** How ECS names clusters and services. */
export const ECS_NAME: NameRule = {
  property: "name",
  max: 255,
  pattern: /^[a-zA-Z0-9_-]{1,255}$/,
  accepted: "letters, digits, hyphens and underscores, 255 characters at most",
};

export const cluster: Kind = {
  type: CLUSTER,
  name: ECS_NAME,
  sets: ["settings"],
  check: (inputs) =>
    elements(inputs, "settings").flatMap((item) => [
      ...oneOf(inputs, `${item}.name`, ["containerInsights"]),
      ...oneOf(inputs, `${item}.value`, ["enhanced", "enabled", "disabled"]),
    ]),
  // ECS answers the same name with the cluster that is there. Two resources over one cluster would hide a mistake, so
  // the rehearsal refuses the second one, as the world does with every id that is taken.
  create({ inputs }, cloud) {
    const arn = ecsArn("cluster", textAt(inputs, "name") ?? "", cloud);
    const settings = inputs["settings"] ?? [{ name: "containerInsights", value: "disabled" }];
    return { id: arn, outputs: { arn, settings } };
  },
  remove({ id }, cloud) {
    if (servicesOf(id, cloud).length > 0) {
      throw new AwsError(
        "ClusterContainsServicesException",
        "The Cluster cannot be deleted while Services are active.",
      );
    }
  },
  imported: (id, cloud) => findCluster(id, cloud),
};

/** A cluster by its name or its ARN. */
export function findCluster(nameOrArn: string, cloud: Cloud): Resource | undefined {
  const name = nameOf(nameOrArn);
  return cloud.list(CLUSTER).find(({ id, outputs }) => id === nameOrArn || outputs["name"] === name);
}

/** @throws AwsError ClusterNotFoundException */
export function needCluster(nameOrArn: string, cloud: Cloud): Resource {
  const found = findCluster(nameOrArn, cloud);
  if (found === undefined) throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  return found;
}

/** The services of a cluster that is named by its ARN. */
export function servicesOf(clusterArn: string, cloud: Cloud): Resource[] {
  return cloud.list(SERVICE).filter(({ notes }) => notes["clusterArn"] === clusterArn);
}
