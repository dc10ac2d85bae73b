/** One line an event, for the output of `pulumi up`. Plain text: ASCII, but for `…` and `→`. */
import type { InstanceEvent, RolloutEvent } from "../drive/events.ts";
import type { Instant } from "../plan/observation.ts";
import { counted, duration, instantText, oneLine, outcomeText, publicUrl, short } from "./words.ts";

/**
 * The line that tells an event, for example
 * `rollout +2m05s     instance    …a1b2c3 (10.20.1.7, VNIC …d4e5f6, subnet …g7h8i9): booting → healthy`.
 *
 * @param started when the rollout began. Without it the line gives the time of day, in UTC.
 * @returns undefined for `looked`, which is the bar's
 */
export function lineOf(event: RolloutEvent, started?: Instant): string | undefined {
  const told = tell(event);
  if (told === undefined) {
    return undefined;
  }
  const [label, text] = told;
  const when = started === undefined ? instantText(event.at).slice(11) : `+${duration(event.at - started)}`;
  return `rollout ${when.padEnd(10)} ${label.padEnd(11)} ${oneLine(text)}`;
}

/**
 * Gives the lines of one rollout: it remembers when the rollout began, and tells a reason for waiting once, however often
 * it comes, until there is another reason.
 */
export function createTeller(): (event: RolloutEvent) => string | undefined {
  let started: Instant | undefined;
  let reason: string | undefined;
  return (event) => {
    if (event.kind === "started") {
      started ??= event.at;
    }
    if (event.kind === "waiting") {
      if (event.why === reason) {
        return undefined;
      }
      reason = event.why;
    }
    return lineOf(event, started);
  };
}

/** All lines of a rollout that is over. */
export function linesOf(events: readonly RolloutEvent[]): string[] {
  return events.map(createTeller()).filter((line) => line !== undefined);
}

function tell(event: RolloutEvent): readonly [label: string, text: string] | undefined {
  switch (event.kind) {
    case "started":
      return [event.resumed ? "resumed" : "started", startText(event)];
    case "autoscaling":
      return [
        "autoscaler",
        event.to === "suspended" ? `${short(event.id)} suspended for the rollout` : `${short(event.id)} restored`,
      ];
    case "pointed":
      return ["pointed", `new instances are launched from ${short(event.configurationId)}`];
    case "resized":
      return ["resized", `${event.from} → ${counted(event.to, "instance")}`];
    case "instance":
      return ["instance", instanceText(event)];
    case "looked":
      return undefined;
    case "waiting":
      return ["waiting", event.why];
    case "probed":
      return ["probe", `${publicUrl(event.url)} ${event.agrees ? "agrees" : "refuses"}: ${event.words}`];
    case "trouble":
      return ["trouble", `${event.doing}: ${event.why} (tried again)`];
    case "turned-back":
      return ["turned back", `to ${short(event.to)}: ${event.cause}`];
    case "pruned":
      return ["pruned", `instance configuration ${short(event.configurationId)} deleted`];
    case "finished":
      return ["finished", outcomeText(event.outcome, event.serving) + (event.why === "" ? "" : `: ${event.why}`)];
  }
}

function startText({ from, to, desired, surge }: Extract<RolloutEvent, { kind: "started" }>): string {
  return `${short(from)} → ${short(to)}, ${counted(desired, "instance")}, surge ${surge}, so at most ${desired + surge}`;
}

function instanceText(event: InstanceEvent): string {
  const where = [
    event.ip,
    event.vnicId === undefined ? undefined : `VNIC ${short(event.vnicId)}`,
    event.subnetId === undefined ? undefined : `subnet ${short(event.subnetId)}`,
  ].filter((part) => part !== undefined);
  const place = where.length > 0 ? ` (${where.join(", ")})` : "";
  const step =
    event.from === undefined
      ? `first seen ${event.to}, ${event.name} of ${short(event.configurationId)}`
      : `${event.from} → ${event.to}`;
  return `${short(event.id)}${place}: ${step}${event.why === undefined ? "" : `, ${event.why}`}`;
}
