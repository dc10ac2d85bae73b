/**
 * What OCI takes as free-form tags, on whatever they stand.
 * @see https://docs.oracle.com/iaas/Content/Tagging/Concepts/taggingoverview.htm
 */
import { invalidParameter } from "../errors.ts";
import { isRecord } from "../facts/conform.ts";

const MOST_TAGS = 10;
const LONGEST_KEY = 100;
const LONGEST_VALUE = 256;
/** Printable ASCII without spaces and periods. */
const KEY = /^[!-~]+$/;

/** @throws ServiceError 400 with every fault of every map of free-form tags in a request's body */
export function checkTags(body: unknown): void {
  const faults = faultsIn(body, "");
  if (faults.length > 0) {
    throw invalidParameter(`${faults.join("; ")}.`);
  }
}

function faultsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => faultsIn(item, `${path}[${index}]`));
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return key === "freeformTags" && isRecord(item) ? tagFaults(item, at) : faultsIn(item, at);
  });
}

/** Values are not repeated: what somebody put there by mistake may be a secret. */
function tagFaults(tags: Record<string, unknown>, path: string): string[] {
  const entries = Object.entries(tags);
  const faults = entries.length > MOST_TAGS ? [`${path} holds ${entries.length} tags: at most ${MOST_TAGS}`] : [];
  for (const [key, value] of entries) {
    if (key.length > LONGEST_KEY) {
      faults.push(`${path} has a key of ${key.length} characters: at most ${LONGEST_KEY}`);
    } else if (!KEY.test(key) || key.includes(".")) {
      faults.push(`${path} has the key '${key}': printable ASCII, without spaces and periods`);
    }
    if (typeof value === "string" && value.length > LONGEST_VALUE) {
      faults.push(
        `${path} has ${value.length} characters under '${key.slice(0, LONGEST_KEY)}': at most ${LONGEST_VALUE}`,
      );
    }
  }
  return faults;
}
