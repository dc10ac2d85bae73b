/** The registry's settings. @see https://docs.oracle.com/iaas/api/#/en/registry/20160918/ContainerConfiguration/ */
import type { ContainerConfiguration, UpdateContainerConfigurationDetails } from "oci-artifacts/lib/model/index.js";
import { containerConfigurations } from "../../collections.ts";
import { noEtagMatch } from "../../errors.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";

/**
 * The settings as they are. Where nobody changed them, a push makes no repository: this tenancy's are all made by
 * programs, and a push that made one in the root compartment would be in their way.
 */
export function configuration(world: World): Wire<ContainerConfiguration> {
  const changed = containerConfigurations.get(world, NAMESPACE);
  return { namespace: NAMESPACE, isRepositoryCreatedOnFirstPush: changed?.isRepositoryCreatedOnFirstPush ?? false };
}

function show(call: Call): Reply {
  needCompartment(call.world, call.query["compartmentId"] ?? "");
  return replyWith(configuration(call.world), etagOf(call.world));
}

function update(call: Call): Reply {
  needCompartment(call.world, call.query["compartmentId"] ?? "");
  if (call.ifMatch !== undefined && call.ifMatch !== "*" && call.ifMatch !== etagOf(call.world)) {
    throw noEtagMatch("The etag given in if-match is not that of the present settings. Read them again.");
  }
  const details = bodyOf<Wire<UpdateContainerConfigurationDetails>>(call);
  containerConfigurations.put(call, NAMESPACE, { ...containerConfigurations.get(call.world, NAMESPACE), ...details });
  return show(call);
}

function etagOf(world: World): string {
  return containerConfigurations.etag(world, NAMESPACE) || "initial";
}

const PATH = "/20160918/container/configuration";

export const configurationRoutes: readonly Route[] = [
  { operation: "artifacts/GetContainerConfiguration", method: "GET", path: PATH, handle: show },
  { operation: "artifacts/UpdateContainerConfiguration", method: "PUT", path: PATH, handle: update },
];
