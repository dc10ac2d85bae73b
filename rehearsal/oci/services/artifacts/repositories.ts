/** @see https://docs.oracle.com/iaas/api/#/en/registry/20160918/ContainerRepository/ */
import type {
  ChangeContainerRepositoryCompartmentDetails,
  CreateContainerRepositoryDetails,
  UpdateContainerRepositoryDetails,
} from "oci-artifacts/lib/model/index.js";
import { containerImages, containerRepositories } from "../../collections.ts";
import { alreadyExists, invalidParameter } from "../../errors.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { picked } from "../shared/picked.ts";
import { needLength } from "../shared/refuse.ts";
import { isNamed, lookedIn, paged } from "./collection.ts";
import { addRepository, imagesOf } from "./registry.ts";

/** Parts of lower-case letters and digits, apart by one of . _ - and /, as image names have them. */
const NAME = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

const SUMMARY = [
  "compartmentId",
  "displayName",
  "id",
  "imageCount",
  "isPublic",
  "layerCount",
  "layersSizeInBytes",
  "lifecycleState",
  "timeCreated",
  "billableSizeInGBs",
  "namespace",
  "freeformTags",
  "definedTags",
  "systemTags",
] as const;

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateContainerRepositoryDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 255);
  if (!NAME.test(details.displayName)) {
    throw invalidParameter(
      `displayName must be lower-case letters and digits with . _ - / between, not ${details.displayName}.`,
    );
  }
  if (containerRepositories.list(call.world).some((one) => one.displayName === details.displayName)) {
    throw alreadyExists(`The tenancy has a repository ${details.displayName} already.`);
  }
  return show(call, addRepository(call, details).id);
}

function show(call: Call, id = call.params["repositoryId"] ?? ""): Reply {
  return replyWith(containerRepositories.need(call, id), containerRepositories.etag(call.world, id));
}

function list(call: Call): Reply {
  const { repositoryId, displayName, lifecycleState, isPublic } = call.query;
  const found = filtered(containerRepositories.list(call.world).filter(lookedIn(call)), {
    id: repositoryId,
    lifecycleState,
    isPublic: isPublic === undefined ? undefined : isPublic === "true",
  }).filter((repository) => isNamed(displayName, repository.displayName));
  const sum = (key: "layerCount" | "layersSizeInBytes" | "imageCount") =>
    found.reduce((total, one) => total + one[key], 0);
  const page = paged(
    call,
    sorted(call, found, (repository) => repository.displayName),
  );
  return {
    headers: page.headers,
    body: {
      items: page.items.map((one) => picked(one, SUMMARY)),
      layerCount: sum("layerCount"),
      layersSizeInBytes: sum("layersSizeInBytes"),
      imageCount: sum("imageCount"),
      remainingItemsCount: page.left,
      repositoryCount: found.length,
    },
  };
}

function update(call: Call): Reply {
  const { id } = containerRepositories.need(call, call.params["repositoryId"] ?? "");
  containerRepositories.change(call, id, bodyOf<Wire<UpdateContainerRepositoryDetails>>(call));
  return show({ ...call, ifMatch: undefined }, id);
}

/** Its images go with it, for good. */
function remove(call: Call): Reply {
  const { id } = containerRepositories.need(call, call.params["repositoryId"] ?? "");
  imagesOf(call.world, id).forEach((image) => containerImages.remove(call.world, image.id));
  containerRepositories.remove(call.world, id);
  return { status: 204 };
}

function changeCompartment(call: Call): Reply {
  const { id } = containerRepositories.need(call, call.params["repositoryId"] ?? "");
  const { compartmentId } = bodyOf<Wire<ChangeContainerRepositoryCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  containerRepositories.change(call, id, { compartmentId });
  imagesOf(call.world, id).forEach((image) => containerImages.change(call, image.id, { compartmentId }));
  return { status: 204, etag: containerRepositories.etag(call.world, id) };
}

const ALL = "/20160918/container/repositories";
const ONE = `${ALL}/{repositoryId}`;

export const repositoryRoutes: readonly Route[] = [
  { operation: "artifacts/CreateContainerRepository", method: "POST", path: ALL, handle: create },
  { operation: "artifacts/ListContainerRepositories", method: "GET", path: ALL, handle: list },
  { operation: "artifacts/GetContainerRepository", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "artifacts/UpdateContainerRepository", method: "PUT", path: ONE, handle: update },
  { operation: "artifacts/DeleteContainerRepository", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "artifacts/ChangeContainerRepositoryCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
