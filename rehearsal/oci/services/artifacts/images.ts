/** @see https://docs.oracle.com/iaas/api/#/en/registry/20160918/ContainerImage/ */
import { containerImages } from "../../collections.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { sorted } from "../shared/listing.ts";
import { picked } from "../shared/picked.ts";
import { countImages } from "./registry.ts";

const SUMMARY = [
  "compartmentId",
  "digest",
  "displayName",
  "id",
  "lifecycleState",
  "repositoryId",
  "repositoryName",
  "timeCreated",
  "version",
  "freeformTags",
  "definedTags",
  "systemTags",
] as const;

function show(call: Call): Reply {
  const image = containerImages.need(call, call.params["imageId"] ?? "");
  return replyWith(image, containerImages.etag(call.world, image.id));
}

function list(call: Call): Reply {
  const { compartmentId, displayName, imageId, repositoryId, repositoryName, version, lifecycleState } = call.query;
  const filters = { compartmentId, displayName, id: imageId, repositoryId, repositoryName, version, lifecycleState };
  const found = sorted(call, filtered(containerImages.list(call.world), filters), (image) => image.displayName);
  return { body: { items: found.map((image) => picked(image, SUMMARY)), remainingItemsCount: 0 } };
}

function remove(call: Call): Reply {
  const image = containerImages.need(call, call.params["imageId"] ?? "");
  containerImages.remove(call.world, image.id);
  countImages(call, image.repositoryId);
  return { status: 204 };
}

export const imageRoutes: readonly Route[] = [
  { operation: "artifacts/ListContainerImages", method: "GET", path: "/20160918/container/images", handle: list },
  { operation: "artifacts/GetContainerImage", method: "GET", path: "/20160918/container/images/{imageId}", handle: show },
  { operation: "artifacts/DeleteContainerImage", method: "DELETE", path: "/20160918/container/images/{imageId}", handle: remove },
];
