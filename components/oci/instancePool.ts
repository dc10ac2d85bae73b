import * as pulumi from "@pulumi/pulumi";
import { AutoScalingConfiguration } from "@pulumi/oci/autoscaling/autoScalingConfiguration.js";
import { InstanceConfiguration } from "@pulumi/oci/core/instanceConfiguration.js";
import { InstancePool as Pool } from "@pulumi/oci/core/instancePool.js";
import { getAvailabilityDomainsOutput } from "@pulumi/oci/identity/getAvailabilityDomains.js";
import { ownName, refuse } from "@tidegate/faults";
import type { HistoryEntry, RolloutChoice } from "@tidegate/rollout";
import { ConfigurationShelf, SHELF_TAG, SurgeRollout } from "@tidegate/rollout";
import { BOOT_VOLUME_GBS, COOLDOWN_SECONDS } from "./defaults.ts";
import type { FreeformTags } from "./freeformTags.ts";
import { instancePoolFaults } from "./poolFaults.ts";
import type { ShapeChoice } from "./shapes.ts";

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
  /**
   * Freeform tags of the instances themselves. They are part of the instance configuration, as everything is that an instance
   * is: a change replaces every instance. So give what stays: the system, the environment. Default: none.
   */
  instanceTags?: FreeformTags;
  /**
   * Whether what instances read from their volumes and write to them is encrypted on its way. Platform images take it; most
   * images that were brought along don't: false for these. A change replaces every instance. Default: true.
   * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/enable-intransit-encryption.htm
   */
  inTransitEncryption?: boolean;
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
  /** How instances are replaced when they change. Default: RolloutKnobs' own. */
  rollout?: RolloutChoice;
  /** Any text. A change of it replaces every instance, though nothing else has changed. Default: none. */
  rolloutTrigger?: string;
  /** Folder for the pictures of each rollout, relative to the project's: `rollouts`. Default: none are made. */
  rolloutReport?: string;
  /**
   * OCID of an instance configuration that was kept: the pool runs that one instead of the one that these arguments
   * describe. It is how one goes back. Default: the program's own.
   */
  instanceConfigurationId?: string;
}

/**
 * Instances of one kind, as many as their CPU asks for, in a load balancer's backend set.
 *
 * A change of what instances are makes a new instance configuration, and the surge rollout brings the pool over to it,
 * instance by instance, before `pulumi up` ends. Configurations outlive their resource: the rollout keeps the last ones
 * for the way back and prunes the others, and the shelf takes the rest away with the pool.
 *
 * From its creation on, the pool's size belongs to the autoscaler and the rollout, and its configuration and freeform tags to
 * the rollout, so the pool's resource leaves them alone: `poolInitial` is where a new pool starts. The tags of the autoscaling
 * configuration are left alone too: a rollout leaves a mark there while it has switched it off. Oracle's provider would send
 * both as the state has them, without what the rollout has written since. A pool has one autoscaling configuration, so a
 * changed policy is deleted before its successor is made; that one moves the pool to `poolInitial` again.
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
  /** The instance configuration that serves. */
  readonly instanceConfigurationId: pulumi.Output<string>;
  /** The one that served before it; empty when none did. */
  readonly previousInstanceConfigurationId: pulumi.Output<string>;
  /** Who served from when to when, newest first. */
  readonly rolloutHistory: pulumi.Output<HistoryEntry[]>;
  readonly availabilityDomain: pulumi.Output<string>;
  /** What moves the pool; checks after a deploy refer to it. */
  readonly surgeRollout: SurgeRollout;

  constructor(name: string, args: InstancePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, instancePoolFaults(args, ownName));
    super("tidegate-oci:index:InstancePool", name, {}, opts);

    const { compartmentId } = args;
    this.availabilityDomain = args.availabilityDomain
      ? pulumi.output(args.availabilityDomain)
      : firstAvailabilityDomain(compartmentId, this);
    const shelf = new ConfigurationShelf(
      `${name}-shelf`,
      { compartmentId, regionalId: args.subnetId },
      { parent: this },
    );
    const configuration = this.configuration(name, args, shelf);
    const pool = this.pool(name, args, configuration, opts?.dependsOn);
    const autoscaling = this.autoscaling(name, args, pool);
    const rollout = this.rollout(name, args, { shelf, configuration, pool, autoscaling });

    this.surgeRollout = rollout;
    this.instancePoolId = pool.id;
    this.instanceConfigurationId = rollout.servingConfigurationId;
    this.previousInstanceConfigurationId = rollout.previousConfigurationId;
    this.rolloutHistory = rollout.history;
    this.registerOutputs({
      instancePoolId: this.instancePoolId,
      instanceConfigurationId: this.instanceConfigurationId,
      availabilityDomain: this.availabilityDomain,
    });
  }

  /** What an instance is. Its successor is made before it goes, and it stays in the cloud for the way back. */
  private configuration(name: string, args: InstancePoolArgs, shelf: ConfigurationShelf): InstanceConfiguration {
    const { compartmentId } = args;
    return new InstanceConfiguration(
      `${name}-configuration`,
      {
        compartmentId,
        displayName: name,
        freeformTags: { [SHELF_TAG]: shelf.id },
        instanceDetails: instanceDetails(name, args),
      },
      { parent: this, retainOnDelete: true },
    );
  }

  private pool(name: string, args: InstancePoolArgs, configuration: InstanceConfiguration, dependsOn: DependsOn): Pool {
    return new Pool(
      `${name}-pool`,
      {
        compartmentId: args.compartmentId,
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
      // The rollout keeps its record in the freeform tags: a new pool has the stack's, and they stay beside it.
      { parent: this, ignoreChanges: ["size", "instanceConfigurationId", "freeformTags"], dependsOn },
    );
  }

  private autoscaling(name: string, args: InstancePoolArgs, pool: Pool): AutoScalingConfiguration {
    return new AutoScalingConfiguration(
      `${name}-autoscaling`,
      {
        compartmentId: args.compartmentId,
        displayName: name,
        isEnabled: true,
        coolDownInSeconds: args.cooldownSeconds ?? COOLDOWN_SECONDS,
        autoScalingResources: { id: pool.id, type: "instancePool" },
        policies: [cpuPolicy(args)],
      },
      { parent: this, deleteBeforeReplace: true, ignoreChanges: ["freeformTags"] },
    );
  }

  private rollout(name: string, args: InstancePoolArgs, made: Made): SurgeRollout {
    const { shelf, configuration, pool, autoscaling } = made;
    const { compartmentId, loadBalancerId, backendSetName, backendPort, subnetId } = args;
    return new SurgeRollout(
      `${name}-rollout`,
      {
        ...args.rollout,
        instancePoolId: pool.id,
        compartmentId,
        loadBalancerId,
        backendSetName,
        backendPort,
        subnetId,
        shelf: shelf.id,
        targetConfigurationId: args.instanceConfigurationId ?? configuration.id,
        protect: [configuration.id],
        trigger: args.rolloutTrigger,
        report: args.rolloutReport === undefined ? undefined : { folder: args.rolloutReport },
      },
      { parent: this, dependsOn: [pool, autoscaling] },
    );
  }
}

interface Made {
  readonly shelf: ConfigurationShelf;
  readonly configuration: InstanceConfiguration;
  readonly pool: Pool;
  readonly autoscaling: AutoScalingConfiguration;
}

type DependsOn = pulumi.ComponentResourceOptions["dependsOn"];

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
      freeformTags: { ...args.instanceTags },
      isPvEncryptionInTransitEnabled: args.inTransitEncryption ?? true,
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
