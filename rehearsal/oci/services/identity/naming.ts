/** What OCI's identity service asks of names. */
import { invalidParameter } from "../../errors.ts";

const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const LONGEST_DESCRIPTION = 400;

/** @throws ServiceError 400 for a name with other characters than letters, digits, dots, hyphens and underscores */
export function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw invalidParameter(`name must be 1 to 100 letters, digits, hyphens, underscores or dots, not "${name}".`);
  }
}

export function checkDescription(description: string): void {
  if (description.length === 0 || description.length > LONGEST_DESCRIPTION) {
    throw invalidParameter(`description must have 1 to ${LONGEST_DESCRIPTION} characters, not ${description.length}.`);
  }
}
