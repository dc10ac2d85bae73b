/** The protocol and the ports of a security rule. */
import type * as core from "oci-core/lib/model/index.js";
import { invalidParameter } from "../../errors.ts";
import type { Wire } from "../../wire.ts";

export interface RulePorts {
  protocol: string;
  tcpOptions?: Wire<core.TcpOptions>;
  udpOptions?: Wire<core.UdpOptions>;
  icmpOptions?: Wire<core.IcmpOptions>;
}

/** The protocols that have options of their own, by their numbers. */
const OPTIONS = { tcpOptions: ["6"], udpOptions: ["17"], icmpOptions: ["1", "58"] } as const;

/** @throws ServiceError 400 where a rule's protocol is none, its options are another protocol's, or a range is turned round */
export function checkPorts(rule: RulePorts, what: string): void {
  const isNumber = /^\d{1,3}$/.test(rule.protocol) && Number(rule.protocol) <= 255;
  if (rule.protocol !== "all" && !isNumber) {
    throw invalidParameter(
      `${what}.protocol must be "all" or a protocol's number from 0 to 255, not ${rule.protocol}.`,
    );
  }
  for (const key of ["tcpOptions", "udpOptions", "icmpOptions"] as const) {
    if (rule[key] !== undefined && !(OPTIONS[key] as readonly string[]).includes(rule.protocol)) {
      throw invalidParameter(`${what}.${key} doesn't go with protocol ${rule.protocol}.`);
    }
  }
  for (const options of [rule.tcpOptions, rule.udpOptions]) {
    checkRange(options?.destinationPortRange, `${what}: destinationPortRange`);
    checkRange(options?.sourcePortRange, `${what}: sourcePortRange`);
  }
}

function checkRange(range: Wire<core.PortRange> | undefined, what: string): void {
  if (range === undefined) {
    return;
  }
  const valid = [range.min, range.max].every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535);
  if (!valid || range.min > range.max) {
    throw invalidParameter(
      `${what} must be ports from 1 to 65535, min not above max, not ${range.min} to ${range.max}.`,
    );
  }
}
