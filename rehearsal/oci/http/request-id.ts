import { randomBytes } from "node:crypto";

/** 32 upper-case hexadecimal digits, as in OCI's request ids. */
export function newRequestId(): string {
  return randomBytes(16).toString("hex").toUpperCase();
}
