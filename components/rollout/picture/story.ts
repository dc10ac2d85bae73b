/** A rollout as a picture needs it: what every instance did and when, and how much capacity there was. */
import type { InstanceEvent, RolloutEvent, Stage } from "../drive/events.ts";
import type { Instant } from "../plan/observation.ts";
import { short } from "../tell/words.ts";
import type { Outcome } from "../tell/words.ts";

export interface RolloutStory {
  readonly title: string;
  /** OCID of the instance configuration that served before. Empty when none did. */
  readonly from: string;
  /** OCID of the instance configuration that the pool was to run. */
  readonly to: string;
  /** `running` when the events end before the rollout does. */
  readonly outcome: Outcome | "running";
  /** OCID of the instance configuration that the pool points at in the end. Empty while the rollout runs. */
  readonly serving: string;
  /** Why it failed; undefined when it didn't. */
  readonly cause?: string;
  readonly startedAt: Instant;
  /** When the rollout finished, or the last thing that is known of it. */
  readonly endedAt: Instant;
  /** Instances. */
  readonly desired: number;
  /** Instances above `desired` that were allowed. */
  readonly surge: number;
  /** In the order in which they were first seen; of those seen at the same instant, the old ones first. */
  readonly lanes: readonly Lane[];
  /** One point a look, in order of time. */
  readonly capacity: readonly CapacityPoint[];
  /** What happened to the pool as a whole, in order of time. */
  readonly marks: readonly Mark[];
}

/** One instance's way. */
export interface Lane {
  readonly instanceId: string;
  readonly name: string;
  /** Private IPv4 address, as it was last known. */
  readonly ip?: string;
  readonly configurationId: string;
  /** `new`: launched from the configuration that the pool was to run. `old`: from any other. */
  readonly version: "old" | "new";
  /** Without gap or overlap, from first sight to the end. Only the last one may have no length. */
  readonly spans: readonly Span[];
}

export interface Span {
  readonly stage: Stage;
  readonly from: Instant;
  readonly to: Instant;
}

export interface CapacityPoint {
  readonly at: Instant;
  /** Instances that serve. */
  readonly serving: number;
  /** Instances that are not TERMINATED. */
  readonly instances: number;
}

export interface Mark {
  readonly at: Instant;
  readonly text: string;
}

/**
 * Makes the story of the events of one rollout. A `started` that says `resumed` goes on with the story, any other one
 * begins it anew, so the events of processes that were killed can be given one after another.
 *
 * @param title Default: the two configurations.
 * @throws RangeError when there is no event at all
 */
export function storyOf(events: readonly RolloutEvent[], title?: string): RolloutStory {
  const begin = events.findLastIndex((event) => event.kind === "started" && !event.resumed);
  const told = events.slice(Math.max(0, begin));
  const [first] = told;
  if (first === undefined) {
    throw new RangeError("A rollout without events has no story. Give the events that the driver has told.");
  }
  const start = told.find((event) => event.kind === "started");
  const end = told.findLast((event) => event.kind === "finished");
  const to = start?.to ?? end?.serving ?? "";
  const endedAt = told.reduce((latest, { at }) => Math.max(latest, at), first.at);
  return {
    title: title ?? `Rollout ${short(start?.from ?? "")} → ${short(to)}`,
    from: start?.from ?? "",
    to,
    outcome: end?.outcome ?? "running",
    serving: end?.serving ?? "",
    cause: causeOf(told),
    startedAt: told.reduce((earliest, { at }) => Math.min(earliest, at), first.at),
    endedAt,
    desired: start?.desired ?? told.find((event) => event.kind === "looked")?.desired ?? 0,
    surge: start?.surge ?? 0,
    lanes: lanesOf(told, to, endedAt),
    capacity: told
      .filter((event) => event.kind === "looked")
      .map(({ at, serving, instances }) => ({ at, serving, instances })),
    marks: marksOf(told),
  };
}

function causeOf(events: readonly RolloutEvent[]): string | undefined {
  const back = events.findLast((event) => event.kind === "turned-back");
  if (back !== undefined) {
    return back.cause;
  }
  const end = events.findLast((event) => event.kind === "finished");
  return end?.outcome === "halted" || end?.outcome === "returned" ? end.why : undefined;
}

function lanesOf(events: readonly RolloutEvent[], to: string, endedAt: Instant): Lane[] {
  const byInstance = Map.groupBy(
    events.filter((event) => event.kind === "instance"),
    ({ id }) => id,
  );
  const lanes = [...byInstance.values()].map((steps) => laneOf(steps, to, endedAt));
  // Sorting is stable, so instances that were seen together stay in the order in which they were told.
  return lanes.sort((a, b) => startOf(a) - startOf(b) || Number(a.version === "new") - Number(b.version === "new"));
}

function laneOf(steps: readonly InstanceEvent[], to: string, endedAt: Instant): Lane {
  const last = steps.at(-1);
  return {
    instanceId: last?.id ?? "",
    name: last?.name ?? "",
    ip: steps.findLast((step) => step.ip !== undefined)?.ip,
    configurationId: last?.configurationId ?? "",
    version: last?.configurationId === to ? "new" : "old",
    spans: spansOf(steps, endedAt),
  };
}

function spansOf(steps: readonly InstanceEvent[], endedAt: Instant): Span[] {
  const begun: { readonly stage: Stage; readonly from: Instant }[] = [];
  for (const { at, to: stage } of steps) {
    const open = begun.at(-1);
    if (open?.stage === stage) {
      // A process that takes the rollout up tells again what it finds.
      continue;
    }
    if (open !== undefined && at <= open.from) {
      // Two steps at one look: the earlier took no time that a picture could show.
      begun.pop();
      const before = begun.at(-1);
      if (before?.stage !== stage) {
        begun.push({ stage, from: open.from });
      }
      continue;
    }
    begun.push({ stage, from: at });
  }
  return begun.map(({ stage, from }, index) => ({ stage, from, to: begun[index + 1]?.from ?? endedAt }));
}

function startOf(lane: Lane): Instant {
  return lane.spans[0]?.from ?? 0;
}

function marksOf(events: readonly RolloutEvent[]): Mark[] {
  const marks = events.flatMap((event) => {
    const text = markText(event);
    return text === undefined ? [] : [{ at: event.at, text }];
  });
  // A pool may have several autoscaling configurations, suspended at once: one mark says it.
  return marks.filter(
    (mark, index) => marks.findIndex(({ at, text }) => at === mark.at && text === mark.text) === index,
  );
}

function markText(event: RolloutEvent): string | undefined {
  switch (event.kind) {
    case "started":
      return event.resumed ? "taken up again" : undefined;
    case "autoscaling":
      return `autoscaler ${event.to}`;
    case "pointed":
      return `pointed at ${short(event.configurationId)}`;
    case "turned-back":
      return "turned back";
    default:
      return undefined;
  }
}
