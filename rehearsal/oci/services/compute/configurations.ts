/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstanceConfiguration/ */
import type * as core from "oci-core/lib/model/index.js";
import { instanceConfigurations, instancePools, instances } from "../../collections.ts";
import { conflict, invalidParameter, missingParameter, notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { defaultName } from "../shared/default-name.ts";
import { needKind } from "../shared/refuse.ts";
import { checkDisplayName, given } from "./checks.ts";
import { configuredDetails, launchDetailsOf } from "./configuration-launch.ts";
import type { ConfiguredDetails, ConfiguredInstance } from "./configuration-launch.ts";
import { attachmentsOf } from "./instance-state.ts";
import { launchWork, showInstance } from "./instances.ts";
import { launch } from "./launch.ts";
import { checkMetadata } from "./launch-checks.ts";
import { sorted } from "../shared/listing.ts";

type CreateDetails = Wire<
  core.CreateInstanceConfigurationDetails | core.CreateInstanceConfigurationFromInstanceDetails
>;

function create(call: Call): Reply {
  const details = bodyOf<CreateDetails>(call);
  needCompartment(call.world, details.compartmentId);
  checkDisplayName(details.displayName);
  const instanceDetails =
    "instanceId" in details ? fromInstance(call.world, details.instanceId) : detailsGiven(details);
  const id = freshOcid(call, "instanceconfiguration", REGION);
  instanceConfigurations.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName ?? defaultName("instanceconfiguration", call.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    instanceDetails,
    deferredFields: [],
    timeCreated: timestamp(call.now),
  });
  return reply(call, id);
}

function detailsGiven(details: CreateDetails): ConfiguredInstance {
  if (!("instanceDetails" in details)) {
    throw invalidParameter(
      `source '${details.source}' can't be used: the rehearsal makes configurations from NONE and INSTANCE.`,
    );
  }
  const wanted: ConfiguredInstance = details.instanceDetails;
  const options = (wanted as Wire<core.ComputeInstanceOptions>).options;
  const single: Wire<core.ComputeInstanceDetails> = wanted;
  const nested = options ?? [single];
  nested.forEach(({ launchDetails }) => checkReferences(launchDetails ?? {}));
  return wanted;
}

/** OCI looks at what a configuration refers to when it launches; of another kind, it refuses it at once. */
function checkReferences(launch: ConfiguredDetails): void {
  const source: Partial<Wire<core.InstanceConfigurationInstanceSourceViaImageDetails>> | undefined =
    launch.sourceDetails;
  const vnic = launch.createVnicDetails;
  const path = "instanceDetails.launchDetails";
  if (source?.imageId) {
    needKind(`${path}.sourceDetails.imageId`, source.imageId, "image");
  }
  if (vnic?.subnetId) {
    needKind(`${path}.createVnicDetails.subnetId`, vnic.subnetId, "subnet");
  }
  vnic?.nsgIds?.forEach((id, index) =>
    needKind(`${path}.createVnicDetails.nsgIds[${index}]`, id, "networksecuritygroup"),
  );
  checkMetadata(launch);
}

/** A configuration that makes more of an instance that exists: but not in its place, nor with its user data. */
function fromInstance(world: World, instanceId: string): ConfiguredInstance {
  needKind("instanceId", instanceId, "instance");
  const instance = instances.get(world, instanceId);
  if (instance === undefined || instance.lifecycleState === "TERMINATED") {
    throw notFoundResource(instanceId);
  }
  const { ocpus, memoryInGBs } = instance.shapeConfig ?? {};
  const { ssh_authorized_keys: keys } = instance.metadata ?? {};
  const launchDetails: ConfiguredDetails = {
    compartmentId: instance.compartmentId,
    availabilityDomain: instance.availabilityDomain,
    displayName: instance.displayName ?? "",
    freeformTags: instance.freeformTags ?? {},
    definedTags: instance.definedTags ?? {},
    metadata: keys === undefined ? {} : { ssh_authorized_keys: keys },
    shape: instance.shape,
    shapeConfig: { ...(ocpus !== undefined && { ocpus }), ...(memoryInGBs !== undefined && { memoryInGBs }) },
    sourceDetails: { sourceType: "image", ...(instance.imageId && { imageId: instance.imageId }) },
    createVnicDetails: { subnetId: attachmentsOf(world, instanceId)[0]?.subnetId ?? "" },
  };
  return { instanceType: "compute", launchDetails } as ConfiguredInstance;
}

