/**
 * The driver: looks, decides one thing, does it, and looks again. It keeps nothing that it couldn't do without: a
 * process that was killed is taken up by the next from what the world shows.
 */
import type { Decision, Failure } from "../plan/decision.ts";
import type { Observation } from "../plan/observation.ts";
import { decide } from "../plan/plan.ts";
import { surgeOf } from "../knobs.ts";
import { act } from "./act.ts";
import type { Move } from "./act.ts";
import { explain, finish, halt } from "./closing.ts";
import type { EventSink } from "./events.ts";
import type { RolloutGoal, RolloutResult } from "./goal.ts";
import { look } from "./look.ts";
import { newMemory } from "./memory.ts";
import type { Memory } from "./memory.ts";
import { isForGood, patiently, RolloutInterrupted, trouble } from "./patience.ts";
import { PortError } from "./ports.ts";
import type { Ports } from "./ports.ts";
import { preflight } from "./preflight.ts";
import { reckon } from "./progress.ts";
import { tellLook } from "./stages.ts";
import type { Told } from "./stages.ts";

export interface DriveOptions {
  /** The planner; a test puts one of its own here. */
  readonly decide?: (seen: Observation, goal: RolloutGoal) => Decision;
}

/**
 * Moves the pool to the goal's target, or back to what served last.
 *
 * @throws GoalRefused before anything is changed; RolloutInterrupted when the world can't be seen or changed for
 *   `maxWaitSeconds`
 */
export async function rollOut(
  ports: Ports,
  goal: RolloutGoal,
  sink: EventSink,
  options: DriveOptions = {},
): Promise<RolloutResult> {
  const planner = options.decide ?? decide;
  const memory = newMemory(ports.clock.now());
  const teller: Teller = { sink, told: new Map(), waiting: "", begun: false };
  await patiently(ports, goal, sink, "reading the pool's attachments", () => preflight(ports, goal));
  for (;;) {
    const looked = await patiently(ports, goal, sink, "looking at the pool", () => look(ports, goal, memory));
    const seen = reckon(looked, goal, memory);
    const decision = planner(seen, goal);
    tell(seen, goal, decision, memory, teller);
    switch (decision.kind) {
      case "finish":
        return finish(ports, goal, seen, decision.outcome, memory, sink);
      case "halt":
        return halt(ports, goal, seen, decision.failure, sink);
      case "wait":
        memory.troubleSince = undefined;
        await pause(ports, goal, seen, decision.until, memory);
        break;
      default: {
        const stuck = await attempt(ports, goal, seen, decision, memory, sink);
        if (stuck !== undefined) {
          return halt(ports, goal, seen, stuck, sink);
        }
      }
    }
  }
}

/**
 * One move. What the world refuses for now shows in the next look, and is decided anew.
 * @returns why the rollout is stuck, when it can't even turn back
 */
async function attempt(
  ports: Ports,
  goal: RolloutGoal,
  seen: Observation,
  move: Move,
  memory: Memory,
  sink: EventSink,
): Promise<Failure | undefined> {
  if (move.kind === "turn-back") {
    memory.failure = move.failure;
    memory.answers = await explain(ports, move.failure);
  }
  try {
    await act(ports, seen, move, memory, sink);
    memory.troubleSince = undefined;
    return undefined;
  } catch (error) {
    if (!(error instanceof PortError)) {
      throw error;
    }
    if (error.kind === "refused" || (isForGood(error) && isPointing(move))) {
      if (move.kind === "turn-back") {
        return { ...move.failure, cause: `${move.failure.cause} The way back was refused too: ${error.message}` };
      }
      memory.refusal = { phase: seen.pool.record?.phase === "back" ? "back" : "forward", words: error.message };
    }
    giveUpInTime(ports, goal, move, memory, error);
    await trouble(ports, goal, sink, move.kind, error);
    return undefined;
  }
}

/** A configuration that isn't there will not come back. */
function isPointing({ kind }: Move): boolean {
  return kind === "point" || kind === "turn-back";
}

/** The deadline turns a rollout back after `maxWaitSeconds`; when even that can't be done, it ends after twice as long. */
function giveUpInTime(ports: Ports, goal: RolloutGoal, { kind }: Move, memory: Memory, error: PortError): void {
  const now = ports.clock.now();
  memory.troubleSince ??= now;
  const concluded = memory.concluded !== undefined && error.kind === "refused";
  if (concluded || now - memory.troubleSince > 2 * goal.knobs.maxWaitSeconds * 1000) {
    throw new RolloutInterrupted(`${kind}: ${error.message}`, { cause: error });
  }
}

/** Until the next poll, or until something is due before that. */
async function pause(
  ports: Ports,
  goal: RolloutGoal,
  seen: Observation,
  until: number | undefined,
  memory: Memory,
): Promise<void> {
  const { pollSeconds } = goal.knobs;
  // A drain's time begins when it shows: whoever looks for it late waits longer for nothing.
  const seconds = memory.switched.size > 0 ? Math.min(SECONDS_UNTIL_DRAINS_SHOW, pollSeconds) : pollSeconds;
  const due = Math.min(seen.at + seconds * 1000, until ?? Number.POSITIVE_INFINITY);
  await ports.clock.sleep(Math.max(MIN_PAUSE_SECONDS, (due - ports.clock.now()) / 1000));
}

/** What a change of a load balancer takes. */
const SECONDS_UNTIL_DRAINS_SHOW = 2;

/** Looks that take longer than a poll must not follow each other without a breath. */
const MIN_PAUSE_SECONDS = 0.1;

interface Teller {
  readonly sink: EventSink;
  readonly told: Map<string, Told>;
  waiting: string;
  begun: boolean;
}

function tell(seen: Observation, goal: RolloutGoal, decision: Decision, memory: Memory, teller: Teller): void {
  const nothingToDo = decision.kind === "conclude" && decision.outcome === "unchanged";
  if (!teller.begun && !nothingToDo && memory.concluded === undefined) {
    teller.begun = true;
    tellStart(seen, goal, memory, teller.sink);
  }
  if (teller.begun) {
    tellLook(seen, goal, teller.told, teller.sink);
  }
  if (decision.kind === "wait" && decision.why !== teller.waiting) {
    teller.sink({ kind: "waiting", at: seen.at, why: decision.why });
    teller.waiting = decision.why;
  }
}

function tellStart(seen: Observation, goal: RolloutGoal, memory: Memory, sink: EventSink): void {
  const { record, size, configurationId } = seen.pool;
  // Another target's rollout that hasn't ended hands on its size and what served before it.
  const open = record !== undefined && record.phase !== "done" ? record : undefined;
  const flight = open?.target === goal.target ? open : undefined;
  const desired = open?.desired ?? size;
  if (flight?.phase === "back") {
    memory.failure = { cause: flight.cause ?? "" };
  }
  sink({
    kind: "started",
    at: seen.at,
    resumed: flight !== undefined,
    from: open?.lastGood ?? configurationId,
    to: goal.target,
    desired,
    surge: surgeOf(goal.knobs.surge, desired),
  });
}
