/** The instance pool: it heals to its size from the configuration that it points at, as OCI's does. */
import type { PoolSeen, RolloutRecord } from "../../../../../components/rollout/plan/observation.ts";
import { PortError } from "../../../../../components/rollout/drive/ports.ts";
import type { PoolChange, PoolMember } from "../../../../../components/rollout/drive/ports.ts";
import { drawn } from "./kernel.ts";
import type { Kernel } from "./kernel.ts";
import { View } from "./view.ts";
import type { Balancer } from "./balancer.ts";
import { bringUp, newMachine, setState, terminate } from "./machine.ts";
import type { Keeper, Machine, Making } from "./machine.ts";
import { AT_START, BY_FAULT } from "../log.ts";
import type { Left, Origin } from "../log.ts";

export interface PoolSetup {
  readonly size: number;
  readonly configurationId: string;
  readonly record?: RolloutRecord;
  /** What a member that is being detached looks like in the list of members; `hidden`: it isn't in there. */
  readonly detachingShows: "RUNNING" | "DETACHING" | "hidden";
}

/** An instance as a listing of the compartment shows it. */
interface Listed {
  readonly id: string;
  readonly configurationId: string;
  readonly state: string;
  readonly isMember: boolean;
}

export class Pool implements Keeper {
  readonly seen: View<PoolSeen>;
  readonly members: View<readonly PoolMember[]>;
  /** All that aren't TERMINATED, the pool's and others. */
  readonly instances: View<readonly Listed[]>;
  readonly machines = new Map<string, Machine>();
  size: number;
  configurationId: string;
  private readonly kernel: Kernel;
  private readonly balancer: Balancer;
  private readonly making: (configurationId: string) => Making;
  private readonly detachingShows: PoolSetup["detachingShows"];
  private record: RolloutRecord | undefined;
  private version = 1;
  private launched = 0;
  private alive: Machine[] = [];
  /** On whose account the missing instances are, in the order in which they came to be missing. */
  private missing: Origin[] = [];
  private tending = false;

  constructor(kernel: Kernel, balancer: Balancer, making: (id: string) => Making, setup: PoolSetup) {
    this.kernel = kernel;
    this.balancer = balancer;
    this.making = making;
    this.size = setup.size;
    this.configurationId = setup.configurationId;
    this.record = setup.record;
    this.detachingShows = setup.detachingShows;
    this.seen = new View(kernel, () => this.look());
    this.members = new View(kernel, () => this.listMembers());
    this.instances = new View(kernel, () => this.listInstances());
    this.tell(AT_START);
  }

  /** A member that has been there for long. */
  settle(configurationId: string, how: "serving" | "ailing" | "STOPPED"): Machine {
    const machine = this.add(configurationId, AT_START, "pool");
    machine.vnicAt = 0;
    setState(this.kernel, this, machine, how === "STOPPED" ? "STOPPED" : "RUNNING", AT_START);
    machine.ok = how === "serving";
    this.kernel.log({ kind: "health", at: this.kernel.time.now, id: machine.id, ok: machine.ok, origin: AT_START });
    this.balancer.put(machine, AT_START);
    return machine;
  }

  /** An instance in the same compartment that isn't the pool's. */
  settleForeign(configurationId: string): Machine {
    const machine = this.add(configurationId, AT_START, "foreign");
    setState(this.kernel, this, machine, "RUNNING", AT_START);
    return machine;
  }

  update(change: PoolChange, etag: string, origin: Origin): void {
    if (etag !== this.etag()) throw new PortError("conflict", "412 NoEtagMatch: the pool has changed.");
    this.change(change, origin);
  }

  /** The same without naming an etag, as people do. */
  change(
    { size = this.size, configurationId = this.configurationId, record = this.record }: PoolChange,
    origin: Origin,
  ): void {
    this.seen.touch();
    this.account(size - this.size, origin);
    this.size = size;
    this.configurationId = configurationId;
    this.record = record;
    this.version++;
    this.tell(origin);
    if (this.surplus() > 0) this.shrink(origin);
    this.tendSoon();
  }

  detach(id: string, origin: Origin): void {
    const machine = this.machines.get(id);
    if (machine === undefined || machine.membership === "none") {
      throw new PortError("not-found", `404 NotAuthorizedOrNotFound: ${id} is no member of the pool.`);
    }
    if (machine.membership === "detaching") {
      throw new PortError("conflict", `409 IncorrectState: ${id} is being detached.`);
    }
    this.leave(machine, "detached", origin);
    this.size--;
    this.version++;
    this.tell(origin);
    this.kernel.time.after(drawn(this.kernel, "detach"), () => {
      this.touch(machine);
      machine.membership = "none";
      terminate(this.kernel, this, machine, origin);
    });
    this.tendSoon();
  }

