/** A rehearsal of its own for an engine test: its own folder, world, clouds and state. */
import { stopClouds, tell } from "../../rehearsal/session/clouds.ts";
import { ociClient } from "../../rehearsal/session/oci-client.ts";
import type { OciClient } from "../../rehearsal/session/oci-client.ts";
import { openSession } from "../../rehearsal/session/session.ts";
import type { Session } from "../../rehearsal/session/session.ts";
import type { EngineRun, Stack } from "../../rehearsal/session/stack.ts";
import { isRecord } from "../../rehearsal/oci/facts/conform.ts";
import { stepsOf } from "./plan.ts";
import type { PlannedStep } from "./plan.ts";
import { temporaryFolder } from "./temp.ts";

export interface Rehearsal {
  readonly session: Session;
  readonly client: OciClient;
  /** Folder of this rehearsal. */
  readonly root: string;
  close(): Promise<void>;
}

/** World seconds in a real one: a boot takes less than a second. */
const SPEED = 200;

export async function openRehearsal(label: string): Promise<Rehearsal> {
  const folder = await temporaryFolder(label);
  const session = await openSession({ root: folder.path, speed: SPEED, seed: label });
  const client = await ociClient(session.paths, session.clouds);
  return {
    session,
    client,
    root: folder.path,
    close: async () => {
      await stopClouds(session.paths);
      await folder.remove();
    },
  };
}

/** Runs the engine and keeps what it prints. */
export function quietly(stack: Stack, args: readonly string[]): Promise<EngineRun> {
  return stack.run([...args, "--color", "never"], { onLine: () => {} });
}

/** What a preview plans, unchanged resources left out. Fails where the preview does. */
export async function plannedSteps(stack: Stack): Promise<PlannedStep[]> {
  return stepsOf(await quietly(stack, ["preview", "--json"]));
}

/** How many things of each kind the world holds, those that are none left out. */
export async function worldCounts(session: Session): Promise<Record<string, number>> {
  const status = await tell(session.clouds, "GET", "/rehearsal/status");
  const counts = isRecord(status) && isRecord(status["counts"]) ? status["counts"] : {};
  return Object.fromEntries(
    Object.entries(counts).flatMap(([key, count]) => (Number(count) > 0 ? [[key, Number(count)]] : [])),
  );
}

/** The pool's health, as the world computes it. */
export async function healthOf(session: Session, poolId: unknown): Promise<{ status: string; reasons: string[] }> {
  const report = await tell(session.clouds, "GET", `/rehearsal/health?pool=${String(poolId)}`);
  if (!isRecord(report) || !Array.isArray(report["reasons"])) {
    throw new Error("The health report can't be read.");
  }
  return { status: String(report["status"]), reasons: report["reasons"].map(String) };
}
