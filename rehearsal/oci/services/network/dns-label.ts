import { conflict, invalidParameter } from "../../errors.ts";

/**
 * A DNS label: letters and digits, a letter first, at most 15.
 * @throws ServiceError 400 where it is none, 409 where it is taken
 */
export function checkDnsLabel(label: string | undefined, taken: ReadonlySet<string>): void {
  if (label === undefined) {
    return;
  }
  if (!/^[a-zA-Z][a-zA-Z0-9]{0,14}$/.test(label)) {
    throw invalidParameter(`dnsLabel must be a letter, then at most 14 letters and digits, not ${label}.`);
  }
  if (taken.has(label)) {
    throw conflict(`dnsLabel ${label} is taken.`);
  }
}
