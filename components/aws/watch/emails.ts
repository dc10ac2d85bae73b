import type { Fault } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";

/** Mail addresses, none twice. AWS asks each for its consent before it sends anything else. */
export function emailFaults(path: string, given: readonly string[]): Fault[] {
  return given.flatMap((email, at) => [
    ...textFaults(`${path}[${at}]`, email, /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, "a mail address, as in ops@example.com"),
    ...(given.indexOf(email) === at
      ? []
      : [{ path: `${path}[${at}]`, given: email, accepted: "each address only once" }]),
  ]);
}
