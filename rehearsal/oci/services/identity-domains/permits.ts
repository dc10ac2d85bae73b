/**
 * What a user of the domain may do: what the statements about its groups say.
 *
 * This is worked out when somebody asks, and not on each request: a session's requests are authenticated and then carried
 * out, as the engineer's are. A statement that names permissions in braces isn't evaluated, and neither is what Oracle
 * lets every user do for itself.
 */
import type { Moment } from "../../moment.ts";
import { judged } from "../identity/access.ts";
import type { Access, AccessRequest } from "../identity/access.ts";
import { sameGroup } from "../identity/group-names.ts";
import { domainGroups, domainUsers } from "./directory.ts";

/** @param userId the user's id in the domain */
export function domainUserMay(moment: Moment, userId: string, request: AccessRequest): Access {
  const user = domainUsers.get(moment.world, userId);
  if (user?.active !== true) {
    return { allowed: false, why: `There is no active user ${userId}.` };
  }
  const groups = domainGroups.list(moment.world).filter(({ members }) => members.includes(userId));
  const { allowed, misses } = judged(
    moment.world,
    (subject) =>
      subject.kind === "any-user" ||
      (subject.kind === "group" &&
        subject.names.some((name) =>
          groups.some(({ displayName, ocid }) => sameGroup(name, displayName) || name === ocid),
        )),
    request,
  );
  if (allowed !== undefined) {
    return { allowed: true, why: allowed };
  }
  const names = groups.map(({ displayName }) => displayName).join(", ") || "none";
  const what = `${request.verb} ${request.resource} in ${request.compartmentId}`;
  return {
    allowed: false,
    why: `No policy lets ${user.userName} ${what}. Its groups: ${names}. ${misses.join("; ")}`.trim(),
  };
}
