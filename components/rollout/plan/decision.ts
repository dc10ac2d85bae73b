/** What a rollout does next. One at a time; several instances when each of them may go together. */
import type { BackendSeen, Instant, RolloutRecord } from "./observation.ts";

export type Decision =
  | { readonly kind: "suspend"; readonly autoscalingId: string }
  | { readonly kind: "restore"; readonly autoscalingId: string }
  /** Points the pool at a configuration and writes the record, in one call. */
  | { readonly kind: "point"; readonly configurationId: string; readonly record: RolloutRecord }
  | { readonly kind: "resize"; readonly size: number }
  | { readonly kind: "drain"; readonly targets: readonly Target[] }
  /** Takes a drain back: the instance is wanted after all. */
  | { readonly kind: "undrain"; readonly targets: readonly Target[] }
  | { readonly kind: "detach"; readonly instanceIds: readonly string[] }
  | { readonly kind: "ask"; readonly key: string; readonly url: string }
  /** Gives up on the target: back to last-good, or halt where there is none or it mustn't. */
  | { readonly kind: "turn-back"; readonly record: RolloutRecord; readonly failure: Failure }
  | { readonly kind: "halt"; readonly failure: Failure }
  /** The pool runs what it should, and nothing else. */
  | { readonly kind: "conclude"; readonly outcome: Concluded; readonly record: RolloutRecord }
  | { readonly kind: "finish"; readonly outcome: Concluded }
  | { readonly kind: "wait"; readonly why: string; readonly until?: Instant };

export type Concluded = "moved" | "unchanged" | "returned";

export interface Target {
  readonly instanceId: string;
  readonly backend: BackendSeen;
}

/** Why a rollout failed, for the person who has to act on it. */
export interface Failure {
  /** In one sentence. */
  readonly cause: string;
  readonly instanceId?: string;
  readonly ip?: string;
  /** Name of the backend whose health answers belong to the story. */
  readonly backend?: string;
}
