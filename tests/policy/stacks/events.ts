/** What the engine's event log tells of policies. */
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { STACK } from "./breaks/break.ts";
import type { Finding } from "./breaks/break.ts";

/** The findings that end a preview. @param log the file that `--event-log` names: a JSON object a line */
export function mandatoryIn(log: string): Finding[] {
  return eventsIn(log)
    .filter((event) => event["enforcementLevel"] === "mandatory")
    .map(findingOf);
}

/** All that policies say, whether or not it ends a preview. */
export function saidIn(log: string): string {
  return eventsIn(log)
    .map((event) => JSON.stringify(event))
    .join("\n");
}

function eventsIn(log: string): Record<string, unknown>[] {
  return log.split("\n").flatMap((line) => {
    const event: unknown = line === "" ? undefined : JSON.parse(line);
    const told = isRecord(event) ? event["policyEvent"] : undefined;
    return isRecord(told) ? [told] : [];
  });
}

function findingOf({ policyName, resourceUrn, message }: Record<string, unknown>): Finding {
  // urn:pulumi:<stack>::<project>::<type of the parent>$<type>::<name>, and a name may hold anything.
  const [, , types = STACK, ...name] = textOf(resourceUrn).split("::");
  const path = /^(\S*): /.exec(textOf(message).trimEnd().split("\n").at(-1) ?? "")?.[1] ?? "";
  return { policy: textOf(policyName), type: types.split("$").at(-1) ?? "", name: name.join("::"), path };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
