/** How much of a flexible shape a launch asks for, held against what the shape offers. */
import type * as core from "oci-core/lib/model/index.js";
import { invalidParameter, missingParameter, notFound } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import { LEAST_MEMORY_PER_OCPU, MOST_MEMORY_PER_OCPU, SHAPES } from "./shape-catalogue.ts";
import type { OfferedShape } from "./shape-catalogue.ts";

export type ShapeRequest = Wire<core.LaunchInstanceShapeConfigDetails>;

/**
 * @throws ServiceError 400 without a name, 404 for a shape that isn't offered: OCI answers so for one that an
 * availability domain doesn't have
 */
export function needShape(name: string | undefined): OfferedShape {
  if (name === undefined) {
    throw missingParameter("shape is required.");
  }
  const offered = SHAPES.find((shape) => shape.name === name);
  if (offered === undefined) {
    const names = SHAPES.map((shape) => shape.name).join(", ");
    throw notFound(`shape ${name} not found. The rehearsal offers ${names}.`);
  }
  return offered;
}

/**
 * The configuration that an instance gets: OCPUs as asked for, memory as asked for or the shape's default.
 * @throws ServiceError 400 naming what is beyond the shape's limits
 */
export function shapeConfigOf(offered: OfferedShape, asked: ShapeRequest | undefined): Wire<core.InstanceShapeConfig> {
  const ocpus = asked?.ocpus ?? (asked?.vcpus === undefined ? undefined : asked.vcpus / offered.vcpusPerOcpu);
  if (ocpus === undefined) {
    throw missingParameter(`shapeConfig.ocpus is required: ${offered.name} is a flexible shape.`);
  }
  if (!Number.isInteger(ocpus) || ocpus < 1 || ocpus > offered.mostOcpus) {
    throw invalidParameter(
      `shapeConfig.ocpus must be a whole number from 1 to ${offered.mostOcpus} for ${offered.name}, not ${ocpus}.`,
    );
  }
  const memoryInGBs = asked?.memoryInGBs ?? Math.min(ocpus * offered.defaultMemoryPerOcpu, offered.mostMemory);
  checkMemory(offered, ocpus, memoryInGBs);
  return {
    ocpus,
    vcpus: ocpus * offered.vcpusPerOcpu,
    memoryInGBs,
    processorDescription: offered.processor,
    networkingBandwidthInGbps: Math.min(ocpus, offered.mostBandwidth),
    maxVnicAttachments: Math.min(Math.max(2, ocpus), offered.mostVnics),
    gpus: 0,
    localDisks: 0,
    ...(asked?.baselineOcpuUtilization && { baselineOcpuUtilization: asked.baselineOcpuUtilization }),
    ...(asked?.resourceManagement && { resourceManagement: asked.resourceManagement }),
  };
}

function checkMemory(offered: OfferedShape, ocpus: number, memoryInGBs: number): void {
  const least = ocpus * LEAST_MEMORY_PER_OCPU;
  const most = Math.min(ocpus * MOST_MEMORY_PER_OCPU, offered.mostMemory);
  if (memoryInGBs < least || memoryInGBs > most) {
    throw invalidParameter(
      `shapeConfig.memoryInGBs must be from ${least} to ${most} for ${offered.name} with ${ocpus} OCPUs, not ${memoryInGBs}.`,
    );
  }
}
