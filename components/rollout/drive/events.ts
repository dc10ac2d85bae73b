/** What a rollout tells while it runs. Lines, bars and pictures are made of these alone. */
import type { Instant } from "../plan/observation.ts";

/** An instance's way through a rollout. */
export type Stage =
  /** Asked for, not RUNNING yet. */
  | "launching"
  /** RUNNING, but the load balancer does not call it OK. */
  | "booting"
  /** OK for less than minHealthySeconds. */
  | "healthy"
  /** OK for long enough: it counts. */
  | "available"
  /** Was OK and isn't any more, or never was in an old instance. */
  | "unhealthy"
  /** Gets no new connections. */
  | "draining"
  /** Detached, terminating. */
  | "leaving"
  /** TERMINATED. */
  | "gone";

export type RolloutEvent =
  | {
      readonly kind: "started";
      readonly at: Instant;
      readonly resumed: boolean;
      readonly from: string;
      readonly to: string;
      readonly desired: number;
      readonly surge: number;
    }
  | { readonly kind: "autoscaling"; readonly at: Instant; readonly id: string; readonly to: "suspended" | "restored" }
  | { readonly kind: "pointed"; readonly at: Instant; readonly configurationId: string }
  | { readonly kind: "resized"; readonly at: Instant; readonly from: number; readonly to: number }
  | InstanceEvent
  /** One look: the capacity line is made of these. Instances counts whatever is not TERMINATED. */
  | {
      readonly kind: "looked";
      readonly at: Instant;
      readonly serving: number;
      readonly instances: number;
      readonly replaced: number;
      readonly desired: number;
    }
  /** Told once for each new reason. */
  | { readonly kind: "waiting"; readonly at: Instant; readonly why: string }
  | {
      readonly kind: "probed";
      readonly at: Instant;
      readonly url: string;
      readonly agrees: boolean;
      readonly words: string;
    }
  /** A call was refused or lost, and will be made again. */
  | { readonly kind: "trouble"; readonly at: Instant; readonly doing: string; readonly why: string }
  | { readonly kind: "turned-back"; readonly at: Instant; readonly to: string; readonly cause: string }
  | { readonly kind: "pruned"; readonly at: Instant; readonly configurationId: string }
  | {
      readonly kind: "finished";
      readonly at: Instant;
      readonly outcome: "moved" | "unchanged" | "returned" | "halted";
      readonly serving: string;
      readonly why: string;
    };

export interface InstanceEvent {
  readonly kind: "instance";
  readonly at: Instant;
  readonly id: string;
  readonly name: string;
  readonly configurationId: string;
  readonly vnicId?: string;
  readonly subnetId?: string;
  readonly ip?: string;
  /** Undefined when the rollout sees the instance for the first time. */
  readonly from?: Stage;
  readonly to: Stage;
  /** Why it is there, where that isn't plain. */
  readonly why?: string;
}

export type EventSink = (event: RolloutEvent) => void;
