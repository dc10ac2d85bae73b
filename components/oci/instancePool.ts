import * as pulumi from "@pulumi/pulumi";
import { AutoScalingConfiguration } from "@pulumi/oci/autoscaling/autoScalingConfiguration.js";
import { InstanceConfiguration } from "@pulumi/oci/core/instanceConfiguration.js";
import { InstancePool as Pool } from "@pulumi/oci/core/instancePool.js";
import { getAvailabilityDomainsOutput } from "@pulumi/oci/identity/getAvailabilityDomains.js";
import { ocidFaults, portFaults, wholeNumberFaults } from "./checks.ts";
import { BOOT_VOLUME_GBS, COOLDOWN_SECONDS } from "./defaults.ts";
import type { Fault, Label } from "./faults.ts";
import { ownName, refuse } from "./faults.ts";
import type { ShapeChoice } from "./shapes.ts";
import { shapeFaults } from "./shapes.ts";

export interface InstancePoolArgs extends ShapeChoice {
  /** OCID of the compartment that holds the pool and its instances. */
  compartmentId: pulumi.Input<string>;
  /** The availability domain that instances start in, `tIdG:EU-FRANKFURT-1-AD-1`. Default: the first one. */
  availabilityDomain?: string;
  /** OCID of the private subnet. */
  subnetId: pulumi.Input<string>;
  /** OCID of the instances' network security group. */
  nsgId: pulumi.Input<string>;
  /** The load balancer and the backend set that the pool puts its instances in. */
  loadBalancerId: pulumi.Input<string>;
  backendSetName: pulumi.Input<string>;
  /** The TCP port of the instances' backends, 1 to 65535. */
  backendPort: number;
  /** An Arm flexible shape: `VM.Standard.A1.Flex`. See ARM_SHAPES. */
  instanceShape: string;
  /** OCPUs of an instance. */
  instanceOcpus: number;
  /** Memory of an instance, in GB: 1 to 64 for each OCPU. */
  instanceMemoryGbs: number;
  /** OCID of the image: Oracle Linux 9 for Arm (aarch64). */
  instanceImageId: string;
  /** Cloud-init's text, in base64. */
  userData: pulumi.Input<string>;
  /** The fewest instances, 1 or more. */
  poolMin: number;
  /** The most instances. */
  poolMax: number;
  /** Instances that the pool starts with, from `poolMin` to `poolMax`. */
  poolInitial: number;
  /** Average CPU of the pool, in per cent, above which one instance is added. */
  cpuScaleOutPercent: number;
  /** Average CPU of the pool, in per cent, below which one instance is taken away. */
  cpuScaleInPercent: number;
  /** Seconds between two moves of the autoscaler, 300 or more. Default: 300. */
  cooldownSeconds?: number;
}

/**
 * Instances of one kind, as many as their CPU asks for, in a load balancer's backend set.
 *
 * A change of what instances are makes a new instance configuration, points the pool at it and deletes the old one,
 * in that order: none of the names need be unique. OCI applies it to instances that start from then on; those that run
 * stay as they are until they are replaced.
 *
 * The pool's size belongs to the autoscaler from its creation on, so updates leave it alone: `poolInitial` is where a new
 * pool starts. A pool has one autoscaling configuration, so a changed policy is deleted before its successor is made;
 * that one moves the pool to `poolInitial` again.
 *
 * What `opts.dependsOn` names exists before the first instance starts, and is deleted after the last one has gone: give
 * it what a boot needs, and what must not be taken away under running instances (listener, security rules, policy).
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/creatinginstancepool.htm
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/autoscalinginstancepools.htm
 */
export class InstancePool extends pulumi.ComponentResource {
  readonly instancePoolId: pulumi.Output<string>;
  readonly instanceConfigurationId: pulumi.Output<string>;
  readonly availabilityDomain: pulumi.Output<string>;

  constructor(name: string, args: InstancePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, instancePoolFaults(args, ownName));
    super("tidegate-oci:index:InstancePool", name, {}, opts);