function reply(call: Call, id: string): Reply {
  return replyWith(instanceConfigurations.get(call.world, id), instanceConfigurations.etag(call.world, id));
}

function need(call: Call): Wire<core.InstanceConfiguration> {
  return instanceConfigurations.need(call, call.params["instanceConfigurationId"] ?? "");
}

function list(call: Call): Reply {
  const { compartmentId } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const found = sorted(
    call,
    filtered(instanceConfigurations.list(call.world), { compartmentId }),
    (item) => item.displayName ?? "",
  );
  const summaries = found.map(({ id, displayName, timeCreated, definedTags, freeformTags, compartmentId: home }) => {
    return { id, displayName, timeCreated, definedTags, freeformTags, compartmentId: home };
  });
  return { body: summaries };
}

function update(call: Call): Reply {
  const { id } = need(call);
  const details = bodyOf<Wire<core.UpdateInstanceConfigurationDetails>>(call);
  checkDisplayName(details.displayName);
  instanceConfigurations.change(call, id, given(details));
  return reply(call, id);
}

function remove(call: Call): Reply {
  const { id } = need(call);
  const users = instancePools.list(call.world).filter((pool) => {
    return pool.instanceConfigurationId === id && pool.lifecycleState !== "TERMINATED";
  });
  if (users.length > 0) {
    const names = users.map((pool) => `${pool.id} (${pool.displayName})`).join(", ");
    throw conflict(
      `The Instance Configuration ${id} is associated to one or more Instance Pools: ${names}. Point them at another one first.`,
    );
  }
  instanceConfigurations.remove(call.world, id);
  return { status: 204 };
}

function changeCompartment(call: Call): Reply {
  const { id } = need(call);
  const { compartmentId } = bodyOf<Wire<core.ChangeInstanceConfigurationCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  instanceConfigurations.change(call, id, { compartmentId });
  return { status: 204, etag: instanceConfigurations.etag(call.world, id) };
}

/** Launches one instance from a configuration; what the call gives goes over what the configuration holds. */
function launchOne(call: Call): Reply {
  const configuration = need(call);
  const { instanceDetails } = configuration;
  if (instanceDetails === undefined) {
    throw invalidParameter(`The instance configuration ${configuration.id} has no instanceDetails to launch from.`);
  }
  const merged = { ...configuredDetails(instanceDetails), ...configuredDetails(bodyOf<ConfiguredInstance>(call)) };
  const { availabilityDomain, compartmentId } = merged;
  if (!availabilityDomain || !compartmentId) {
    throw missingParameter(
      "launchDetails.availabilityDomain and launchDetails.compartmentId are required, in the configuration or in this call.",
    );
  }
  const decided = { instanceConfigurationId: configuration.id, compartmentId, availabilityDomain };
  const { id } = launch(call, launchDetailsOf(merged, decided));
  return showInstance(call, id, launchWork(call, id, compartmentId));
}

const ALL = "/20160918/instanceConfigurations";
const ONE = `${ALL}/{instanceConfigurationId}`;

export const configurationRoutes: readonly Route[] = [
  { operation: "core/CreateInstanceConfiguration", method: "POST", path: ALL, handle: create },
  { operation: "core/ListInstanceConfigurations", method: "GET", path: ALL, handle: list },
  {
    operation: "core/GetInstanceConfiguration",
    method: "GET",
    path: ONE,
    handle: (call) => reply(call, need(call).id),
  },
  { operation: "core/UpdateInstanceConfiguration", method: "PUT", path: ONE, handle: update },
  { operation: "core/DeleteInstanceConfiguration", method: "DELETE", path: ONE, handle: remove },
  { operation: "core/LaunchInstanceConfiguration", method: "POST", path: `${ONE}/actions/launch`, handle: launchOne },
  {
    operation: "core/ChangeInstanceConfigurationCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
