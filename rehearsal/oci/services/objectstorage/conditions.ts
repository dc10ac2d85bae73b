/** if-match and if-none-match, with the codes that Object Storage has for them. */
import { ServiceError } from "../../errors.ts";
import type { Call, Reply } from "../../route.ts";

/**
 * Makes sure that a change may be made.
 * @param etag that of what is there now; undefined where nothing is
 * @throws ServiceError 412 IfMatchFailed or IfNoneMatchFailed
 */
export function needConditions(call: Call, etag: string | undefined): void {
  const { ifMatch } = call;
  if (ifMatch !== undefined && (etag === undefined || !names(ifMatch, etag))) {
    throw new ServiceError(412, "IfMatchFailed", "The etag in if-match is not the present one. Read it again.");
  }
  if (etag !== undefined && isKnown(call, etag)) {
    throw new ServiceError(412, "IfNoneMatchFailed", "if-none-match lets this happen only where that is not there.");
  }
}

/** The answer to a read where the caller has this very version. @throws ServiceError 412 IfMatchFailed */
export function notModified(call: Call, etag: string): Reply | undefined {
  needConditions({ ...call, headers: {} }, etag);
  return isKnown(call, etag) ? { status: 304, etag } : undefined;
}

function isKnown(call: Call, etag: string): boolean {
  const given = call.headers["if-none-match"];
  return given !== undefined && names(given, etag);
}

/** Whether a header's etags, with or without quotes, name this one. */
function names(header: string, etag: string): boolean {
  return header.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^"(.*)"$/, "$1") === etag);
}
