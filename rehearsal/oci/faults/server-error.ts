import { internalServerError } from "../errors.ts";
import type { RequestFault } from "./request-fault.ts";

/** 500, with nothing done. */
export const serverError: RequestFault = {
  kind: "server-error",
  strike: () => ({ before: () => Promise.reject(internalServerError("Internal error. Send the request again.")) }),
};
