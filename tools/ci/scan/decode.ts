import { gunzipSync } from "node:zlib";

/** A line without the base64 in it that is really text, and those texts. */
export interface Decoded {
  readonly rest: string;
  readonly texts: readonly string[];
}

/** Finds texts that a line holds as base64, compressed with gzip or not, as cloud-init's user data and secrets' contents are. */
export function decode(line: string): Decoded {
  const texts: string[] = [];
  const rest = line.replaceAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{8,}={0,2}(?![A-Za-z0-9+/=])/g, (found) => {
    const text = textIn(Buffer.from(found, "base64"));
    if (text === undefined) return found;
    texts.push(text);
    return " ";
  });
  return { rest, texts };
}

function textIn(bytes: Buffer): string | undefined {
  const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? unzipped(bytes) : bytes;
  const text = content?.toString("utf8");
  // Bytes that are no UTF-8 become U+FFFD.
  return text !== undefined && /^[\t\n\r\x20-\x7e\u00a0-\ufffc]+$/.test(text) ? text : undefined;
}

function unzipped(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    // No gzip after all, or too much: it stays what it looks like.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/** Bytes. More than any instance's user data holds. */
const LARGEST = 1024 * 1024;
