/**
 * Platform images. Every compartment sees them; nobody can change them.
 * @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Image/
 */
import type * as core from "oci-core/lib/model/index.js";
import { images } from "../../collections.ts";
import type { Moment } from "../../moment.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { IMAGES, TENANCY_ID } from "../../tenancy.ts";
import type { SeededImage } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { wantedState } from "./checks.ts";
import { SHAPES } from "./shape-catalogue.ts";
import { sorted } from "../shared/listing.ts";

const WEEK = 7 * 24 * 3600 * 1000;

/** Puts the tenancy's images into a new world, each a week newer than the one before. */
export function seedImages(moment: Moment): void {
  IMAGES.forEach((seeded, index) => {
    images.put(moment, seeded.id, imageOf(seeded, moment.now - (IMAGES.length - index) * WEEK));
  });
}

export function architectureOf(imageId: string): SeededImage["architecture"] | undefined {
  return IMAGES.find((image) => image.id === imageId)?.architecture;
}

function imageOf(seeded: SeededImage, created: number): Wire<core.Image> {
  return {
    id: seeded.id,
    compartmentId: TENANCY_ID,
    createImageAllowed: true,
    displayName: seeded.displayName,
    operatingSystem: seeded.operatingSystem,
    operatingSystemVersion: seeded.operatingSystemVersion,
    freeformTags: {},
    definedTags: {},
    launchMode: "NATIVE",
    launchOptions: {
      bootVolumeType: "PARAVIRTUALIZED",
      firmware: "UEFI_64",
      networkType: "PARAVIRTUALIZED",
      remoteDataVolumeType: "PARAVIRTUALIZED",
      isPvEncryptionInTransitEnabled: true,
      isConsistentVolumeNamingEnabled: true,
    },
    agentFeatures: { isMonitoringSupported: true, isManagementSupported: true },
    lifecycleState: "AVAILABLE",
    listingType: "NONE",
    sizeInMBs: 47694,
    billableSizeInGBs: 3,
    timeCreated: timestamp(created),
  };
}

function list(call: Call): Reply {
  const { compartmentId, displayName, operatingSystem, operatingSystemVersion, shape } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const found = filtered(images.list(call.world), {
    displayName,
    operatingSystem,
    operatingSystemVersion,
    lifecycleState: wantedState(call),
  });
  return {
    body: sorted(
      call,
      found.filter((image) => shape === undefined || runsOn(image.id, shape)),
      (item) => item.displayName ?? "",
    ),
  };
}

function runsOn(imageId: string, shape: string): boolean {
  return SHAPES.some(({ name, architecture }) => name === shape && architecture === architectureOf(imageId));
}

function show(call: Call): Reply {
  const { id } = images.need(call, call.params["imageId"] ?? "");
  return replyWith(images.get(call.world, id), images.etag(call.world, id));
}

export const imageRoutes: readonly Route[] = [
  { operation: "core/ListImages", method: "GET", path: "/20160918/images", handle: list },
  { operation: "core/GetImage", method: "GET", path: "/20160918/images/{imageId}", handle: show },
];
