/** @see https://docs.oracle.com/iaas/api/#/en/registry/20160918/ContainerImage/ */
import type {
  ContainerImage,
  LookupContainerImageByUriDetails,
  RemoveContainerVersionDetails,
  RestoreContainerImageDetails,
  UpdateContainerImageDetails,
} from "oci-artifacts/lib/model/index.js";
import { containerImages, containerRepositories } from "../../collections.ts";
import { incorrectState, invalidParameter, notFound } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE, USER_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { sorted } from "../shared/listing.ts";
import { picked } from "../shared/picked.ts";
import { isNamed, lookedIn, paged } from "./collection.ts";
import { countImages, findImage, freeTag, imagesOf, untag } from "./registry.ts";

/** A deleted image can be restored for so long: 48 hours. */
const RESTORABLE_SECONDS = 48 * 3600;

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

const vanishes = eventKind<{ id: string; etag: string }>("artifacts.imageVanishes", (moment, { id, etag }) => {
  // One that was restored, or deleted anew, has another etag by now.
  if (containerImages.etag(moment.world, id) === etag) {
    containerImages.remove(moment.world, id);
  }
});

function need(call: Call): Wire<ContainerImage> {
  return containerImages.need(call, call.params["imageId"] ?? "");
}

function needAvailable(call: Call): Wire<ContainerImage> {
  const image = need(call);
  if (image.lifecycleState !== "AVAILABLE") {
    throw incorrectState(`The image ${image.id} is ${image.lifecycleState}. Restore it first.`);
  }
  return image;
}

function show(call: Call, id = call.params["imageId"] ?? ""): Reply {
  const image = containerImages.need({ ...call, ifMatch: undefined }, id);
  return replyWith(image, containerImages.etag(call.world, id));
}

function list(call: Call): Reply {
  const { displayName, imageId, repositoryId, repositoryName, version, lifecycleState, imageDigest } = call.query;
  const isVersioned = call.query["isVersioned"];
  const filters = { id: imageId, repositoryId, version, lifecycleState, digest: imageDigest };
  const found = filtered(containerImages.list(call.world).filter(lookedIn(call)), filters)
    .filter((image) => isNamed(displayName, image.displayName) && isNamed(repositoryName, image.repositoryName))
    .filter((image) => isVersioned === undefined || image.versions.length > 0 === (isVersioned === "true"));
  const page = paged(
    call,
    sorted(call, found, (image) => image.displayName),
  );
  const items = page.items.map((image) => picked(image, SUMMARY));
  return { headers: page.headers, body: { items, remainingItemsCount: page.left } };
}

function update(call: Call): Reply {
  const { id } = needAvailable(call);
  containerImages.change(call, id, bodyOf<Wire<UpdateContainerImageDetails>>(call));
  return show(call);
}

function remove(call: Call): Reply {
  const { id, repositoryId } = needAvailable(call);
  containerImages.change(call, id, { lifecycleState: "DELETED" });
  vanishes.schedule(call, RESTORABLE_SECONDS, { id, etag: containerImages.etag(call.world, id) });
  countImages(call, repositoryId);
  return { status: 204 };
}

/** Brings a deleted image back, with the tag asked for, or with those of its own that no other image has by now. */
function restore(call: Call): Reply {
  const image = need(call);
  if (image.lifecycleState !== "DELETED") {
    throw incorrectState(`The image ${image.id} is ${image.lifecycleState}: only a deleted one can be restored.`);
  }
  const { version } = bodyOf<Wire<RestoreContainerImageDetails>>(call);
  const others = imagesOf(call.world, image.repositoryId).filter((other) => other.lifecycleState === "AVAILABLE");
  const taken = new Set(others.flatMap((other) => other.versions.map((one) => one.version)));
  let versions = image.versions.filter((one) => !taken.has(one.version));
  if (version !== undefined) {
    freeTag(call, containerRepositories.need({ ...call, ifMatch: undefined }, image.repositoryId), version);
    const added = { version, timeCreated: timestamp(call.now), createdBy: USER_ID };
    versions = [...versions.filter((one) => one.version !== version), added];
  }
  const last = versions.at(-1)?.version;
  const { version: before = "unknown", ...rest } = image;
  containerImages.put(call, image.id, {
    ...rest,
    lifecycleState: "AVAILABLE",
    versions,
    displayName: `${image.repositoryName}:${last ?? `${before}@${image.digest}`}`,
    ...(last !== undefined && { version: last }),
  });
  countImages(call, image.repositoryId);
  return show(call);
}

function removeVersion(call: Call): Reply {
  const image = needAvailable(call);
  const { version } = bodyOf<Wire<RemoveContainerVersionDetails>>(call);
  if (!image.versions.some((one) => one.version === version)) {
    throw notFound(`The image ${image.id} has no version ${version}.`);
  }
  untag(call, image, version);
  return show(call);
}

/** By `namespace/repository:version` or `namespace/repository@digest`. */
function lookup(call: Call): Reply {
  const { imageUri } = bodyOf<Wire<LookupContainerImageByUriDetails>>(call);
  const parts = /^([^/]+)\/([^:@]+)(?::([^@]+)|@(sha256:[0-9a-f]{64}))$/.exec(imageUri);
  if (parts === null) {
    throw invalidParameter(
      `imageUri must be namespace/repository:version or namespace/repository@digest, not ${imageUri}.`,
    );
  }
  const [, namespace = "", repositoryName = "", tag, digest] = parts;
  const image =
    tag === undefined
      ? containerImages.list(call.world).find((one) => {
          return namespace === NAMESPACE && one.repositoryName === repositoryName && one.digest === digest;
        })
      : findImage(call.world, { namespace, repositoryName, tag });
  if (image === undefined) {
    throw notFound(`No image is to be had as ${imageUri}.`);
  }
  return show(call, image.id);
}

const ALL = "/20160918/container/images";
const ONE = `${ALL}/{imageId}`;

export const imageEvents = [vanishes];

export const imageRoutes: readonly Route[] = [
  { operation: "artifacts/ListContainerImages", method: "GET", path: ALL, handle: list },
  { operation: "artifacts/GetContainerImage", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "artifacts/UpdateContainerImage", method: "PUT", path: ONE, handle: update },
  { operation: "artifacts/DeleteContainerImage", method: "DELETE", path: ONE, handle: remove },
  { operation: "artifacts/RestoreContainerImage", method: "POST", path: `${ONE}/actions/restore`, handle: restore },
  {
    operation: "artifacts/RemoveContainerVersion",
    method: "POST",
    path: `${ONE}/actions/removeVersion`,
    handle: removeVersion,
  },
  {
    operation: "artifacts/LookupContainerImageByUri",
    method: "POST",
    path: `${ALL}/actions/lookupImageByUri`,
    handle: lookup,
  },
];
