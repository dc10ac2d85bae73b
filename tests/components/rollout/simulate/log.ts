/** What happened in a simulated world, as it truly was. The rules judge by this alone. */
import type { Instant, RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import type { RolloutResult } from "../../../../components/rollout/drive/goal.ts";
import type { ProbeAnswer, SetHealth } from "../../../../components/rollout/drive/ports.ts";

/** Who is behind a change: the pool's own doing belongs to the one who gave it reason. */
export type Cause = "start" | "driver" | "person" | "autoscaler" | "fault";

/** A change's cause; with the call where it was the driver. */
export interface Origin {
  readonly cause: Cause;
  readonly call?: number;
}

export const AT_START: Origin = { cause: "start" };
export const BY_FAULT: Origin = { cause: "fault" };

export type Method =
  | "read"
  | "attachments"
  | "members"
  | "departing"
  | "address"
  | "update"
  | "detach"
  | "backends"
  | "health"
  | "setDrain"
  | "idle"
  | "explain"
  | "autoscaling"
  | "suspend"
  | "restore"
  | "configurations"
  | "remove"
  | "ask";

const CHANGES: ReadonlySet<Method> = new Set(["update", "detach", "setDrain", "suspend", "restore", "remove"]);

/** Whether a method changes the world. */
export function isChange(method: Method): boolean {
  return CHANGES.has(method);
}

export interface Launched {
  readonly kind: "launched";
  readonly at: Instant;
  readonly id: string;
  readonly configurationId: string;
  /** False: it isn't the pool's. */
  readonly member: boolean;
  readonly origin: Origin;
}

export interface StateChanged {
  readonly kind: "state";
  readonly at: Instant;
  readonly id: string;
  readonly state: string;
  readonly origin: Origin;
}

/** An instance is no member of the pool any more. */
export interface Left {
  readonly kind: "left";
  readonly at: Instant;
  readonly id: string;
  readonly how: "detached" | "shrunk" | "died";
  readonly origin: Origin;
}

/** The application of an instance began to answer, or stopped. */
export interface HealthChanged {
  readonly kind: "health";
  readonly at: Instant;
  readonly id: string;
  readonly ok: boolean;
  readonly origin: Origin;
}

export interface BackendChanged {
  readonly kind: "backend";
  readonly at: Instant;
  readonly name: string;
  /** Undefined: an unmanaged backend. */
  readonly id?: string;
  readonly change: "added" | "removed" | "drain" | "undrain";
  readonly origin: Origin;
}

export interface PoolChanged {
  readonly kind: "pool";
  readonly at: Instant;
  readonly size: number;
  readonly configurationId: string;
  readonly record?: RolloutRecord;
  readonly origin: Origin;
}

export interface AutoscalingChanged {
  readonly kind: "autoscaling";
  readonly at: Instant;
  readonly id: string;
  readonly enabled: boolean;
  readonly suspended: boolean;
  readonly origin: Origin;
}

export interface ConfigurationChanged {
  readonly kind: "configuration";
  readonly at: Instant;
  readonly id: string;
  readonly there: boolean;
  readonly origin: Origin;
}

/** The driver has sent a call. */
export interface Called {
  readonly kind: "called";
  readonly at: Instant;
  readonly call: number;
  readonly method: Method;
  /** What the call names; empty where it names nothing. */
  readonly subject: string;
}

/** The driver has got an answer. */
export interface Answered {
  readonly kind: "answered";
  readonly at: Instant;
  readonly call: number;
  readonly method: Method;
  readonly subject: string;
  /** The world was so at this instant, as the answer says. */
  readonly asOf: Instant;
  readonly error?: string;
  readonly health?: SetHealth;
  readonly probe?: ProbeAnswer;
}

export interface ProcessChanged {
  readonly kind: "process";
  readonly at: Instant;
  readonly change: "began" | "killed" | "ended";
  readonly result?: RolloutResult;
}

export type Entry =
  | Launched
  | StateChanged
  | Left
  | HealthChanged
  | BackendChanged
  | PoolChanged
  | AutoscalingChanged
  | ConfigurationChanged
  | Called
  | Answered
  | ProcessChanged;

export type Log = (entry: Entry) => void;
