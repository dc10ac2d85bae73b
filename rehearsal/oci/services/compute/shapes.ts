/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Shape/ListShapes */
import { images } from "../../collections.ts";
import { notFound } from "../../errors.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { checkAvailabilityDomain } from "./checks.ts";
import { architectureOf } from "./images.ts";
import { SHAPES, shapeOf } from "./shape-catalogue.ts";
import type { OfferedShape } from "./shape-catalogue.ts";

function list(call: Call): Reply {
  const { compartmentId, availabilityDomain, imageId, shape } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  if (availabilityDomain !== undefined) {
    checkAvailabilityDomain(availabilityDomain);
  }
  const offered = imageId === undefined ? SHAPES : shapesFor(call, imageId);
  return { body: offered.filter(({ name }) => shape === undefined || name === shape).map(shapeOf) };
}

function listCompatible(call: Call): Reply {
  const imageId = call.params["imageId"] ?? "";
  return { body: shapesFor(call, imageId).map((shape) => entryOf(imageId, shape)) };
}

function showCompatible(call: Call): Reply {
  const { imageId = "", shapeName = "" } = call.params;
  const shape = shapesFor(call, imageId).find(({ name }) => name === shapeName);
  if (shape === undefined) {
    throw notFound(`The image ${imageId} is not compatible with a shape ${shapeName}.`);
  }
  return { body: entryOf(imageId, shape) };
}

function shapesFor(call: Call, imageId: string): OfferedShape[] {
  const { id } = images.need({ world: call.world, now: call.now }, imageId);
  return SHAPES.filter((shape) => shape.architecture === architectureOf(id));
}

function entryOf(imageId: string, shape: OfferedShape): object {
  return {
    imageId,
    shape: shape.name,
    ocpuConstraints: { min: 1, max: shape.mostOcpus },
    memoryConstraints: { minInGBs: 1, maxInGBs: shape.mostMemory },
  };
}

const COMPATIBLE = "/20160918/images/{imageId}/shapes";

export const shapeRoutes: readonly Route[] = [
  { operation: "core/ListShapes", method: "GET", path: "/20160918/shapes", handle: list },
  { operation: "core/ListImageShapeCompatibilityEntries", method: "GET", path: COMPATIBLE, handle: listCompatible },
  {
    operation: "core/GetImageShapeCompatibilityEntry",
    method: "GET",
    path: `${COMPATIBLE}/{shapeName}`,
    handle: showCompatible,
  },
];
