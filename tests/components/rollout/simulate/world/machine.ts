/** One instance's life. */
import type { Address, Instant } from "../../../../../components/rollout/plan/observation.ts";
import { drawn } from "./kernel.ts";
import type { Kernel, Range } from "./kernel.ts";
import { BY_FAULT } from "../log.ts";
import type { Origin } from "../log.ts";

/** What instances of one configuration are like. */
export interface Making {
  /** Whether they ever answer well. The share that never does, 0 to 1. */
  readonly neverHealthy: number;
  /** Seconds from RUNNING to the first good answer, instead of the world's; for a share of them. */
  readonly slow?: { readonly share: number; readonly boot: Range };
  /** No VNIC of theirs lies in the subnet that the rollout chooses. */
  readonly elsewhere?: boolean;
}

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly configurationId: string;
  readonly createdAt: Instant;
  readonly address: Address;
  readonly making: Making;
  /** OCI's lifecycle state. */
  state: string;
  /** `none`: never was a member, or isn't any more. */
  membership: "member" | "detaching" | "none";
  /** Its application answers the health check. */
  ok: boolean;
  /** How often it was broken off: a plan made before that is void. */
  turns: number;
  vnicAt: Instant;
}

/** What a machine tells those who look after it. */
export interface Keeper {
  /** Before anything about it changes. */
  touch(machine: Machine): void;
  running(machine: Machine): void;
}

export function newMachine(
  kernel: Kernel,
  number: number,
  configurationId: string,
  making: Making,
  kind: "pool" | "foreign",
): Machine {
  const id = `${kind === "pool" ? "instance" : "foreign"}-${number}`;
  const ip = `10.${kind === "pool" ? 0 : 9}.${(number >> 8) & 255}.${number & 255}`;
  return {
    id,
    name: id,
    configurationId,
    createdAt: kernel.time.now,
    address: { vnicId: `vnic-${id}`, subnetId: "subnet-private", ip },
    making,
    state: "PROVISIONING",
    membership: kind === "pool" ? "member" : "none",
    ok: false,
    turns: 0,
    vnicAt: Number.POSITIVE_INFINITY,
  };
}

/** From launch through RUNNING to the first good answer. */
export function bringUp(kernel: Kernel, keeper: Keeper, machine: Machine, origin: Origin): void {
  kernel.time.after(drawn(kernel, "provision"), () => {
    if (machine.state !== "PROVISIONING") return;
    setState(kernel, keeper, machine, "RUNNING", origin);
    machine.vnicAt = kernel.time.now + 1000 * drawn(kernel, "vnic");
    keeper.running(machine);
    boot(kernel, keeper, machine, origin);
  });
}

export function boot(kernel: Kernel, keeper: Keeper, machine: Machine, origin: Origin): void {
  const { neverHealthy, slow } = machine.making;
  if (kernel.random.chance(neverHealthy)) return;
  const isSlow = slow !== undefined && kernel.random.chance(slow.share);
  const seconds = isSlow ? kernel.random.between(...slow.boot) : drawn(kernel, "boot");
  const turn = machine.turns;
  kernel.time.after(seconds, () => {
    if (machine.turns === turn && machine.state === "RUNNING") setOk(kernel, keeper, machine, true, origin);
  });
}

/** The application stops answering, and answers again after so many seconds; never, when they aren't given. */
export function ail(kernel: Kernel, keeper: Keeper, machine: Machine, seconds: number | undefined): void {
  if (!machine.ok) return;
  setOk(kernel, keeper, machine, false, BY_FAULT);
  machine.turns++;
  if (seconds !== undefined) recover(kernel, keeper, machine, seconds);
}

/** The application answers again after so many seconds, if nothing else happens to it before. */
export function recover(kernel: Kernel, keeper: Keeper, machine: Machine, seconds: number): void {
  const turn = machine.turns;
  kernel.time.after(seconds, () => {
    if (machine.turns === turn && machine.state === "RUNNING") setOk(kernel, keeper, machine, true, BY_FAULT);
  });
}

export function terminate(kernel: Kernel, keeper: Keeper, machine: Machine, origin: Origin): void {
  if (machine.state === "TERMINATING" || machine.state === "TERMINATED") return;
  machine.turns++;
  if (machine.ok) setOk(kernel, keeper, machine, false, origin);
  setState(kernel, keeper, machine, "TERMINATING", origin);
  kernel.time.after(drawn(kernel, "terminate"), () => setState(kernel, keeper, machine, "TERMINATED", origin));
}

export function setState(kernel: Kernel, keeper: Keeper, machine: Machine, state: string, origin: Origin): void {
  keeper.touch(machine);
  machine.state = state;
  kernel.log({ kind: "state", at: kernel.time.now, id: machine.id, state, origin });
}

export function setOk(kernel: Kernel, keeper: Keeper, machine: Machine, ok: boolean, origin: Origin): void {
  keeper.touch(machine);
  machine.ok = ok;
  kernel.log({ kind: "health", at: kernel.time.now, id: machine.id, ok, origin });
}
