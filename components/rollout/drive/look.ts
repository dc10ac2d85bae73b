/** One look at the world: reads through the ports, and joins what they say with what this process remembers. */
import type { BackendSeen, Health, MemberSeen, Observation, PoolSeen } from "../plan/observation.ts";
import type { RolloutGoal } from "./goal.ts";
import type { Memory, Track } from "./memory.ts";
import { PortError } from "./ports.ts";
import type { PoolMember, Ports } from "./ports.ts";
import { isSettled, SETTLE_SECONDS } from "./settle.ts";

/** How long a switched drain may stay unseen before it is asked whether the load balancer is still busy with it. */
const SECONDS_TO_SHOW = 30;

interface BackendNow {
  readonly backend: BackendSeen;
  readonly health: Health;
  /** Whether the verdicts were about the very backends that are there. */
  readonly matched: boolean;
}

/**
 * Reads in an order in which what changes in between can only make the picture look worse than it is: members first, then their
 * backends, then the verdicts on these.
 *
 * @throws PortError when something can't be read
 */
export async function look(ports: Ports, goal: RolloutGoal, memory: Memory): Promise<Observation> {
  const pool = await ports.pool.read();
  const listed = await ports.pool.members();
  const members = listed.filter(({ id }) => !memory.detached.has(id));
  const autoscaling = await ports.autoscaling.list();
  const leaving = await leavingOnes(ports, pool, listed, members, memory);
  await findAddresses(ports, goal, members, memory);
  const backends = await readBackends(ports, memory);
  const settled = await isSettled(ports, pool, memory);
  const at = ports.clock.now();
  const seenMembers = members.map((member) => seenMember(member, goal, backends, memory, at));
  memory.hasLooked = true;
  return {
    at,
    pool,
    autoscaling,
    members: seenMembers,
    leaving,
    progressAt: memory.progressAt,
    phaseSince: memory.phaseSince,
    settled,
    probes: Object.fromEntries(memory.probes),
    reached: Object.fromEntries(memory.reached),
    completeSince: memory.completeSince,
  };
}

/**
 * Those that are no members any more and aren't TERMINATED. Whatever this process has seen as a member counts until
 * then, however it left; what left before this process began is known by the configuration that it was launched from.
 */
async function leavingOnes(
  ports: Ports,
  { configurationId, record }: PoolSeen,
  listed: readonly PoolMember[],
  members: readonly PoolMember[],
  memory: Memory,
): Promise<readonly string[]> {
  memory.shelf ??= (await ports.configurations.list()).map(({ id }) => id);
  const named = [configurationId, record?.target ?? "", record?.lastGood ?? "", ...memory.shelf];
  const launchedFrom = listed.map((member) => member.configurationId);
  const configurations = [...new Set([...named, ...launchedFrom])].filter((id) => id !== "");
  const present = new Set(members.map(({ id }) => id));
  const gone = [...memory.tracks.keys()].filter((id) => !present.has(id));
  const departing = await ports.pool.departing(gone, configurations);
  const stillListed = listed.filter(({ id }) => memory.detached.has(id)).map(({ id }) => id);
  const leaving = [...new Set([...departing, ...stillListed])].filter((id) => !present.has(id));
  gone.filter((id) => !leaving.includes(id)).forEach((id) => memory.tracks.delete(id));
  return leaving;
}

/** How many instances are asked for their address side by side: few enough for OCI's limits, enough for a large pool. */
const ASKED_AT_ONCE = 8;

/** Each instance is asked for once: an address stays as long as its instance. */
async function findAddresses(
  ports: Ports,
  goal: RolloutGoal,
  members: readonly PoolMember[],
  memory: Memory,
): Promise<void> {
  const unknown = members.filter(({ id, state }) => state === "RUNNING" && !memory.addresses.has(id));
  for (let first = 0; first < unknown.length; first += ASKED_AT_ONCE) {
    const some = unknown.slice(first, first + ASKED_AT_ONCE);
    await Promise.all(some.map(({ id }) => findAddress(ports, goal, id, memory)));
  }
}

async function findAddress(ports: Ports, goal: RolloutGoal, id: string, memory: Memory): Promise<void> {
  const found = await addressOf(ports, id, goal.knobs.subnetId);
  if (found === "no-match") {
    memory.misplaced.add(id);
  }
  // A member outside of the chosen subnet fails the rollout; its backend must be known all the same, to be drained.
  const address = found === "no-match" ? await addressOf(ports, id, undefined) : found;
  if (address !== undefined && address !== "no-match") {
    memory.addresses.set(id, address);
  }
}

async function addressOf(ports: Ports, id: string, subnetId: string | undefined) {
  try {
    return await ports.pool.address(id, subnetId);
  } catch (error) {
    if (error instanceof PortError && error.kind === "not-found") {
      return undefined;
    }
    throw error;
  }
}

