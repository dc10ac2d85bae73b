/** Checks of CIDR blocks. Every one answers with the faults it found: none when the value is right. */
import type { Fault } from "@tidegate/faults";
import { isFullCidr } from "@tidegate/faults";

/** IPv4 CIDR blocks without host bits, at least one, none twice. */
export function cidrListFaults(path: string, given: readonly string[]): Fault[] {
  if (given.length === 0) {
    return [{ path, given, accepted: "at least one IPv4 CIDR block" }];
  }
  return given.flatMap((cidr, index) => {
    const itsPath = `${path}[${index}]`;
    if (!isFullCidr(cidr)) {
      return [{ path: itsPath, given: cidr, accepted: CIDR_ACCEPTED }];
    }
    return given.indexOf(cidr) === index ? [] : [{ path: itsPath, given: cidr, accepted: "each block only once" }];
  });
}

/** What every check of a CIDR block accepts. */
export const CIDR_ACCEPTED = "an IPv4 CIDR block without host bits, as in 10.0.0.0/16";