    const { compartmentId } = args;
    this.availabilityDomain = args.availabilityDomain
      ? pulumi.output(args.availabilityDomain)
      : firstAvailabilityDomain(compartmentId, this);
    const configuration = new InstanceConfiguration(
      `${name}-configuration`,
      { compartmentId, displayName: name, instanceDetails: instanceDetails(name, args) },
      { parent: this },
    );
    const pool = new Pool(
      `${name}-pool`,
      {
        compartmentId,
        displayName: name,
        instanceConfigurationId: configuration.id,
        size: args.poolInitial,
        placementConfigurations: [{ availabilityDomain: this.availabilityDomain, primarySubnetId: args.subnetId }],
        loadBalancers: [
          {
            loadBalancerId: args.loadBalancerId,
            backendSetName: args.backendSetName,
            port: args.backendPort,
            vnicSelection: "PrimaryVnic",
          },
        ],
      },
      { parent: this, ignoreChanges: ["size"], dependsOn: opts?.dependsOn },
    );
    new AutoScalingConfiguration(
      `${name}-autoscaling`,
      {
        compartmentId,
        displayName: name,
        isEnabled: true,
        coolDownInSeconds: args.cooldownSeconds ?? COOLDOWN_SECONDS,
        autoScalingResources: { id: pool.id, type: "instancePool" },
        policies: [cpuPolicy(args)],
      },
      { parent: this, deleteBeforeReplace: true },
    );

    this.instancePoolId = pool.id;
    this.instanceConfigurationId = configuration.id;
    this.registerOutputs({
      instancePoolId: this.instancePoolId,
      instanceConfigurationId: this.instanceConfigurationId,
      availabilityDomain: this.availabilityDomain,
    });
  }
}

/** What is wrong with the shape, the image, the sizes and the thresholds. */
export function instancePoolFaults(args: PoolChoice, label: Label): Fault[] {
  return [
    ...portFaults(label("backendPort"), args.backendPort),
    ...shapeFaults(args, label),
    ...ocidFaults(label("instanceImageId"), args.instanceImageId, "image"),
    ...sizeFaults(args, label),
    ...thresholdFaults(args, label),
    ...wholeNumberFaults(label("cooldownSeconds"), args.cooldownSeconds ?? COOLDOWN_SECONDS, COOLDOWN_SECONDS, 86_400),
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

/** The arguments that a caller chooses, and that are known before anything exists. */
export type PoolChoice = ShapeChoice &
  Pick<
    InstancePoolArgs,
    | "backendPort"
    | "instanceImageId"
    | "poolMin"
    | "poolMax"
    | "poolInitial"
    | "cpuScaleInPercent"
    | "cpuScaleOutPercent"
    | "cooldownSeconds"
  >;

/** Far above what one system runs: it catches a slip of the finger. The tenancy's own limit may be lower. */
const MOST_INSTANCES = 100;

/** What each instance is: its size, image, network card, agent and first boot. */
function instanceDetails(name: string, args: InstancePoolArgs) {
  return {
    instanceType: "compute",
    launchDetails: {
      compartmentId: args.compartmentId,
      displayName: name,
      shape: args.instanceShape,
      shapeConfig: { ocpus: args.instanceOcpus, memoryInGbs: args.instanceMemoryGbs },
      sourceDetails: {
        sourceType: "image",
        imageId: args.instanceImageId,
        bootVolumeSizeInGbs: String(BOOT_VOLUME_GBS),
      },
      createVnicDetails: { subnetId: args.subnetId, nsgIds: [args.nsgId], assignPublicIp: false },
      // Version 1 of the metadata service answers any request, also one that a program was tricked into.
      instanceOptions: { areLegacyImdsEndpointsDisabled: true },
      agentConfig: {
        isManagementDisabled: false,
        isMonitoringDisabled: false,
        pluginsConfigs: [{ name: "Custom Logs Monitoring", desiredState: "ENABLED" }],
      },
      metadata: { user_data: args.userData },
    },
  };
}

/** One instance more above the one threshold, one fewer below the other. */
function cpuPolicy(args: InstancePoolArgs) {
  const rule = (displayName: string, value: number, operator: string, threshold: number) => ({
    displayName,
    action: { type: "CHANGE_COUNT_BY", value },
    metric: { metricType: "CPU_UTILIZATION", threshold: { operator, value: threshold } },
  });
  return {
    displayName: "cpu",
    policyType: "threshold",
    isEnabled: true,
    capacity: { initial: args.poolInitial, min: args.poolMin, max: args.poolMax },
    rules: [rule("scale-out", 1, "GT", args.cpuScaleOutPercent), rule("scale-in", -1, "LT", args.cpuScaleInPercent)],
  };
}

function firstAvailabilityDomain(compartmentId: pulumi.Input<string>, parent: pulumi.Resource) {
  return getAvailabilityDomainsOutput({ compartmentId }, { parent }).apply(({ availabilityDomains }) => {
    const first = availabilityDomains[0];
    if (first === undefined) {
      throw new Error("The region lists no availability domain. Check the provider's region (oci:region) and access.");
    }
    return first.name;
  });
}
