/** Autoscaling configurations, and the shelf of instance configurations. */
import type { AutoscalingSeen, Instant } from "../../../../../components/rollout/plan/observation.ts";
import { PortError } from "../../../../../components/rollout/drive/ports.ts";
import type { ConfigurationSeen } from "../../../../../components/rollout/drive/ports.ts";
import type { Kernel } from "./kernel.ts";
import { View } from "./view.ts";
import { AT_START } from "../log.ts";
import type { Origin } from "../log.ts";

export class Autoscaling {
  readonly seen: View<readonly AutoscalingSeen[]>;
  private readonly kernel: Kernel;
  private readonly all = new Map<string, AutoscalingSeen>();

  constructor(kernel: Kernel, all: readonly AutoscalingSeen[]) {
    this.kernel = kernel;
    this.seen = new View(kernel, () => [...this.all.values()]);
    for (const one of all) this.put(one, AT_START);
  }

  suspend(id: string, origin: Origin): void {
    this.need(id);
    this.put({ id, enabled: false, suspended: true }, origin);
  }

  restore(id: string, origin: Origin): void {
    this.need(id);
    this.put({ id, enabled: true, suspended: false }, origin);
  }

  /** As a person does in the console: the mark stays as it is. */
  enable(id: string, origin: Origin): void {
    this.put({ ...this.need(id), enabled: true }, origin);
  }

  ids(): string[] {
    return [...this.all.keys()];
  }

  isAwake(): boolean {
    return [...this.all.values()].some(({ enabled }) => enabled);
  }

  private need(id: string): AutoscalingSeen {
    const found = this.all.get(id);
    if (found === undefined) throw new PortError("not-found", `There is no autoscaling configuration ${id}.`);
    return found;
  }

  private put(one: AutoscalingSeen, origin: Origin): void {
    this.seen.touch();
    this.all.set(one.id, one);
    this.kernel.log({ kind: "autoscaling", at: this.kernel.time.now, ...one, origin });
  }
}

export class Configurations {
  readonly seen: View<readonly ConfigurationSeen[]>;
  private readonly kernel: Kernel;
  private readonly all = new Map<string, Instant>();

  constructor(kernel: Kernel, all: readonly ConfigurationSeen[]) {
    this.kernel = kernel;
    this.seen = new View(kernel, () => [...this.all].map(([id, createdAt]) => ({ id, createdAt })));
    for (const { id, createdAt } of all) {
      this.all.set(id, createdAt);
      kernel.log({ kind: "configuration", at: kernel.time.now, id, there: true, origin: AT_START });
    }
  }

  has(id: string): boolean {
    return this.all.has(id);
  }

  /** One that is gone already is no error. */
  remove(id: string, poolPointsAt: string, origin: Origin): void {
    if (id === poolPointsAt) throw new PortError("conflict", `409 Conflict: the pool points at ${id}.`);
    if (!this.all.has(id)) return;
    this.seen.touch();
    this.all.delete(id);
    this.kernel.log({ kind: "configuration", at: this.kernel.time.now, id, there: false, origin });
  }
}
