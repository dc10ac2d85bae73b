/** What OCI refuses of backends. */
import ipaddr from "ipaddr.js";
import type { BackendDetails, BackendSet, UpdateBackendDetails } from "oci-loadbalancer/lib/model/index.js";
import { invalidParameter } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import { needWithin } from "../shared/refuse.ts";

const MOST_BACKENDS = 512;

/** @throws ServiceError 400 */
export function checkBackend(details: Wire<BackendDetails>): void {
  if (!ipaddr.IPv4.isValidFourPartDecimal(details.ipAddress) && !ipaddr.IPv6.isValid(details.ipAddress)) {
    throw invalidParameter(`ipAddress must be an IP address, not '${details.ipAddress}'.`);
  }
  needWithin("port", details.port, 1, 65_535);
  checkSettings(details);
}

/** @throws ServiceError 400 */
export function checkSettings({ weight, maxConnections }: Partial<Wire<UpdateBackendDetails>>): void {
  needWithin("weight", weight, 1, 100);
  needWithin("maxConnections", maxConnections === 0 ? undefined : maxConnections, 256, 65_535);
}

/** @throws ServiceError 400 for a set with too many backends, with two alike, or with a backup where its policy has none */
export function checkBackends(set: Wire<BackendSet>): void {
  const names = set.backends.map((backend) => backend.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw invalidParameter(`The backend set '${set.name}' has the backend ${twice} already.`);
  }
  if (names.length > MOST_BACKENDS) {
    throw invalidParameter(`A backend set has at most ${MOST_BACKENDS} backends.`);
  }
  const backup = set.backends.find((backend) => backend.backup);
  if (set.policy === "IP_HASH" && backup !== undefined) {
    throw invalidParameter(`The backend ${backup.name} is marked as backup, which the policy IP_HASH doesn't know.`);
  }
}
