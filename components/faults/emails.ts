import { textFaults } from "./checks.ts";
import type { Fault } from "./faults.ts";

/** Mail addresses, none twice. Commas and semicolons part addresses in some lists, so that none may hold one. */
export function emailFaults(path: string, given: readonly string[]): Fault[] {
  return given.flatMap((email, at) =>
    given.indexOf(email) === at
      ? textFaults(`${path}[${at}]`, email, ADDRESS, "a mail address, as in ops@example.com")
      : [{ path: `${path}[${at}]`, given: email, accepted: "each address only once" }],
  );
}

const ADDRESS = /^[^\s,;@]+@[^\s,;@.]+(\.[^\s,;@.]+)+$/;
