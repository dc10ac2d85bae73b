/** The rollout's ports onto a simulated world: what one process has in its hands, until it is killed. */
import { PortError } from "../../../../components/rollout/drive/ports.ts";
import type { PoolMember, Ports, ProbeAnswer } from "../../../../components/rollout/drive/ports.ts";
import type { Address, Instant } from "../../../../components/rollout/plan/observation.ts";
import type { Faults } from "./faults.ts";
import { isChange } from "./log.ts";
import type { Answered, Method, Origin } from "./log.ts";
import { drawn } from "./world/kernel.ts";
import { answerOf } from "./world/probes.ts";
import type { World } from "./world/world.ts";

/** What all processes of one story share. */
export interface Story {
  readonly world: World;
  readonly faults: Faults;
  readonly begin: Instant;
  /** No more faults from here on. */
  readonly faultsEnd: Instant;
  readonly goal: { readonly loadBalancerId: string; readonly backendSetName: string; readonly port: number };
  /** Ends the story: nobody needs so many calls. */
  readonly onTooMany: () => Promise<never>;
  calls: number;
  killsLeft: number;
}

/** The largest pools need a tenth of it. */
const MOST_CALLS = 100_000;

export interface Line {
  readonly ports: Ports;
  /** Whether the process has been killed: it gets no answer any more, and nothing it does counts. */
  isDead(): boolean;
}

/** @param onKill told when the process is killed. */
export function openLine(story: Story, onKill: () => void): Line {
  const caller = new Caller(story, onKill);
  return { ports: portsOf(story, caller), isDead: () => caller.isDead() };
}

type Trouble = "throttle" | "busy" | "brokenBefore" | "brokenAfter" | "lostBefore" | "lostAfter";

class Caller {
  private dead = false;
  private readonly story: Story;
  private readonly onKill: () => void;

  constructor(story: Story, onKill: () => void) {
    this.story = story;
    this.onKill = onKill;
  }

  isDead(): boolean {
    return this.dead;
  }

  /** @param look gives the answer as of an instant, which lies a little in the past when the answer is stale. */
  read<T>(method: Method, subject: string, look: (asOf: Instant) => T): Promise<T> {
    const { world, faults } = this.story;
    const { time, random } = world.kernel;
    return this.call(method, subject, () => {
      const isStale = faults.stale > 0 && this.hasFaults() && random.chance(faults.stale);
      const age = isStale ? Math.round(1000 * random.between(0, faults.staleSeconds)) : 0;
      const asOf = Math.max(this.story.begin, time.now - age);
      return { asOf, value: look(asOf) };
    });
  }

  change(method: Method, subject: string, make: (origin: Origin) => void): Promise<void> {
    const { time } = this.story.world.kernel;
    return this.call(method, subject, (call) => {
      make({ cause: "driver", call });
      return { asOf: time.now, value: undefined };
    });
  }

  /** Never resolves for a dead process. */
  async call<T>(
    method: Method,
    subject: string,
    take: (call: number) => { readonly asOf: Instant; readonly value: T },
    extraSeconds = 0,
  ): Promise<T> {
    if (this.isDead()) return never();
    const { world } = this.story;
    const { time, random, log } = world.kernel;
    const kill = this.killed();
    if (kill === "before") return never();
    const call = ++this.story.calls;
    if (call > MOST_CALLS) return this.story.onTooMany();
    log({ kind: "called", at: time.now, call, method, subject });
    const trouble = this.hasFaults() && method !== "ask" ? this.trouble(isChange(method)) : undefined;
    const seconds = drawn(world.kernel, "call") + extraSeconds + (isLost(trouble) ? random.between(10, 30) : 0);
    let taken: { readonly asOf: Instant; readonly value: T } | undefined;
    let error: unknown;
    if (trouble === undefined || trouble === "brokenAfter" || trouble === "lostAfter") {
      // It takes effect on the way, also when nobody is there any more to hear of it.
      time.after(seconds * random.between(0.1, 0.9), () => {
        try {
          taken = take(call);
        } catch (thrown) {
          if (!(thrown instanceof PortError)) throw thrown;
          error = thrown;
        }
      });
    }
    if (kill === "after") return never();
    await time.wait(seconds);
    if (this.isDead()) return never();
    const fault = trouble === undefined ? error : TROUBLES[trouble];
    this.tellAnswer(
      { kind: "answered", at: time.now, call, method, subject, asOf: taken?.asOf ?? time.now },
      fault,
      taken?.value,
    );
    if (fault !== undefined) throw fault as PortError;
    if (taken === undefined) throw new Error(`The simulated call ${method} has no answer.`);
    return taken.value;
  }

  async sleep(seconds: number): Promise<void> {
    if (this.isDead()) return never();
    await this.story.world.kernel.time.wait(seconds);
    if (this.isDead()) return never();
  }

  private hasFaults(): boolean {
    return this.story.world.kernel.time.now < this.story.faultsEnd;
  }

  /** Whether this call is the process' last: it dies before it is sent, or before it is answered. */
  private killed(): "before" | "after" | undefined {
    const { story } = this;
    const { random } = story.world.kernel;
    if (story.killsLeft === 0 || !this.hasFaults() || !random.chance(story.faults.kill)) return undefined;
    story.killsLeft--;
    this.dead = true;
    this.onKill();
    return random.chance(0.5) ? "before" : "after";
  }

