/**
 * The world as its log tells it: rebuilt by the checkers for themselves, so that they share no code with what they
 * judge and no memory with the fakes.
 */
import type { Instant, RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import { surgeOf } from "../../../../components/rollout/knobs.ts";
import { isChange } from "./log.ts";
import type { Answered, BackendChanged, Cause, Entry, Method, Origin, PoolChanged } from "./log.ts";
import type { Scenario } from "./scenario.ts";

/** An instance, as it truly is. */
export interface Subject {
  readonly id: string;
  readonly configurationId: string;
  readonly launchedBy: Cause;
  readonly launchedAt: Instant;
  member: boolean;
  state: string;
  /** Somebody stopped it, and may start it again at any time. */
  wasStopped: boolean;
  ok: boolean;
  /** Connections can reach it, draining or not: it answers well, and is a backend. */
  reachable: boolean;
  /** Since when. */
  reachableAt: Instant;
  backend?: string;
  draining: boolean;
  drainingAt: Instant;
  serving: boolean;
  lostAt: Instant;
  lostBy: Cause;
  /** Since when every health answer that the driver got called it OK. */
  toldOkSince?: Instant;
  /** It takes room on the rollout's account. */
  counted: boolean;
}

export interface Scaler {
  enabled: boolean;
  suspended: boolean;
  enabledAt: Instant;
  enabledBy: Cause;
}

/** No answer explains more than this many seconds: whoever acts on older ones isn't looking. */
const OLDEST_EVIDENCE = 300;

export class Truth {
  readonly scenario: Scenario;
  readonly subjects = new Map<string, Subject>();
  readonly byBackend = new Map<string, Subject>();
  readonly backendNames = new Set<string>();
  readonly scalers = new Map<string, Scaler>();
  readonly shelf = new Set<string>();
  now: Instant;
  size = 0;
  configurationId = "";
  record: RolloutRecord | undefined;
  /** Members that are OK and don't drain. */
  serving = 0;
  /** Instances that take room on the rollout's account. */
  counted = 0;
  /** Capacity that must never be undercut, as it is at this instant. */
  desired: number;
  /** When others last changed the pool's size. */
  resizedByOthersAt: Instant = 0;
  /** When the driver wrote down that it is done. */
  doneAt: Instant = Number.POSITIVE_INFINITY;
  /** A process that was killed later had brought it to its end. */
  doneBefore = false;
  /** The same, with the target serving. */
  private targetServed = false;
  /** When the present process began. */
  private beganAt: Instant = 0;
  /** When others last took something away or changed the pool. */
  disturbedAt: Instant = Number.NEGATIVE_INFINITY;
  /** The instance that this entry made stop serving. */
  lost: Subject | undefined;
  private readonly asOf = new Map<Method, Instant>();
  private readonly evidence = new Map<
    number,
    { readonly capacity: Instant; readonly autoscaling: Instant; readonly at: Instant }
  >();
  private alive: Subject[] = [];
  /** The driver has written a record of its own. */
  private hasBegun = false;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.now = scenario.begin;
    this.desired = scenario.desired;
  }

  get limit(): number {
    return this.desired + surgeOf(this.scenario.goal.knobs.surge, this.desired);
  }

  members(): Subject[] {
    return this.living().filter(({ member }) => member);
  }

  /** Whatever isn't TERMINATED. */
  living(): readonly Subject[] {
    if (this.alive.length > 16 && this.alive.length > 2 * this.counted) {
      this.alive = this.alive.filter(({ state }) => state !== "TERMINATED");
    }
    return this.alive;
  }

  /**
   * What others took away after the world was as the driver last saw it when it sent this call: it couldn't know. A
   * drain is judged when it takes effect, a few seconds after it was sent, but by what could be known when it was sent.
   */
  lostUnseen(origin: Origin): number {
    const since = this.knownAt(origin);
    return this.living().filter((one) => !one.serving && isForeign(one.lostBy) && one.lostAt > since).length;
  }

  /** Up to when the driver could know how members do when it sent this call: the oldest of the answers it needs for that. */
  knownAt({ call }: Origin): Instant {
    const found = call === undefined ? undefined : this.evidence.get(call);
    return found === undefined ? this.now : Math.max(found.capacity, found.at - OLDEST_EVIDENCE * 1000);
  }

  /** The same of autoscaling configurations. */
  scalersKnownAt({ call }: Origin): Instant {
    return (call === undefined ? undefined : this.evidence.get(call)?.autoscaling) ?? this.now;
  }

  /** The target served already when it was rolled out once more: what that returns to is the target itself. */
  get isRepeated(): boolean {
    return this.targetServed && !this.scenario.goal.knobs.skipMatching;
  }

  lastAnswer(method: Method): Instant {
    return this.asOf.get(method) ?? this.scenario.begin;
  }

  take(entry: Entry): void {
    this.now = entry.at;
    this.lost = undefined;
    if ("origin" in entry && isForeign(entry.origin.cause)) this.disturbedAt = entry.at;
    switch (entry.kind) {
      case "launched":
        return this.launch(entry.id, entry.configurationId, entry.member, entry.origin);
      case "state":
        return this.turn(entry.id, entry.origin, (one) => this.setState(one, entry.state, entry.origin));
      case "left":
        return this.turn(entry.id, entry.origin, (one) => (one.member = false));
      case "health":
        return this.turn(entry.id, entry.origin, (one) => (one.ok = entry.ok));
      case "backend":
        return this.takeBackend(entry);
      case "pool":
        return this.takePool(entry);
      case "autoscaling":
        return this.takeScaler(entry.id, entry.enabled, entry.suspended, entry.origin);
      case "configuration":
        if (entry.there) this.shelf.add(entry.id);
        else this.shelf.delete(entry.id);
        return;
      case "called":
        if (isChange(entry.method)) this.keepEvidence(entry.call);
        return;
      case "answered":
        return this.takeAnswer(entry);
      case "process":
        if (entry.change !== "began") return;
        this.asOf.clear();
        this.doneBefore ||= this.doneAt <= this.now;
        this.targetServed ||= this.record?.phase === "done" && this.record.target === this.scenario.goal.target;
        this.beganAt = this.now;
    }
  }

  private launch(id: string, configurationId: string, member: boolean, origin: Origin): void {
    const counted = member && origin.cause !== "person" && origin.cause !== "autoscaler";
    const subject: Subject = {
      id,
      configurationId,
      launchedBy: origin.cause,
      launchedAt: this.now,
      member,
      state: "PROVISIONING",
      wasStopped: false,
      ok: false,
      reachable: false,
      reachableAt: this.now,
      draining: false,
      drainingAt: 0,
      serving: false,
      lostAt: 0,
      lostBy: "start",
      counted,
    };
    this.counted += counted ? 1 : 0;
    this.subjects.set(id, subject);
    this.alive.push(subject);
  }

  private setState(one: Subject, state: string, { cause }: Origin): void {
    one.state = state;
    one.wasStopped ||= state === "STOPPED";
    const isGone = state === "TERMINATED" || (state === "TERMINATING" && cause !== "driver");
    if (isGone && one.counted) {
      one.counted = false;
      this.counted--;
    }
  }

  private turn(id: string, { cause }: Origin, change: (one: Subject) => void): void {
    const one = this.subjects.get(id);
    if (one === undefined) return;
    change(one);
    const isReachable = one.state === "RUNNING" && one.ok && one.backend !== undefined;
    if (isReachable && !one.reachable) one.reachableAt = this.now;
    one.reachable = isReachable;
    const serves = one.member && isReachable && !one.draining;
    if (serves === one.serving) return;
    one.serving = serves;
    this.serving += serves ? 1 : -1;
    if (serves) return;
    one.lostAt = this.now;
    one.lostBy = cause;
    this.lost = one;
  }

  private takeBackend({ name, id, change, origin }: BackendChanged): void {
    this.backendNames.add(name);
    if (id === undefined) return;
    this.turn(id, origin, (one) => {
      if (change === "added") {
        one.backend = name;
        this.byBackend.set(name, one);
      } else if (change === "removed") {
        delete one.backend;
        one.draining = false;
      } else {
        one.draining = change === "drain";
        one.drainingAt = this.now;
      }
    });
  }

  private takePool({ size, configurationId, record, origin }: PoolChanged): void {
    const isUnderWay = this.record !== undefined && this.record.phase !== "done";
    if (size !== this.size && isForeign(origin.cause)) {
      this.resizedByOthersAt = this.now;
      // Before a rollout has begun, what others ask for is what is desired; afterwards its record has the word.
      if (!isUnderWay && !this.hasBegun) this.desired = size;
    }
    // One that begins after another was done takes the pool as it is.
    const begins = !isUnderWay && origin.cause === "driver" && record?.phase === "forward";
    if (begins) this.desired = this.size;
    if (origin.cause === "driver" && record?.phase === "done" && record !== this.record) {
      this.doneAt = this.now;
      // What a killed process had sent arrives all the same, also after the next one has begun.
      const sentAt = this.evidence.get(origin.call ?? -1)?.at ?? this.now;
      this.doneBefore ||= sentAt < this.beganAt;
      this.targetServed ||= sentAt < this.beganAt && record.target === this.scenario.goal.target;
    }
    this.hasBegun ||= origin.cause === "driver" && record !== this.record;
    this.size = size;
    this.configurationId = configurationId;
    this.record = record;
  }

  private takeScaler(id: string, enabled: boolean, suspended: boolean, { cause }: Origin): void {
    const before = this.scalers.get(id);
    const isSame = before?.enabled === enabled;
    this.scalers.set(id, {
      enabled,
      suspended,
      enabledAt: isSame ? before.enabledAt : this.now,
      enabledBy: isSame ? before.enabledBy : cause,
    });
  }

  private keepEvidence(call: number): void {
    const capacity = Math.min(this.lastAnswer("members"), this.lastAnswer("backends"), this.lastAnswer("health"));
    this.evidence.set(call, { capacity, autoscaling: this.lastAnswer("autoscaling"), at: this.now });
  }

  private takeAnswer({ method, asOf, error, health }: Answered): void {
    if (error !== undefined) return;
    this.asOf.set(method, asOf);
    if (health === undefined) return;
    for (const one of this.living()) {
      if (one.backend === undefined || health.notOk.has(one.backend)) delete one.toldOkSince;
      else one.toldOkSince ??= asOf;
    }
  }
}

/** Neither the rollout's doing nor how things stood before. */
export function isForeign(cause: Cause): boolean {
  return cause !== "driver" && cause !== "start";
}
