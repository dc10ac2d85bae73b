/**
 * opc-retry-token: a create that is sent again, because its answer was lost, gets the first answer again and makes
 * nothing new. Tokens are kept for 24 hours.
 * @see https://docs.oracle.com/iaas/Content/API/Concepts/usingapi.htm
 */
import { createHash } from "node:crypto";
import { invalidatedRetryToken } from "../errors.ts";
import type { Moment } from "../moment.ts";
import type { RememberedReply } from "../world.ts";

const KEPT_MILLISECONDS = 24 * 3600 * 1000;

export function fingerprintOf(operation: string, path: string, body: Buffer): string {
  return createHash("sha256").update(`${operation}\n${path}\n`).update(body).digest("hex");
}

/** The reply that this token got before, if any. @throws ServiceError 409 when it came with another request then. */
export function remembered(moment: Moment, token: string, fingerprint: string): RememberedReply | undefined {
  const replies = moment.world.replies;
  for (const [key, reply] of Object.entries(replies)) {
    if (reply.at + KEPT_MILLISECONDS < moment.now) {
      Reflect.deleteProperty(replies, key);
    }
  }
  const reply = replies[token];
  if (reply !== undefined && reply.fingerprint !== fingerprint) {
    throw invalidatedRetryToken("The retry token was used with another request before. Send a new token.");
  }
  return reply;
}
