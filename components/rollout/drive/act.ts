/** Makes one decision true. Every call may be the last of this process: none depends on the one after it. */
import type { Decision } from "../plan/decision.ts";
import type { Observation } from "../plan/observation.ts";
import type { EventSink } from "./events.ts";
import type { Memory } from "./memory.ts";
import { PortError } from "./ports.ts";
import type { Ports } from "./ports.ts";

/** Whatever changes the world; waiting and ending are the driver's own. */
export type Move = Exclude<Decision, { kind: "wait" | "finish" | "halt" }>;

/** @throws PortError of the call that failed */
export async function act(ports: Ports, seen: Observation, move: Move, memory: Memory, sink: EventSink): Promise<void> {
  const now = () => ports.clock.now();
  switch (move.kind) {
    case "suspend":
      await ports.autoscaling.suspend(move.autoscalingId);
      return sink({ kind: "autoscaling", at: now(), id: move.autoscalingId, to: "suspended" });
    case "restore":
      await ports.autoscaling.restore(move.autoscalingId);
      return sink({ kind: "autoscaling", at: now(), id: move.autoscalingId, to: "restored" });
    case "point":
      await ports.pool.update({ configurationId: move.configurationId, record: move.record }, seen.pool.etag);
      memory.settled = true;
      return sink({ kind: "pointed", at: now(), configurationId: move.configurationId });
    case "turn-back":
      await ports.pool.update({ configurationId: move.record.lastGood, record: move.record }, seen.pool.etag);
      return sink({ kind: "turned-back", at: now(), to: move.record.lastGood, cause: move.failure.cause });
    case "conclude":
      return conclude(ports, seen, move, memory);
    case "resize":
      await ports.pool.update({ size: move.size }, seen.pool.etag);
      return sink({ kind: "resized", at: now(), from: seen.pool.size, to: move.size });
    case "drain":
    case "undrain":
      return switchDrains(ports, move, memory);
    case "detach":
      return detachAll(ports, move.instanceIds, memory);
    case "ask":
      return ask(ports, move, memory, sink);
  }
}

/** A conclusion that got no answer is written again as it was: it may have arrived, and then the next look knows it. */
async function conclude(
  ports: Ports,
  seen: Observation,
  move: Extract<Move, { kind: "conclude" }>,
  memory: Memory,
): Promise<void> {
  const concluding = memory.concluding?.outcome === move.outcome ? memory.concluding : move;
  memory.concluding = concluding;
  if (concluding.record !== seen.pool.record) {
    await ports.pool.update({ record: concluding.record }, seen.pool.etag);
  }
  memory.concluded = concluding.outcome;
}

async function switchDrains(ports: Ports, move: Extract<Move, { kind: "drain" | "undrain" }>, memory: Memory) {
  const drain = move.kind === "drain";
  for (const { backend } of move.targets) {
    try {
      await ports.balancer.setDrain(backend, drain);
      memory.switched.set(backend.name, { drain, at: ports.clock.now() });
    } catch (error) {
      // Whoever doesn't know whether it drains has to take it as draining: that is what capacity can bear.
      if (drain && mayHaveHappened(error)) {
        memory.switched.set(backend.name, { drain, at: ports.clock.now() });
      }
      throw error;
    }
  }
}

async function detachAll(ports: Ports, instanceIds: readonly string[], memory: Memory): Promise<void> {
  for (const id of instanceIds) {
    try {
      await ports.pool.detach(id);
      memory.detached.add(id);
    } catch (error) {
      if (!(error instanceof PortError && error.kind === "not-found")) {
        throw error;
      }
      memory.detached.add(id);
    }
  }
}

async function ask(ports: Ports, move: Extract<Move, { kind: "ask" }>, memory: Memory, sink: EventSink): Promise<void> {
  const { agrees, words } = await ports.probe.ask(move.url);
  const before = memory.probes.get(move.key);
  const askedAt = ports.clock.now();
  memory.probes.set(move.key, {
    agreed: agrees ? (before?.agreed ?? 0) + 1 : 0,
    refused: agrees ? 0 : (before?.refused ?? 0) + 1,
    askedAt,
    last: words,
  });
  sink({ kind: "probed", at: askedAt, url: move.url, agrees, words });
}

function mayHaveHappened(error: unknown): boolean {
  return error instanceof PortError && error.kind === "unknown";
}
