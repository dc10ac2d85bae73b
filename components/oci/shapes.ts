/**
 * The flexible Arm shapes of virtual machines, and how far each one goes. A shape that Oracle adds is one line here.
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/References/computeshapes.htm#flexible
 */
import type { Fault, Label } from "@tidegate/faults";
import { wholeNumberFaults } from "@tidegate/faults";

export interface ArmShape {
  /** The most OCPUs that one instance may have. The least is 1. */
  readonly maxOcpus: number;
  /** The most memory that one instance may have, in GB. The least is 1 GB for each OCPU. */
  readonly maxMemoryGbs: number;
  /** The most memory for each OCPU, in GB. */
  readonly maxMemoryGbsPerOcpu: number;
}

export const ARM_SHAPES: Readonly<Record<string, ArmShape>> = {
  "VM.Standard.A1.Flex": { maxOcpus: 80, maxMemoryGbs: 512, maxMemoryGbsPerOcpu: 64 },
  "VM.Standard.A2.Flex": { maxOcpus: 78, maxMemoryGbs: 946, maxMemoryGbsPerOcpu: 64 },
  "VM.Standard.A4.Flex": { maxOcpus: 45, maxMemoryGbs: 700, maxMemoryGbsPerOcpu: 64 },
};

export interface ShapeChoice {
  readonly instanceShape: string;
  readonly instanceOcpus: number;
  readonly instanceMemoryGbs: number;
}

/** What is wrong with a shape and its size. Memory is judged only when the OCPUs are right. */
export function shapeFaults(choice: ShapeChoice, label: Label): Fault[] {
  const shape = ARM_SHAPES[choice.instanceShape];
  if (shape === undefined) {
    const accepted = `one of ${Object.keys(ARM_SHAPES).join(", ")}`;
    return [{ path: label("instanceShape"), given: choice.instanceShape, accepted }];
  }
  const faults = wholeNumberFaults(label("instanceOcpus"), choice.instanceOcpus, 1, shape.maxOcpus);
  const most = Math.min(shape.maxMemoryGbs, choice.instanceOcpus * shape.maxMemoryGbsPerOcpu);
  return faults.length > 0
    ? faults
    : wholeNumberFaults(label("instanceMemoryGbs"), choice.instanceMemoryGbs, choice.instanceOcpus, most);
}
