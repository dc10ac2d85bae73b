/** Checks that several of compute's operations share. */
import { invalidParameter } from "../../errors.ts";
import type { Call } from "../../route.ts";
import { AVAILABILITY_DOMAINS, FAULT_DOMAINS } from "../../tenancy.ts";

const LONGEST_NAME = 255;

/** @throws ServiceError 400 for an availability domain that the region doesn't have */
export function checkAvailabilityDomain(name: string): void {
  if (!AVAILABILITY_DOMAINS.includes(name)) {
    throw invalidParameter(
      `availabilityDomain '${name}' is none of this region's: it has ${AVAILABILITY_DOMAINS.join(", ")}.`,
    );
  }
}

/** @throws ServiceError 400 for a fault domain that availability domains don't have */
export function checkFaultDomain(name: string): void {
  if (!FAULT_DOMAINS.includes(name)) {
    throw invalidParameter(`faultDomain '${name}' doesn't exist: there are ${FAULT_DOMAINS.join(", ")}.`);
  }
}

/** @throws ServiceError 400 for a name that is empty or longer than 255 characters */
export function checkDisplayName(name: string | undefined | null): void {
  if (name !== undefined && name !== null && (name.length < 1 || name.length > LONGEST_NAME)) {
    throw invalidParameter(`displayName must have 1 to ${LONGEST_NAME} characters, not ${name.length}.`);
  }
}

/** The fields that an update gives; null is another way to leave one out. */
export function given<T extends object>(details: T): Partial<T> {
  const fields: [string, unknown][] = Object.entries(details);
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)) as Partial<T>;
}

/** The state that a list is asked for: OCI doesn't mind its case. */
export function wantedState(call: Call): string | undefined {
  return call.query["lifecycleState"]?.toUpperCase();
}
