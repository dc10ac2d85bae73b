/**
 * A rollout's record as freeform tags of the pool: it stands where the pool stands, whoever looks, and people can read it
 * in the console. OCI allows 10 such tags a resource, no dot or space in a key, 256 characters in a value.
 * @see https://docs.oracle.com/iaas/Content/Tagging/Concepts/taggingoverview.htm#limits
 */
import { PortError } from "../drive/ports.ts";
import type { RolloutRecord } from "../plan/observation.ts";

export type Tags = Readonly<Record<string, string>>;

/** `forward, 4 instances, since 2026-01-05T09:00:00.000Z` */
const STATE = "tidegate-rollout";
const TARGET = "tidegate-target";
const LAST_GOOD = "tidegate-last-good";
const PREVIOUS = "tidegate-previous";
const CAUSE = "tidegate-cause";
export const RECORD_TAGS: readonly string[] = [STATE, TARGET, LAST_GOOD, PREVIOUS, CAUSE];

const LONGEST_VALUE = 256;
const STATE_FORM = /^(forward|back|done), (\d+) instances?, since (\S+)$/;

/** Other people's tags with this record's in place of the former one's. What is empty has no tag. */
export function withRecord(others: Tags, record: RolloutRecord): Record<string, string> {
  const tags = Object.fromEntries(Object.entries(others).filter(([key]) => !RECORD_TAGS.includes(key)));
  const { phase, desired, startedAt } = record;
  tags[STATE] = `${phase}, ${desired} instance${desired === 1 ? "" : "s"}, since ${new Date(startedAt).toISOString()}`;
  tags[TARGET] = record.target;
  const optional = { [LAST_GOOD]: record.lastGood, [PREVIOUS]: record.previous, [CAUSE]: fitted(record.cause ?? "") };
  for (const [key, value] of Object.entries(optional)) {
    if (value !== "") {
      tags[key] = value;
    }
  }
  return tags;
}

/**
 * The record in a pool's tags; undefined when none of its tags is there.
 * @throws PortError refused when some are there and make no record
 */
export function recordOf(tags: Tags): RolloutRecord | undefined {
  if (!RECORD_TAGS.some((key) => tags[key] !== undefined)) {
    return undefined;
  }
  const { [STATE]: state, [TARGET]: target, [CAUSE]: cause } = tags;
  const [, phase, desired, since = ""] = STATE_FORM.exec(state ?? "") ?? [];
  const startedAt = Date.parse(since);
  const faults: string[] = [];
  if (!isPhase(phase) || Number.isNaN(startedAt)) {
    const example = "'forward, 4 instances, since 2026-01-05T09:00:00.000Z'";
    faults.push(`the tag ${STATE} ${wrongly(state)} where it should read like ${example}`);
  }
  if (target === undefined || target === "") {
    faults.push(`the tag ${TARGET} ${wrongly(target)} where it should be an instance configuration's OCID`);
  }
  if (faults.length > 0 || !isPhase(phase) || target === undefined) {
    throw new PortError(
      "refused",
      `The pool's record of its last rollout can't be read: ${faults.join("; ")}. Put the tags right, or remove all of ` +
        `${RECORD_TAGS.join(", ")} from the pool: then what the pool points at now counts as what served last.`,
    );
  }
  return {
    phase,
    target,
    lastGood: tags[LAST_GOOD] ?? "",
    previous: tags[PREVIOUS] ?? "",
    desired: Number(desired),
    startedAt,
    ...(cause !== undefined && cause !== "" && { cause }),
  };
}

function isPhase(text: string | undefined): text is RolloutRecord["phase"] {
  return text === "forward" || text === "back" || text === "done";
}

function wrongly(value: string | undefined): string {
  return value === undefined ? "is missing" : `reads '${value}'`;
}

/** On one line, and no longer than a tag's value may be. */
function fitted(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST_VALUE) {
    return line;
  }
  // A character outside the basic plane takes two places, and half of one is none.
  return `${line.slice(0, LONGEST_VALUE - 3).replace(/[\uD800-\uDBFF]$/, "")}...`;
}
