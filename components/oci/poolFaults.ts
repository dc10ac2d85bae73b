/** What is wrong with the arguments of an instance pool that are known before anything exists. */
import type { Fault, Label } from "@tidegate/faults";
import { ocidFaults, portFaults, wholeNumberFaults } from "@tidegate/faults";
import { folderFaults, knobFaults } from "@tidegate/rollout";
import { COOLDOWN_SECONDS } from "./defaults.ts";
import { freeformTagFaults } from "./freeformTags.ts";
import type { InstancePoolArgs } from "./instancePool.ts";
import type { ShapeChoice } from "./shapes.ts";
import { shapeFaults } from "./shapes.ts";

/** The arguments that a caller chooses, and that are known before anything exists. */
export type PoolChoice = ShapeChoice &
  Pick<
    InstancePoolArgs,
    | "backendPort"
    | "instanceImageId"
    | "instanceTags"
    | "inTransitEncryption"
    | "poolMin"
    | "poolMax"
    | "poolInitial"
    | "cpuScaleInPercent"
    | "cpuScaleOutPercent"
    | "cooldownSeconds"
    | "rollout"
    | "rolloutTrigger"
    | "rolloutReport"
    | "instanceConfigurationId"
  >;

/** What is wrong with the shape, the image, the sizes and the thresholds. */
export function instancePoolFaults(args: PoolChoice, label: Label): Fault[] {
  return [
    ...portFaults(label("backendPort"), args.backendPort),
    ...shapeFaults(args, label),
    ...ocidFaults(label("instanceImageId"), args.instanceImageId, "image"),
    ...freeformTagFaults(args.instanceTags ?? {}, (part) => label(`instanceTags.${part}`)),
    ...sizeFaults(args, label),
    ...thresholdFaults(args, label),
    ...wholeNumberFaults(label("cooldownSeconds"), args.cooldownSeconds ?? COOLDOWN_SECONDS, COOLDOWN_SECONDS, 86_400),
    ...rolloutFaults(args, label),
  ];
}

/** The pool's three sizes, each by itself, and only then against each other. */
function sizeFaults({ poolMin, poolMax, poolInitial }: PoolChoice, label: Label): Fault[] {
  const faults = [
    ...wholeNumberFaults(label("poolMin"), poolMin, 1, MOST_INSTANCES),
    ...wholeNumberFaults(label("poolMax"), poolMax, 1, MOST_INSTANCES),
  ];
  if (faults.length > 0) {
    return [...faults, ...wholeNumberFaults(label("poolInitial"), poolInitial, 1, MOST_INSTANCES)];
  }
  if (poolMin > poolMax) {
    return [{ path: label("poolMin"), given: poolMin, accepted: `at most ${label("poolMax")}, which is ${poolMax}` }];
  }
  return wholeNumberFaults(label("poolInitial"), poolInitial, poolMin, poolMax);
}

function thresholdFaults({ cpuScaleInPercent, cpuScaleOutPercent }: PoolChoice, label: Label): Fault[] {
  const faults = [
    ...wholeNumberFaults(label("cpuScaleInPercent"), cpuScaleInPercent, 1, 99),
    ...wholeNumberFaults(label("cpuScaleOutPercent"), cpuScaleOutPercent, 1, 99),
  ];
  if (faults.length > 0 || cpuScaleInPercent < cpuScaleOutPercent) {
    return faults;
  }
  const accepted = `less than ${label("cpuScaleOutPercent")}, which is ${cpuScaleOutPercent}`;
  return [{ path: label("cpuScaleInPercent"), given: cpuScaleInPercent, accepted }];
}

function rolloutFaults({ rollout, rolloutReport, instanceConfigurationId }: PoolChoice, label: Label): Fault[] {
  return [
    ...knobFaults(rollout ?? {}, (knob) => label(`rollout.${knob}`)),
    ...(rolloutReport === undefined ? [] : folderFaults(label("rolloutReport"), rolloutReport)),
    ...(instanceConfigurationId === undefined
      ? []
      : ocidFaults(label("instanceConfigurationId"), instanceConfigurationId, "instanceconfiguration")),
  ];
}

/** Far above what one system runs: it catches a slip of the finger. The tenancy's own limit may be lower. */
const MOST_INSTANCES = 100;