/** A backend is OK only if it was in the set before and after the verdicts were read, or nothing changed meanwhile. */
async function readBackends(ports: Ports, memory: Memory): Promise<ReadonlyMap<string, BackendNow>> {
  const before = await ports.balancer.backends();
  const health = await ports.balancer.health();
  const steady = health.total === before.length;
  const after = steady ? before : await ports.balancer.backends();
  const names = new Set(before.map(({ name }) => name));
  const both = after.filter(({ name }) => names.has(name));
  const matched = health.total === after.length;
  await confirmDrains(ports, both, memory);
  return new Map(
    both.map((backend) => {
      // Until a switch shows, what capacity can bear less is taken for true: it drains.
      const drain = backend.drain || memory.switched.get(backend.name)?.drain === true;
      const verdict = health.notOk.get(backend.name) ?? "OK";
      return [backend.name, { backend: { ...backend, drain }, health: verdict, matched }];
    }),
  );
}

/** A drain that was switched counts from the moment it was asked for, until it shows or is known to be lost. */
async function confirmDrains(ports: Ports, backends: readonly BackendSeen[], memory: Memory): Promise<void> {
  const now = ports.clock.now();
  let idle: boolean | undefined;
  for (const [name, { drain, at }] of memory.switched) {
    const shown = backends.find((backend) => backend.name === name);
    if (shown === undefined || shown.drain === drain) {
      memory.switched.delete(name);
    } else if (now - at > SECONDS_TO_SHOW * 1000) {
      idle ??= await ports.balancer.idle();
      if (idle) {
        memory.switched.delete(name);
      }
    }
  }
}

function seenMember(
  member: PoolMember,
  goal: RolloutGoal,
  backends: ReadonlyMap<string, BackendNow>,
  memory: Memory,
  at: number,
): MemberSeen {
  const address = memory.addresses.get(member.id);
  const found = address && backends.get(`${address.ip}:${goal.port}`);
  const track = trackOf(memory, member.id);
  const trust = found === undefined || isTrusted(found, track, memory, at);
  const health = trust ? found?.health : "UNKNOWN";
  const verdict = trust ? member.state === "RUNNING" && health === "OK" : undefined;
  const { healthySince, unhealthySince, drainingSince } = follow(track, verdict, showsDrain(found, memory), at);
  return {
    ...member,
    noVnicMatches: memory.misplaced.has(member.id),
    ...switchingOf(found, memory),
    ...(address && { address }),
    ...(found && health && { backend: found.backend, health }),
    ...(healthySince !== undefined && { healthySince }),
    ...(unhealthySince !== undefined && { unhealthySince }),
    ...(drainingSince !== undefined && { drainingSince }),
  };
}

/**
 * The load balancer names those that are not OK. An answer that is older than a new backend doesn't name it either: it is
 * OK only when it has been called otherwise before, or is known for long enough; and where the verdicts count another
 * number of backends than there are, only when it was OK before.
 */
function isTrusted({ health, matched }: BackendNow, track: Track, memory: Memory, at: number): boolean {
  track.backendSince ??= memory.hasLooked ? at : 0;
  track.wasNotOk ||= health !== "OK";
  if (health !== "OK") {
    return true;
  }
  const wasOk = track.healthySince !== undefined || !memory.hasLooked;
  return wasOk || (matched && (track.wasNotOk || at - track.backendSince >= SETTLE_SECONDS * 1000));
}

function switchingOf(found: BackendNow | undefined, memory: Memory): { switching?: "on" | "off" } {
  const switched = found && memory.switched.get(found.backend.name);
  return switched === undefined ? {} : { switching: switched.drain ? "on" : "off" };
}

/** A drain's time begins when the load balancer shows it, not when it was asked for. */
function showsDrain(found: BackendNow | undefined, memory: Memory): boolean {
  return found?.backend.drain === true && !memory.switched.has(found.backend.name);
}

function trackOf(memory: Memory, id: string): Track {
  const track = memory.tracks.get(id) ?? {};
  memory.tracks.set(id, track);
  return track;
}

/** Moves a track on to this look. What isn't known counts neither as healthy nor as unhealthy. */
function follow(track: Track, isOk: boolean | undefined, drains: boolean, at: number): Track {
  if (isOk !== true) {
    delete track.healthySince;
  }
  if (isOk !== false) {
    delete track.unhealthySince;
  }
  if (isOk !== undefined) {
    track[isOk ? "healthySince" : "unhealthySince"] ??= at;
  }
  if (drains) {
    track.drainingSince ??= at;
  } else {
    delete track.drainingSince;
  }
  return track;
}
