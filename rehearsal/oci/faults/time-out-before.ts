import { hangUp } from "./hang-up.ts";
import type { RequestFault } from "./request-fault.ts";

/** The connection breaks before anything was done. */
export const timeOutBefore: RequestFault = {
  kind: "time-out-before",
  strike: (fault) => ({ before: (reply) => hangUp(reply, fault.seconds ?? 0) }),
};
