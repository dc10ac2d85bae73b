/** A story line by line: each call, each answer that failed, each change of the world, and what the rollout tells. */
import type { RolloutEvent } from "../../../../components/rollout/drive/events.ts";
import type { Entry, Origin } from "./log.ts";
import type { Scenario } from "./scenario.ts";

export function lineOfEntry(entry: Entry, scenario: Scenario): string {
  return line(entry.at, scenario, wordsOf(entry));
}

export function lineOfEvent(event: RolloutEvent, scenario: Scenario): string {
  const { kind, at, ...rest } = event;
  return line(at, scenario, `      * ${kind} ${JSON.stringify(rest)}`);
}

export function headline({ seed, plot, desired, goal, faults, setup, must }: Scenario): string {
  const some = Object.entries({ ...faults, ...faults.happenings }).filter(
    ([, value]) => typeof value !== "object" && Boolean(value),
  );
  return [
    `seed ${seed}: ${plot}, ${desired} desired${must === undefined ? "" : `, must ${must}`}`,
    `knobs ${JSON.stringify(goal.knobs)}`,
    `pool ${JSON.stringify(setup.pool)}`,
    `members ${setup.members.map(({ configurationId, how, draining }) => `${configurationId} ${how}${draining === true ? " draining" : ""}`).join(", ")}`,
    `autoscaling ${JSON.stringify(setup.autoscaling)}`,
    `probes ${JSON.stringify(setup.probes)}`,
    `faults ${JSON.stringify(Object.fromEntries(some))}`,
  ].join("\n");
}

function line(at: number, { begin }: Scenario, words: string): string {
  return `${((at - begin) / 1000).toFixed(3).padStart(10)}  ${words}`;
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case "called":
      return `-> ${entry.call} ${entry.method} ${entry.subject}`;
    case "answered":
      return `<- ${entry.call} ${entry.method} ${entry.error ?? "ok"}${entry.asOf === entry.at ? "" : ` as of ${((entry.at - entry.asOf) / 1000).toFixed(1)} s ago`}`;
    case "launched":
      return `   ${entry.id} launched from ${entry.configurationId}${by(entry.origin)}`;
    case "state":
      return `   ${entry.id} ${entry.state}${by(entry.origin)}`;
    case "left":
      return `   ${entry.id} ${entry.how}${by(entry.origin)}`;
    case "health":
      return `   ${entry.id} ${entry.ok ? "answers" : "stops answering"}${by(entry.origin)}`;
    case "backend":
      return `   backend ${entry.name} (${entry.id ?? "unmanaged"}) ${entry.change}${by(entry.origin)}`;
    case "pool":
      return `   pool size ${entry.size}, points at ${entry.configurationId}, record ${JSON.stringify(entry.record)}${by(entry.origin)}`;
    case "autoscaling":
      return `   ${entry.id} ${entry.enabled ? "enabled" : "disabled"}${entry.suspended ? " suspended" : ""}${by(entry.origin)}`;
    case "configuration":
      return `   ${entry.id} ${entry.there ? "is there" : "is deleted"}${by(entry.origin)}`;
    case "process":
      return `== process ${entry.change}${entry.result === undefined ? "" : ` ${JSON.stringify(entry.result)}`}`;
  }
}

function by({ cause, call }: Origin): string {
  return cause === "start" ? "" : `  [${cause}${call === undefined ? "" : ` ${call}`}]`;
}
