/** A small OCI: one pool behind one backend set, its autoscaling configurations, and the shelf of instance configurations. */
import type { AutoscalingSeen } from "../../../../../components/rollout/plan/observation.ts";
import type { ConfigurationSeen } from "../../../../../components/rollout/drive/ports.ts";
import { Balancer } from "./balancer.ts";
import type { Kernel } from "./kernel.ts";
import { recover } from "./machine.ts";
import type { Machine, Making } from "./machine.ts";
import { Pool } from "./pool.ts";
import type { PoolSetup } from "./pool.ts";
import type { ProbeManner } from "./probes.ts";
import { Autoscaling, Configurations } from "./shelves.ts";
import { AT_START } from "../log.ts";

/** How a world stands when the story begins. */
export interface WorldSetup {
  readonly pool: PoolSetup;
  readonly port: number;
  /** Those that have been there for long, oldest first. */
  readonly members: readonly SettledMember[];
  readonly autoscaling: readonly AutoscalingSeen[];
  readonly configurations: readonly ConfigurationSeen[];
  /** What instances of a configuration are like; of one that isn't named: they boot, and are healthy. */
  readonly makings: Readonly<Record<string, Making>>;
  readonly probes: Readonly<Record<string, ProbeManner>>;
  /** Someone's own instance in the same compartment, launched by hand from this configuration. */
  readonly foreign?: string;
  /** Backends in the set that aren't the pool's. */
  readonly unmanaged: readonly string[];
}

export interface SettledMember {
  readonly configurationId: string;
  readonly how: "serving" | "ailing" | "STOPPED";
  /** After so many seconds an ailing one is healthy again. Without it: never. */
  readonly recoversAfter?: number;
  /** It was draining already: someone began, and did not end. */
  readonly draining?: boolean;
}

const GOOD: Making = { neverHealthy: 0 };

export class World {
  readonly kernel: Kernel;
  readonly pool: Pool;
  readonly balancer: Balancer;
  readonly autoscaling: Autoscaling;
  readonly configurations: Configurations;
  readonly foreign: Machine | undefined;
  readonly setup: WorldSetup;

  constructor(kernel: Kernel, setup: WorldSetup) {
    this.kernel = kernel;
    this.setup = setup;
    this.configurations = new Configurations(kernel, setup.configurations);
    this.autoscaling = new Autoscaling(kernel, setup.autoscaling);
    this.balancer = new Balancer(kernel, setup.port);
    this.pool = new Pool(kernel, this.balancer, (id) => setup.makings[id] ?? GOOD, setup.pool);
    for (const name of setup.unmanaged) this.balancer.put(name, AT_START);
    for (const { configurationId, how, draining, recoversAfter } of setup.members) {
      const machine = this.pool.settle(configurationId, how);
      if (recoversAfter !== undefined) recover(kernel, this.pool, machine, recoversAfter);
      if (draining === true) this.balancer.switchDrain(this.balancer.nameOf(machine), true, AT_START);
    }
    this.foreign = setup.foreign === undefined ? undefined : this.pool.settleForeign(setup.foreign);
  }
}