  /** A member is gone without anybody having asked; the pool finds out later. */
  die(machine: Machine): void {
    terminate(this.kernel, this, machine, BY_FAULT);
    this.kernel.time.after(drawn(this.kernel, "notice"), () => {
      if (machine.membership !== "member") return;
      this.leave(machine, "died", BY_FAULT);
      machine.membership = "none";
      this.missing.push(BY_FAULT);
      this.tendSoon();
    });
  }

  touch(machine: Machine): void {
    this.seen.touch();
    this.members.touch();
    this.instances.touch();
    if (machine.membership === "member") this.balancer.touchHealth();
  }

  running(machine: Machine): void {
    // The pool needs the instance's address for its backend, so it waits for the VNIC too.
    const seconds = Math.max(0, (machine.vnicAt - this.kernel.time.now) / 1000);
    this.kernel.time.after(seconds, () => this.balancer.join(machine, AT_START));
  }

  membersNow(): Machine[] {
    return this.alive.filter(({ membership }) => membership === "member");
  }

  private add(configurationId: string, origin: Origin, kind: "pool" | "foreign"): Machine {
    const machine = newMachine(this.kernel, ++this.launched, configurationId, this.making(configurationId), kind);
    this.touch(machine);
    this.machines.set(machine.id, machine);
    this.alive = this.alive.filter(({ state }) => state !== "TERMINATED");
    this.alive.push(machine);
    const member = kind === "pool";
    this.kernel.log({ kind: "launched", at: this.kernel.time.now, id: machine.id, configurationId, member, origin });
    return machine;
  }

  private account(difference: number, origin: Origin): void {
    for (let i = 0; i < difference; i++) this.missing.push(origin);
    for (let i = 0; i > difference; i--) this.missing.pop();
  }

  private surplus(): number {
    return this.membersNow().length - this.size;
  }

  /** OCI takes the oldest, drained or not. */
  private shrink(origin: Origin): void {
    const victims = this.membersNow().slice(0, this.surplus());
    for (const machine of victims) {
      this.leave(machine, "shrunk", origin);
      machine.membership = "none";
      terminate(this.kernel, this, machine, origin);
    }
  }

  private leave(machine: Machine, how: Left["how"], origin: Origin): void {
    this.touch(machine);
    machine.membership = "detaching";
    this.kernel.log({ kind: "left", at: this.kernel.time.now, id: machine.id, how, origin });
    this.balancer.remove(machine, origin);
  }

  private tendSoon(): void {
    if (this.tending || this.surplus() >= 0) return;
    this.tending = true;
    this.kernel.time.after(drawn(this.kernel, "launch"), () => {
      this.tending = false;
      for (let lack = -this.surplus(); lack > 0; lack--) {
        const origin = this.missing.shift() ?? BY_FAULT;
        bringUp(this.kernel, this, this.add(this.configurationId, origin, "pool"), origin);
      }
    });
  }

  private etag(): string {
    return `etag-${this.version}`;
  }

  private tell(origin: Origin): void {
    const { size, configurationId, record } = this;
    this.kernel.log({ kind: "pool", at: this.kernel.time.now, size, configurationId, record, origin });
  }

  private look(): PoolSeen {
    const { size, configurationId, record } = this;
    const settled = this.alive.every(({ membership, state }) => {
      return membership === "none" || (membership === "member" && state !== "PROVISIONING");
    });
    const state = settled && this.surplus() === 0 ? "RUNNING" : "SCALING";
    return { size, configurationId, state, etag: this.etag(), record };
  }

  private listMembers(): PoolMember[] {
    const listed = this.alive.filter(({ membership, state }) => {
      return (
        state !== "TERMINATED" &&
        (membership === "member" || (membership === "detaching" && this.detachingShows !== "hidden"))
      );
    });
    return listed.map(({ id, name, configurationId, state, membership, createdAt }) => {
      const shown = membership === "detaching" && this.detachingShows === "DETACHING" ? "DETACHING" : state;
      return { id, name, configurationId, state: shown, createdAt };
    });
  }

  private listInstances(): Listed[] {
    const listed = this.alive.filter(({ state }) => state !== "TERMINATED");
    return listed.map(({ id, configurationId, state, membership }) => {
      return { id, configurationId, state, isMember: membership === "member" };
    });
  }
}
