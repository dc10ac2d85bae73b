/**
 * What a process remembers between two looks: since when things are as they are, and which of its own changes don't
 * show yet. A process that starts anew has none of this and works it out again; see `settled`.
 */
import type { Concluded, Failure } from "../plan/decision.ts";
import type { Address, Instant, ProbeSeen, RolloutRecord } from "../plan/observation.ts";

export interface Memory {
  readonly tracks: Map<string, Track>;
  /** Whether this process has looked before. */
  hasLooked: boolean;
  /** VNICs, by instance. They don't change while an instance lives. */
  readonly addresses: Map<string, Address>;
  /** Instances whose VNICs lie elsewhere. */
  readonly misplaced: Set<string>;
  /** Instances that this process has detached. */
  readonly detached: Set<string>;
  /** Drains that were switched and don't show yet, by backend. */
  readonly switched: Map<string, { readonly drain: boolean; readonly at: Instant }>;
  readonly probes: Map<string, ProbeSeen>;
  readonly reached: Map<number, Instant>;
  progressAt: Instant;
  phaseSince: Instant;
  /** High-water marks of the present phase; see progress.ts. */
  marks: Marks | undefined;
  completeSince: Instant | undefined;
  /** What OCI refused for good, and in which phase. */
  refusal: { readonly phase: string; readonly words: string } | undefined;
  /** Why this rollout turned back, and what the load balancer had said of the instance to blame. */
  failure: Failure | undefined;
  answers: readonly string[];
  /** Since when every call that changes something has failed. */
  troubleSince: Instant | undefined;
  /** The conclusion that is being written down. */
  concluding: { readonly outcome: Concluded; readonly record: RolloutRecord } | undefined;
  concluded: Concluded | undefined;
  /** OCIDs of the instance configurations on the shelf, as this process found them. */
  shelf: readonly string[] | undefined;
  /** Whether changes of an earlier process are known to have been made. */
  settled: boolean;
  /** When this process first saw a rollout under way that it hadn't begun. */
  settlingSince: Instant | undefined;
}

/** Since when an instance is as it is. */
export interface Track {
  healthySince?: Instant;
  unhealthySince?: Instant;
  drainingSince?: Instant;
  /** Since when its backend is known; 0 when it was there at the first look. */
  backendSince?: Instant;
  /** Whether the load balancer has ever called it anything but OK. */
  wasNotOk?: boolean;
}

export interface Marks {
  readonly phase: string;
  available: number;
  unwanted: number;
}

export function newMemory(now: Instant): Memory {
  return {
    tracks: new Map(),
    hasLooked: false,
    addresses: new Map(),
    misplaced: new Set(),
    detached: new Set(),
    switched: new Map(),
    probes: new Map(),
    reached: new Map(),
    progressAt: now,
    phaseSince: now,
    marks: undefined,
    completeSince: undefined,
    refusal: undefined,
    failure: undefined,
    answers: [],
    troubleSince: undefined,
    concluding: undefined,
    concluded: undefined,
    shelf: undefined,
    settled: false,
    settlingSince: undefined,
  };
}
