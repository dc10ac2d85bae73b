/**
 * What a rollout needs of the world. The official SDK stands behind these in `../oci`, simulated worlds in tests.
 * Every method may throw a PortError; anything else that is thrown is a defect and ends the rollout.
 */
import type {
  Address,
  AutoscalingSeen,
  BackendSeen,
  Health,
  Instant,
  PoolSeen,
  RolloutRecord,
} from "../plan/observation.ts";

export interface Ports {
  readonly pool: PoolPort;
  readonly balancer: BalancerPort;
  readonly autoscaling: AutoscalingPort;
  readonly configurations: ConfigurationPort;
  readonly probe: ProbePort;
  readonly clock: Clock;
}

export interface PoolPort {
  read(): Promise<PoolSeen>;
  /** How the pool is joined to its load balancers. Asked once, before the first move. */
  attachments(): Promise<readonly PoolAttachment[]>;
  /** All members, on as many pages as it takes. */
  members(): Promise<readonly PoolMember[]>;
  /**
   * OCIDs of instances that are on their way out: those of `detached` that aren't TERMINATED, and any other that was
   * launched from one of `configurations`, is no member and is TERMINATING. One listing, however many there are.
   */
  departing(detached: readonly string[], configurations: readonly string[]): Promise<readonly string[]>;
  /**
   * The VNIC in `subnetId`, or the primary one. Undefined while there is none; "no-match" when the instance has VNICs
   * and none lies in the subnet.
   */
  address(instanceId: string, subnetId: string | undefined): Promise<Address | "no-match" | undefined>;
  /** Changes the pool in one call. @throws PortError conflict when its etag is no longer the one given */
  update(change: PoolChange, etag: string): Promise<void>;
  /** Takes an instance out of the pool, decrements the size and terminates the instance. */
  detach(instanceId: string): Promise<void>;
}

export interface PoolAttachment {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly port: number;
}

export interface PoolMember {
  readonly id: string;
  readonly name: string;
  readonly configurationId: string;
  /** OCI's lifecycle state in capitals. */
  readonly state: string;
  readonly createdAt: Instant;
}

export interface PoolChange {
  readonly size?: number;
  readonly configurationId?: string;
  readonly record?: RolloutRecord;
}

export interface BalancerPort {
  /** The backends of the set, with their switches. */
  backends(): Promise<readonly BackendSeen[]>;
  /** Names of the backends that are not OK, and how many there are in all. */
  health(): Promise<SetHealth>;
  /** Switches draining on or off. Resolves once the change is accepted; it shows later. */
  setDrain(backend: BackendSeen, drain: boolean): Promise<void>;
  /** Whether no change of the load balancer is under way. */
  idle(): Promise<boolean>;
  /** The load balancer's last health answers for one backend, in words, newest last. For people. */
  explain(backendName: string): Promise<readonly string[]>;
}

export interface SetHealth {
  readonly total: number;
  readonly notOk: ReadonlyMap<string, Exclude<Health, "OK">>;
}

export interface AutoscalingPort {
  /** Those whose resource is the pool. */
  list(): Promise<readonly AutoscalingSeen[]>;
  /** Switches one off and marks it as suspended, in one call. */
  suspend(id: string): Promise<void>;
  /** Switches one on and takes the mark away, in one call. */
  restore(id: string): Promise<void>;
}

/** Instance configurations that stand on the same shelf. */
export interface ConfigurationPort {
  list(): Promise<readonly ConfigurationSeen[]>;
  /** One that is gone already is no error. */
  remove(id: string): Promise<void>;
}

export interface ConfigurationSeen {
  readonly id: string;
  readonly createdAt: Instant;
}

export interface ProbePort {
  /** Asks once, `no` after 10 s of silence. Never throws. */
  ask(url: string): Promise<ProbeAnswer>;
}

export interface ProbeAnswer {
  /** The status was 2xx. */
  readonly agrees: boolean;
  /** In words: `503 Service Unavailable`, `no answer within 10 s`. */
  readonly words: string;
}

export interface Clock {
  now(): Instant;
  /** @param seconds of this clock */
  sleep(seconds: number): Promise<void>;
}

/** What went wrong with a call, as far as a rollout cares. */
export type PortErrorKind =
  /** Refused for now, without effect: 429. */
  | "throttled"
  /** Refused because of the present state, without effect: 409, 412. */
  | "conflict"
  /** What was named isn't there: 404. */
  | "not-found"
  /** It is not known whether it had an effect: 5xx, a time-out, a broken connection. */
  | "unknown"
  /** Refused for good: 400, 401, 403 and the like. */
  | "refused";

export class PortError extends Error {
  readonly kind: PortErrorKind;

  constructor(kind: PortErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PortError";
    this.kind = kind;
  }
}
