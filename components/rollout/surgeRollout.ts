import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "@tidegate/faults";
import { ownName, portFaults, refuse } from "@tidegate/faults";
import type { RolloutChoice } from "./choice.ts";
import { folderFaults, knobFaults } from "./faults.ts";
import type { HistoryEntry } from "./provider/history.ts";
import type { SurgeRolloutInputs } from "./provider/properties.ts";
import { PROVIDER_KEY, providerText } from "./provider/text.ts";

export interface SurgeRolloutArgs extends RolloutChoice {
  /** OCID of the instance pool. Its size and instance configuration belong to the rollout: the pool's resource ignores both. */
  instancePoolId: pulumi.Input<string>;
  /** OCID of the compartment that holds the pool. */
  compartmentId: pulumi.Input<string>;
  /** OCID of the load balancer that the pool is attached to. */
  loadBalancerId: pulumi.Input<string>;
  /** Name of the backend set that the pool puts its instances in. */
  backendSetName: pulumi.Input<string>;
  /** The TCP port of the instances' backends, 1 to 65535. */
  backendPort: number;
  /** Id of the ConfigurationShelf: of what stands on it, the rollout prunes what `keepConfigurations` doesn't keep. */
  shelf: pulumi.Input<string>;
  /** OCID of the instance configuration that the pool is to run. */
  targetConfigurationId: pulumi.Input<string>;
  /**
   * OCIDs of instance configurations that are never pruned: the program's own, for one, while it asks for another one.
   * Default: none.
   */
  protect?: pulumi.Input<string>[];
  /** OCID of the subnet whose VNIC gives an instance's address. Default: the primary VNIC. */
  subnetId?: pulumi.Input<string>;
  /** Any text. A change of it replaces every instance, also those that run the target. Default: none. */
  trigger?: string;
  /** Where the timeline of each rollout is written, as SVG and HTML. Default: nowhere. */
  report?: {
    /** A folder relative to the project's, as in `rollouts`. It is made when it isn't there. */
    folder: string;
  };
}

/**
 * Moves an instance pool to an instance configuration, one instance after the other, and never below the capacity asked
 * for. `pulumi up` waits for it, shows each step, and fails when the rollout does; then the state says what truly runs,
 * and the next `up` tries again.
 *
 * Give it the pool and its autoscaling in `dependsOn`: it suspends the autoscaler while it works, and restores it.
 *
 * The program's own package must list `@tidegate/rollout` among its dependencies: the engine loads the provider from the
 * program's folder. Credentials come from the environment, as Oracle's command line takes them.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 */
export class SurgeRollout extends pulumi.CustomResource {
  /** OCID of the instance configuration that the pool points at. */
  declare readonly servingConfigurationId: pulumi.Output<string>;
  /** OCID of the one that served before; empty when none did. */
  declare readonly previousConfigurationId: pulumi.Output<string>;
  /** Since when it serves; ISO 8601, UTC. */
  declare readonly servingSince: pulumi.Output<string>;
  /** How the last rollout ended: `moved`, `unchanged`, `returned` or `halted`; `unfinished` while one is under way. */
  declare readonly outcome: pulumi.Output<string>;
  /** Who served from when to when, newest first, 50 at most. */
  declare readonly history: pulumi.Output<HistoryEntry[]>;
  /** Paths of the last rollout's pictures, relative to the project's folder; empty without a report. */
  declare readonly reportFiles: pulumi.Output<string[]>;

  /** What it was asked for, once all of it is known: a SmokeCheck that rolls back asks for another target. */
  readonly request: pulumi.Output<SurgeRolloutInputs>;

  constructor(name: string, args: SurgeRolloutArgs, opts?: pulumi.CustomResourceOptions) {
    refuse(name, surgeRolloutFaults(args));
    const props = { ...args, ...OUTPUTS, [PROVIDER_KEY]: providerText("surgeRollout") };
    super("pulumi-nodejs:dynamic/rollout:SurgeRollout", name, props, opts);
    this.request = pulumi.output({ ...args });
  }
}

/** What is wrong with the plain values. The provider judges the others as soon as they are known. */
function surgeRolloutFaults(args: SurgeRolloutArgs): Fault[] {
  return [
    ...portFaults("backendPort", args.backendPort),
    ...knobFaults(args, ownName),
    ...(args.report === undefined ? [] : folderFaults("report.folder", args.report.folder)),
  ];
}

/** Properties without a value here become outputs that the provider fills. */
const OUTPUTS = {
  servingConfigurationId: undefined,
  previousConfigurationId: undefined,
  servingSince: undefined,
  outcome: undefined,
  history: undefined,
  reportFiles: undefined,
};
