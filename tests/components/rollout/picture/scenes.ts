/** Rollouts to tell and draw: a small play of a pool, which knows nothing of the real planner. */
import type { RolloutEvent, Stage } from "../../../../components/rollout/drive/events.ts";

export const OLD = "ocid1.instanceconfiguration.oc1.test.old111";
export const NEW = "ocid1.instanceconfiguration.oc1.test.new222";
export const BEGIN = Date.UTC(2030, 0, 31, 12, 0, 0);

export interface Scene {
  readonly desired: number;
  readonly surge: number;
  /** From which new instance on none becomes healthy. Default: all do. */
  readonly sickFrom?: number;
}

interface Actor {
  readonly id: string;
  readonly configurationId: string;
  readonly boots: number;
  readonly ip: string;
  stage: Stage;
  since: number;
  sick: boolean;
}

/** Seconds of the play. */
const TICK = 5;
const LAUNCH = 20;
const SETTLE = 30;
const DRAIN = 60;
const TERMINATE = 25;
const PATIENCE = 300;

/** The events of a whole rollout, from its start to its end. */
export function play(scene: Scene): RolloutEvent[] {
  return new Play(scene).events;
}

/** The same rollout as a second process tells it that took it up so many seconds after the start. */
export function resumedAfter(events: readonly RolloutEvent[], seconds: number): RolloutEvent[] {
  const at = BEGIN + seconds * 1000;
  const start = events.find((event) => event.kind === "started");
  if (start === undefined) throw new Error("The rollout never started.");
  const latest = new Map(
    events
      .filter((event) => event.kind === "instance")
      .filter((event) => event.at < at && event.to !== "gone")
      .map((event) => [event.id, event]),
  );
  for (const event of events)
    if (event.kind === "instance" && event.to === "gone" && event.at < at) latest.delete(event.id);
  return [
    { ...start, at, resumed: true },
    ...[...latest.values()].map((event) => ({ ...event, at, from: undefined })),
    ...events.filter((event) => event.at >= at),
  ];
}

class Play {
  readonly events: RolloutEvent[] = [];
  readonly #scene: Scene;
  readonly #actors: Actor[] = [];
  #second = 0;
  #wanted = NEW;
  #turnedAt = -1;

  constructor(scene: Scene) {
    this.#scene = scene;
    const { desired, surge } = scene;
    this.#tell({ kind: "started", resumed: false, from: OLD, to: NEW, desired, surge });
    for (let index = 0; index < desired; index++) this.#enter(OLD, "available");
    this.#look();
    this.#second += TICK;
    this.#tell({ kind: "autoscaling", id: "ocid1.autoscaling.oc1.test.scale1", to: "suspended" });
    this.#tell({ kind: "pointed", configurationId: NEW });
    while (!this.#done() && this.#second < 100_000) this.#tick();
    this.#second += TICK;
    this.#end();
  }

  #tick(): void {
    this.#second += TICK;
    for (const actor of this.#actors) this.#grow(actor);
    if (this.#turnedAt < 0 && this.#actors.some((actor) => actor.sick && this.#age(actor) > PATIENCE)) this.#turn();
    this.#remove();
    this.#add();
    this.#look();
  }

  #grow(actor: Actor): void {
    const age = this.#age(actor);
    if (actor.stage === "launching" && age >= LAUNCH) this.#move(actor, "booting");
    else if (actor.stage === "booting" && age >= actor.boots && !actor.sick) this.#move(actor, "healthy");
    else if (actor.stage === "healthy" && age >= SETTLE) this.#move(actor, "available");
    else if (actor.stage === "draining" && age >= DRAIN) this.#move(actor, "leaving");
    else if (actor.stage === "leaving" && age >= TERMINATE) this.#move(actor, "gone");
  }

  #turn(): void {
    this.#turnedAt = this.#second;
    this.#wanted = OLD;
    const sick = this.#actors.find((actor) => actor.sick);
    const cause = `Instance ${sick?.id ?? ""} was not OK within ${PATIENCE} s: connection refused on port 8080.`;
    this.#tell({ kind: "turned-back", to: OLD, cause });
  }

  #remove(): void {
    for (const actor of this.#here().filter(({ configurationId }) => configurationId !== this.#wanted)) {
      if (["launching", "booting", "healthy"].includes(actor.stage)) this.#move(actor, "leaving");
      else if (actor.stage === "available" && this.#serving() > this.#scene.desired) this.#move(actor, "draining");
    }
  }

  #add(): void {
    const { desired, surge } = this.#scene;
    const before = this.#here().length;
    while (this.#here().length < desired + surge && this.#of(this.#wanted).length < desired) {
      this.#enter(this.#wanted, "launching");
    }
    const after = this.#here().length;
    if (after > before) this.#tell({ kind: "resized", from: before, to: after });
  }

  #end(): void {
    this.#tell({ kind: "autoscaling", id: "ocid1.autoscaling.oc1.test.scale1", to: "restored" });
    const returned = this.#turnedAt >= 0;
    this.#look();
    this.#tell({
      kind: "finished",
      outcome: returned ? "returned" : "moved",
      serving: this.#wanted,
      why: returned ? "An instance was never OK." : "",
    });
  }

  #enter(configurationId: string, stage: Stage): void {
    const number = this.#actors.length;
    const ordinal = this.#actors.filter((actor) => actor.configurationId === NEW).length;
    const actor: Actor = {
      id: `ocid1.instance.oc1.test.${(number * 7919 + 1_000_003).toString(36).padStart(6, "0")}`,
      configurationId,
      boots: 40 + ((number * 37) % 60),
      ip: `10.20.${1 + Math.floor(number / 250)}.${2 + (number % 250)}`,
      stage,
      since: this.#second,
      sick: configurationId === NEW && ordinal >= (this.#scene.sickFrom ?? Infinity),
    };
    this.#actors.push(actor);
    this.#instance(actor, undefined);
  }

  #move(actor: Actor, to: Stage): void {
    const from = actor.stage;
    actor.stage = to;
    actor.since = this.#second;
    this.#instance(actor, from);
  }

  #instance({ id, configurationId, stage, ip }: Actor, from: Stage | undefined): void {
    const name = `quiz-${id.slice(-6)}`;
    const place =
      stage === "launching"
        ? {}
        : { ip, vnicId: `ocid1.vnic.oc1.test.${id.slice(-6)}`, subnetId: "ocid1.subnet.oc1.test.sub001" };
    this.#tell({ kind: "instance", id, name, configurationId, ...place, from, to: stage });
  }

  #look(): void {
    const replaced = this.#of(this.#wanted).filter(({ stage }) => stage === "available").length;
    const { desired } = this.#scene;
    this.#tell({ kind: "looked", serving: this.#serving(), instances: this.#here().length, replaced, desired });
  }

  #done(): boolean {
    const here = this.#here();
    return (
      here.length === this.#scene.desired &&
      here.every((a) => a.stage === "available" && a.configurationId === this.#wanted)
    );
  }

  #here = (): Actor[] => this.#actors.filter(({ stage }) => stage !== "gone");
  #of = (id: string): Actor[] =>
    this.#here().filter((a) => a.configurationId === id && a.stage !== "leaving" && a.stage !== "draining");
  #serving = (): number => this.#here().filter(({ stage }) => stage === "available").length;
  #age = (actor: Actor): number => this.#second - actor.since;

  #tell(event: Untimed<RolloutEvent>): void {
    this.events.push({ ...event, at: BEGIN + this.#second * 1000 });
  }
}

/** Each kind of event without its instant. */
type Untimed<E> = E extends RolloutEvent ? Omit<E, "at"> : never;
