/** What a launch is held against before anything is made. */
import type * as core from "oci-core/lib/model/index.js";
import { images, subnets } from "../../collections.ts";
import { invalidParameter, missingParameter, notFound, notFoundResource } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { checkNsgs } from "../network/vnic.ts";
import { needKind } from "../shared/refuse.ts";
import { checkAvailabilityDomain, checkDisplayName, checkFaultDomain } from "./checks.ts";
import { architectureOf } from "./images.ts";
import type { OfferedShape } from "./shape-catalogue.ts";
import { needShape, shapeConfigOf } from "./shape-config.ts";

export type LaunchDetails = Wire<core.LaunchInstanceDetails>;

/** What a launch comes to, once everything that it refers to is known to be there. */
export interface CheckedLaunch {
  readonly shape: OfferedShape;
  readonly shapeConfig: Wire<core.InstanceShapeConfig>;
  readonly imageId: string;
  readonly subnetId: string;
}

/** Bytes that metadata and extendedMetadata may have together. */
const MOST_METADATA = 32_000;
const LEAST_BOOT_VOLUME = 50;
const MOST_BOOT_VOLUME = 32_768;

/** @throws ServiceError 400 or 404 naming what is wrong */
export function checkLaunch(world: World, details: LaunchDetails): CheckedLaunch {
  needCompartment(world, details.compartmentId);
  checkAvailabilityDomain(details.availabilityDomain);
  checkDisplayName(details.displayName);
  if (details.faultDomain) {
    checkFaultDomain(details.faultDomain);
  }
  checkMetadata(details);
  if (details.launchVolumeAttachments?.length) {
    throw invalidParameter("launchVolumeAttachments can't be given: the rehearsal has no block volumes.");
  }
  const shape = needShape(details.shape);
  const shapeConfig = shapeConfigOf(shape, details.shapeConfig);
  const imageId = needImage(world, details, shape);
  checkInTransit(world, details, imageId);
  return { shape, shapeConfig, imageId, subnetId: needSubnet(world, details) };
}

/** @throws ServiceError 400 where metadata is too long, or user data is no base64 */
export function checkMetadata(details: Pick<LaunchDetails, "metadata" | "extendedMetadata">): void {
  const parts = [details.metadata, details.extendedMetadata];
  const size = parts.reduce((sum, part) => sum + Buffer.byteLength(JSON.stringify(part ?? {})), 0);
  if (size > MOST_METADATA) {
    throw invalidParameter(
      `metadata and extendedMetadata may have ${MOST_METADATA} bytes together, and have ${size}. Shorten user_data.`,
    );
  }
  const userData = details.metadata?.["user_data"];
  if (userData !== undefined && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    throw invalidParameter("metadata.user_data must be base64: encode cloud-init's text before passing it.");
  }
}

/**
 * Encryption in transit is for paravirtualised volumes, and for images that say they take it: platform images do, most that
 * were brought along don't. Each shape here is a virtual machine's, and takes it.
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/enable-intransit-encryption.htm
 */
function checkInTransit(world: World, details: LaunchDetails, imageId: string): void {
  const { launchOptions } = details;
  if (!(details.isPvEncryptionInTransitEnabled ?? launchOptions?.isPvEncryptionInTransitEnabled)) {
    return;
  }
  for (const option of ["bootVolumeType", "remoteDataVolumeType"] as const) {
    const type = launchOptions?.[option] ?? PARAVIRTUALIZED;
    if (type !== PARAVIRTUALIZED) {
      throw invalidParameter(
        `isPvEncryptionInTransitEnabled can't be true where launchOptions.${option} is ${type}: it is for ${PARAVIRTUALIZED}.`,
      );
    }
  }
  if (images.get(world, imageId)?.launchOptions?.isPvEncryptionInTransitEnabled !== true) {
    throw invalidParameter(`isPvEncryptionInTransitEnabled can't be true: the image ${imageId} doesn't take it.`);
  }
}

const PARAVIRTUALIZED = "PARAVIRTUALIZED";

function needImage(world: World, details: LaunchDetails, shape: OfferedShape): string {
  const source = details.sourceDetails;
  if (source?.sourceType === "bootVolume") {
    throw notFound(
      "sourceDetails.bootVolumeId not found: the rehearsal has no boot volumes. Use a source of type image.",
    );
  }
  const via: Partial<Wire<core.InstanceSourceViaImageDetails>> | undefined = source;
  const imageId =
    via?.imageId ?? details.imageId ?? newestMatching(world, via?.instanceSourceImageFilterDetails, shape);
  if (imageId === undefined) {
    throw missingParameter("sourceDetails is required: its imageId says what the instance boots from.");
  }
  needKind("sourceDetails.imageId", imageId, "image");
  if (images.get(world, imageId) === undefined) {
    throw notFoundResource(imageId);
  }
  if (architectureOf(imageId) !== shape.architecture) {
    throw invalidParameter(
      `Shape ${shape.name} is not valid for image ${imageId}: the image is ${architectureOf(imageId)}, the shape ${shape.architecture}.`,
    );
  }
  checkBootVolume(via?.bootVolumeSizeInGBs);
  return imageId;
}

function newestMatching(
  world: World,
  filter: Wire<core.InstanceSourceImageFilterDetails> | undefined,
  shape: OfferedShape,
): string | undefined {
  if (filter === undefined) {
    return undefined;
  }
  const fitting = images.list(world).filter((image) => {
    const { operatingSystem, operatingSystemVersion } = filter;
    return (
      architectureOf(image.id) === shape.architecture &&
      (operatingSystem === undefined || image.operatingSystem === operatingSystem) &&
      (operatingSystemVersion === undefined || image.operatingSystemVersion === operatingSystemVersion)
    );
  });
  const newest = fitting.sort((one, other) => (one.timeCreated < other.timeCreated ? 1 : -1))[0];
  if (newest === undefined) {
    throw notFound(`No image for ${shape.name} agrees with sourceDetails.instanceSourceImageFilterDetails.`);
  }
  return newest.id;
}

function checkBootVolume(size: number | undefined | null): void {
  if (size !== undefined && size !== null && (size < LEAST_BOOT_VOLUME || size > MOST_BOOT_VOLUME)) {
    throw invalidParameter(
      `sourceDetails.bootVolumeSizeInGBs must be from ${LEAST_BOOT_VOLUME} to ${MOST_BOOT_VOLUME}, not ${size}.`,
    );
  }
}

function needSubnet(world: World, details: LaunchDetails): string {
  const subnetId = details.createVnicDetails?.subnetId ?? details.subnetId;
  if (subnetId === undefined) {
    throw missingParameter("createVnicDetails.subnetId is required.");
  }
  needKind("createVnicDetails.subnetId", subnetId, "subnet");
  const subnet = subnets.get(world, subnetId);
  if (subnet === undefined) {
    throw notFoundResource(subnetId);
  }
  if (subnet.availabilityDomain && subnet.availabilityDomain !== details.availabilityDomain) {
    throw invalidParameter(
      `The subnet ${subnetId} is in ${subnet.availabilityDomain}, the instance would be in ${details.availabilityDomain}.`,
    );
  }
  checkNsgs(world, subnet.vcnId, details.createVnicDetails?.nsgIds ?? []);
  return subnetId;
}