  private trouble(isChange: boolean): Trouble | undefined {
    const { faults } = this.story;
    let point = this.story.world.kernel.random.next();
    for (const kind of ["throttle", "busy", "brokenBefore", "brokenAfter", "lostBefore", "lostAfter"] as const) {
      if (kind === "busy" && !isChange) continue;
      point -= faults[kind];
      if (point < 0) return kind;
    }
    return undefined;
  }

  private tellAnswer(answer: Answered, fault: unknown, value: unknown): void {
    const { log } = this.story.world.kernel;
    if (fault instanceof PortError) log({ ...answer, error: fault.kind });
    else if (answer.method === "health") log({ ...answer, health: value as Answered["health"] });
    else if (answer.method === "ask") log({ ...answer, probe: value as ProbeAnswer });
    else log(answer);
  }
}

const TROUBLES: Readonly<Record<Trouble, PortError>> = {
  throttle: new PortError("throttled", "429 TooManyRequests"),
  busy: new PortError("conflict", "409 IncorrectState: something else is under way."),
  brokenBefore: new PortError("unknown", "500 InternalServerError"),
  brokenAfter: new PortError("unknown", "503 ServiceUnavailable"),
  lostBefore: new PortError("unknown", "no answer in time"),
  lostAfter: new PortError("unknown", "no answer in time"),
};

function isLost(trouble: Trouble | undefined): boolean {
  return trouble === "lostBefore" || trouble === "lostAfter";
}

export function never(): Promise<never> {
  return new Promise(() => {});
}

function portsOf(story: Story, caller: Caller): Ports {
  const { world } = story;
  const { pool, balancer, autoscaling, configurations, kernel, setup } = world;
  return {
    pool: {
      read: () => caller.read("read", "", (asOf) => pool.seen.at(asOf)),
      attachments: () => caller.read("attachments", "", () => [story.goal]),
      members: () => caller.read("members", "", (asOf): readonly PoolMember[] => pool.members.at(asOf)),
      departing: (detached, launchedFrom) =>
        caller.read("departing", "", (asOf) => departing(world, asOf, detached, launchedFrom)),
      address: (id, subnetId) => caller.read("address", id, (asOf) => addressOf(world, id, subnetId, asOf)),
      update: (change, etag) =>
        caller.change("update", JSON.stringify(change), (origin) => {
          const { configurationId } = change;
          if (configurationId !== undefined && !configurations.has(configurationId)) {
            throw new PortError(
              "refused",
              `400 InvalidParameter: there is no instance configuration ${configurationId}.`,
            );
          }
          pool.update(change, etag, origin);
        }),
      detach: (id) => caller.change("detach", id, (origin) => pool.detach(id, origin)),
    },
    balancer: {
      backends: () => caller.read("backends", "", (asOf) => balancer.seen.at(asOf)),
      health: () => caller.read("health", "", (asOf) => balancer.health.at(asOf)),
      setDrain: ({ name }, drain) =>
        caller.change("setDrain", name, (origin) => balancer.setDrain(name, drain, origin)),
      idle: () => caller.read("idle", "", (asOf) => balancer.idle.at(asOf)),
      explain: (name) => caller.read("explain", name, () => balancer.explain(name)),
    },
    autoscaling: {
      list: () => caller.read("autoscaling", "", (asOf) => autoscaling.seen.at(asOf)),
      suspend: (id) => caller.change("suspend", id, (origin) => autoscaling.suspend(id, origin)),
      restore: (id) => caller.change("restore", id, (origin) => autoscaling.restore(id, origin)),
    },
    configurations: {
      list: () => caller.read("configurations", "", (asOf) => configurations.seen.at(asOf)),
      remove: (id) => caller.change("remove", id, (origin) => configurations.remove(id, pool.configurationId, origin)),
    },
    probe: {
      ask: (url) => {
        const manner = setup.probes[url];
        const silence = manner?.silent === true && kernel.time.now < manner.agreesFrom ? 10 : 0;
        const look = () => ({ asOf: kernel.time.now, value: answerOf(manner, kernel.time.now) });
        return caller.call("ask", url, look, silence);
      },
    },
    clock: { now: () => kernel.time.now, sleep: (seconds) => caller.sleep(seconds) },
  };
}

function departing(
  world: World,
  asOf: Instant,
  detached: readonly string[],
  launchedFrom: readonly string[],
): readonly string[] {
  const known = new Set(detached);
  const leaving = world.pool.instances.at(asOf).filter(({ id, configurationId, state, isMember }) => {
    return known.has(id) || (!isMember && state === "TERMINATING" && launchedFrom.includes(configurationId));
  });
  return leaving.map(({ id }) => id);
}

function addressOf(
  world: World,
  id: string,
  subnetId: string | undefined,
  asOf: Instant,
): Address | "no-match" | undefined {
  const machine = world.pool.machines.get(id);
  if (machine === undefined) throw new PortError("not-found", `404 NotAuthorizedOrNotFound: ${id}`);
  if (asOf < machine.vnicAt) return undefined;
  const address =
    machine.making.elsewhere === true ? { ...machine.address, subnetId: "subnet-other" } : machine.address;
  return subnetId === undefined || subnetId === address.subnetId ? address : "no-match";
}
