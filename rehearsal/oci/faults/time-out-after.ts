import { hangUp } from "./hang-up.ts";
import type { RequestFault } from "./request-fault.ts";

/** The request is carried out and the connection breaks before the answer: a retry must not do it twice. */
export const timeOutAfter: RequestFault = {
  kind: "time-out-after",
  strike: (fault) => ({ after: (reply) => hangUp(reply, fault.seconds ?? 0) }),
};
