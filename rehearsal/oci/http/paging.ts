/** Lists come in pages: at most `limit` items, and `opc-next-page` with a token for the rest. */
import { invalidParameter } from "../errors.ts";

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

export interface Page {
  items: unknown[];
  /** Token of the following page; undefined on the last. */
  next?: string;
}

export function pageOf(items: readonly unknown[], limit: string | undefined, page: string | undefined): Page {
  const size = limit === undefined ? DEFAULT_LIMIT : Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_LIMIT) {
    throw invalidParameter(`limit must be a whole number from 1 to ${LARGEST_LIMIT}, not ${limit}.`);
  }
  const from = page === undefined ? 0 : readToken(page);
  const end = from + size;
  return { items: items.slice(from, end), ...(end < items.length && { next: writeToken(end) }) };
}

function writeToken(from: number): string {
  return Buffer.from(`from:${from}`).toString("base64url");
}

function readToken(page: string): number {
  const from = /^from:(\d+)$/.exec(Buffer.from(page, "base64url").toString())?.[1];
  if (from === undefined) {
    throw invalidParameter("page is no token that this service gave out.");
  }
  return Number(from);
}
