/**
 * The shapes that the rehearsal offers, with the limits that Oracle documents.
 * @see https://docs.oracle.com/iaas/Content/Compute/References/computeshapes.htm#flexible
 */
import type * as core from "oci-core/lib/model/index.js";
import type { SeededImage } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";

export interface OfferedShape {
  readonly name: string;
  readonly architecture: SeededImage["architecture"];
  readonly processor: string;
  readonly vcpusPerOcpu: number;
  readonly mostOcpus: number;
  /** Gigabytes. */
  readonly mostMemory: number;
  /** Gigabytes for each OCPU, where the launch doesn't say. */
  readonly defaultMemoryPerOcpu: number;
  /** Gigabits per second; each OCPU brings one. */
  readonly mostBandwidth: number;
  readonly mostVnics: number;
  readonly billing: "LIMITED_FREE" | "PAID";
}

/** Gigabytes for each OCPU, for all of these shapes. */
export const LEAST_MEMORY_PER_OCPU = 1;
export const MOST_MEMORY_PER_OCPU = 64;
const LEAST_VNICS = 2;

export const SHAPES: readonly OfferedShape[] = [
  {
    name: "VM.Standard.A1.Flex",
    architecture: "aarch64",
    processor: "3.0 GHz Ampere® Altra™",
    vcpusPerOcpu: 1,
    mostOcpus: 80,
    mostMemory: 512,
    defaultMemoryPerOcpu: 6,
    mostBandwidth: 40,
    mostVnics: 24,
    billing: "LIMITED_FREE",
  },
  {
    name: "VM.Standard.A2.Flex",
    architecture: "aarch64",
    processor: "3.0 GHz AmpereOne®",
    vcpusPerOcpu: 2,
    mostOcpus: 78,
    mostMemory: 946,
    defaultMemoryPerOcpu: 6,
    mostBandwidth: 78,
    mostVnics: 24,
    billing: "PAID",
  },
  {
    name: "VM.Standard.E4.Flex",
    architecture: "x86_64",
    processor: "2.55 GHz AMD EPYC™ 7J13 (Milan)",
    vcpusPerOcpu: 2,
    mostOcpus: 114,
    mostMemory: 1760,
    defaultMemoryPerOcpu: 16,
    mostBandwidth: 40,
    mostVnics: 24,
    billing: "PAID",
  },
  {
    name: "VM.Standard.E5.Flex",
    architecture: "x86_64",
    processor: "2.4 GHz AMD EPYC™ 9J14 (Genoa)",
    vcpusPerOcpu: 2,
    mostOcpus: 126,
    mostMemory: 1049,
    defaultMemoryPerOcpu: 12,
    mostBandwidth: 40,
    mostVnics: 24,
    billing: "PAID",
  },
];

/** A shape as the API shows it: with one OCPU, and the options to have more. */
export function shapeOf(offered: OfferedShape): Wire<core.Shape> {
  return {
    shape: offered.name,
    processorDescription: offered.processor,
    ocpus: 1,
    memoryInGBs: offered.defaultMemoryPerOcpu,
    networkPorts: 1,
    networkingBandwidthInGbps: 1,
    maxVnicAttachments: LEAST_VNICS,
    gpus: 0,
    localDisks: 0,
    rdmaPorts: 0,
    rdmaBandwidthInGbps: 0,
    isLiveMigrationSupported: true,
    isFlexible: true,
    isSubcore: false,
    isBilledForStoppedInstance: false,
    billingType: offered.billing,
    baselineOcpuUtilizations: ["BASELINE_1_1"],
    ocpuOptions: { min: 1, max: offered.mostOcpus, maxPerNumaNode: offered.mostOcpus },
    memoryOptions: {
      minInGBs: 1,
      maxInGBs: offered.mostMemory,
      defaultPerOcpuInGBs: offered.defaultMemoryPerOcpu,
      minPerOcpuInGBs: LEAST_MEMORY_PER_OCPU,
      maxPerOcpuInGBs: MOST_MEMORY_PER_OCPU,
      maxPerNumaNodeInGBs: offered.mostMemory,
    },
    networkingBandwidthOptions: { minInGbps: 1, maxInGbps: offered.mostBandwidth, defaultPerOcpuInGbps: 1 },
    maxVnicAttachmentOptions: { min: LEAST_VNICS, max: offered.mostVnics, defaultPerOcpu: 1 },
    resizeCompatibleShapes: SHAPES.filter((other) => other.architecture === offered.architecture).map(
      (other) => other.name,
    ),
    quotaNames: [],
    platformNames: [],
  };
}
