import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { statesIn } from "./previewed.ts";

/** What one thing is wrong with, and how: a type's inputs, given otherwise. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "aws:dynamodb/table:Table": { pointInTimeRecovery: { enabled: false } },
  "aws:ecr/repository:Repository": { imageScanningConfiguration: { scanOnPush: false } },
  "aws:iam/role:Role": {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    }),
  },
  "aws:kms/key:Key": { enableKeyRotation: false },
  "aws:sqs/queue:Queue": { sqsManagedSseEnabled: false },
};

/** A preview's JSON with faults in it. */
export interface Faulty {
  readonly preview: string;
  /** How many resources have one. */
  readonly count: number;
}

/**
 * Puts one fault into each resource of these types, so that a judge who finds no more than before is known not to look.
 *
 * @throws Error where it has no resource of one of these types
 */
export function withFaults(preview: string): Faulty {
  const document: unknown = JSON.parse(preview);
  const states = statesIn(document);
  let count = 0;
  for (const [type, wrong] of Object.entries(FAULTS)) {
    const found = states.filter((state) => state["type"] === type);
    if (found.length === 0) throw new Error(`The preview has no ${type} to put a fault into.`);
    for (const state of found) state["inputs"] = { ...(isRecord(state["inputs"]) && state["inputs"]), ...wrong };
    count += found.length;
  }
  return { preview: JSON.stringify(document), count };
}
