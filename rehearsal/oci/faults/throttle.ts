import { tooManyRequests } from "../errors.ts";
import type { RequestFault } from "./request-fault.ts";

/** 429, as when a tenancy sends too many requests. */
export const throttle: RequestFault = {
  kind: "throttle",
  strike: () => ({
    before: () => Promise.reject(tooManyRequests("Too many requests for this tenancy. Wait, then send it again.")),
  }),
};
