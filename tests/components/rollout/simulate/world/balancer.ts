/** The backend set. Its changes are accepted at once and take effect one after the other, a little later. */
import type { BackendSeen } from "../../../../../components/rollout/plan/observation.ts";
import { PortError } from "../../../../../components/rollout/drive/ports.ts";
import type { SetHealth } from "../../../../../components/rollout/drive/ports.ts";
import { drawn } from "./kernel.ts";
import type { Kernel } from "./kernel.ts";
import { View } from "./view.ts";
import type { BackendChanged, Origin } from "../log.ts";
import type { Machine } from "./machine.ts";

const BAD = ["CRITICAL", "WARNING", "UNKNOWN"] as const;

export class Balancer {
  readonly seen: View<readonly BackendSeen[]>;
  readonly health: View<SetHealth>;
  readonly idle: View<boolean>;
  private readonly kernel: Kernel;
  private readonly port: number;
  private readonly backends = new Map<string, { seen: BackendSeen; machine?: Machine }>();
  private underWay = 0;
  private busyUntil = 0;

  constructor(kernel: Kernel, port: number) {
    this.kernel = kernel;
    this.port = port;
    this.seen = new View(kernel, () => [...this.backends.values()].map(({ seen }) => seen));
    this.health = new View(kernel, () => this.verdicts());
    this.idle = new View(kernel, () => this.underWay === 0);
  }

  nameOf(machine: Machine): string {
    return `${machine.address.ip}:${this.port}`;
  }

  /** The pool wants a backend for a member. */
  join(machine: Machine, origin: Origin): void {
    this.accept(() => {
      if (machine.membership === "member" && machine.state !== "TERMINATED") this.put(machine, origin);
    });
  }

  /** It is there at once: how things stood before the story began. */
  put(machine: Machine | string, origin: Origin): void {
    const name = typeof machine === "string" ? machine : this.nameOf(machine);
    if (this.backends.has(name)) return;
    this.touch();
    const seen = { name, drain: false, offline: false, backup: false, weight: 1 };
    this.backends.set(name, typeof machine === "string" ? { seen } : { seen, machine });
    this.tell(name, "added", origin);
  }

  remove(machine: Machine, origin: Origin): void {
    const name = this.nameOf(machine);
    if (!this.backends.has(name)) return;
    this.touch();
    this.tell(name, "removed", origin);
    this.backends.delete(name);
  }

  setDrain(name: string, drain: boolean, origin: Origin): void {
    if (!this.backends.has(name)) throw new PortError("not-found", `There is no backend ${name}.`);
    this.accept(() => this.switchDrain(name, drain, origin));
  }

  switchDrain(name: string, drain: boolean, origin: Origin): void {
    const backend = this.backends.get(name);
    if (backend === undefined || backend.seen.drain === drain) return;
    this.seen.touch();
    backend.seen = { ...backend.seen, drain };
    this.tell(name, drain ? "drain" : "undrain", origin);
  }

  explain(name: string): readonly string[] {
    const machine = this.backends.get(name)?.machine;
    return machine === undefined ? [] : [machine.ok ? "200 OK" : "no connection"];
  }

  /** What the balancer says of this machine is about to change. */
  touchHealth(): void {
    this.health.touch();
  }

  private accept(take: () => void): void {
    const { time } = this.kernel;
    this.idle.touch();
    this.underWay++;
    this.busyUntil = Math.max(this.busyUntil, time.now) + 1000 * drawn(this.kernel, "balancer");
    time.after((this.busyUntil - time.now) / 1000, () => {
      this.idle.touch();
      this.underWay--;
      take();
    });
  }

  private touch(): void {
    this.seen.touch();
    this.health.touch();
  }

  private tell(name: string, change: BackendChanged["change"], origin: Origin): void {
    const id = this.backends.get(name)?.machine?.id;
    this.kernel.log({ kind: "backend", at: this.kernel.time.now, name, id, change, origin });
  }

  private verdicts(): SetHealth {
    const notOk = new Map<string, (typeof BAD)[number]>();
    let number = 0;
    for (const [name, { machine }] of this.backends) {
      number++;
      if (machine !== undefined && !machine.ok) notOk.set(name, BAD[number % 3] ?? "CRITICAL");
    }
    return { total: this.backends.size, notOk };
  }
}
