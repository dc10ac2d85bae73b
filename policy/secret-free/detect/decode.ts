/** Texts within texts: base64 and base64url, compressed with gzip or not, as user data and secrets' contents are. */
import { gunzipSync } from "node:zlib";

/** Texts that a text holds as base64. */
export interface Packed {
  readonly texts: readonly string[];
  /** Whether something in it was too large to be unpacked. */
  readonly tooLarge: boolean;
}

/** Bytes of one packed text. More than any instance's user data holds. */
export const LARGEST = 1024 * 1024;

/** Finds the texts that a text holds as base64, in one line or wrapped into lines. What is no text in the end stays where it is. */
export function unpack(text: string): Packed {
  const texts: string[] = [];
  let tooLarge = false;
  for (const run of runsIn(text)) {
    const content = contentOf(run);
    if (content === undefined) continue;
    if (content === TOO_LARGE) {
      tooLarge = true;
      continue;
    }
    texts.push(content);
  }
  return { texts, tooLarge };
}

/** What a text says that is base64 from its first to its last character; undefined where it is none, or holds no text. */
export function decodedText(text: string): string | undefined {
  const bare = text.trim();
  if (bare.length < 4 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(bare)) return undefined;
  const content = contentOf(bare);
  return content === TOO_LARGE ? undefined : content;
}

/** Characters; shorter ones say too little, and names decode to something now and then. */
const SHORTEST = 8;

/** Base64 in one piece; lines of it that follow each other are one: all but the last are 60 characters long or more. */
function* runsIn(text: string): Generator<string> {
  let open = "";
  let end = 0;
  for (const found of text.matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)) {
    const goesOn = open.length >= 60 && found.index - end < 80 && !open.endsWith("=");
    if (goesOn && /^\r?\n[ \t]*$/.test(text.slice(end, found.index))) {
      open += found[0];
    } else {
      if (open !== "") yield open;
      open = found[0];
    }
    end = found.index + found[0].length;
  }
  if (open !== "") yield open;
}

const TOO_LARGE = Symbol("too large");

function contentOf(base64: string): string | typeof TOO_LARGE | undefined {
  if (base64.length < SHORTEST) return undefined;
  const head = Buffer.from(base64.slice(0, 24), "base64");
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  if (!gzipped && head.some((byte) => byte < 9 && byte !== 0)) return undefined;
  if (base64.length > LARGEST * 1.4) return TOO_LARGE;
  const bytes = gzipped ? unzipped(Buffer.from(base64, "base64")) : Buffer.from(base64, "base64");
  return Buffer.isBuffer(bytes) ? textOf(bytes) : bytes;
}

function textOf(bytes: Buffer): string | undefined {
  // PowerShell's -EncodedCommand.
  const wide = bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0;
  const text = bytes.toString(wide ? "utf16le" : "utf8");
  // Bytes that are no UTF-8 become U+FFFD. Short runs of Latin letters decode to rarer scripts by chance.
  if (!/^[\t\n\r\x20-\x7e\u00a0-\ufffc]+$/.test(text)) return undefined;
  return text.length >= 16 || /^[\t\n\r\x20-\x7e]+$/.test(text) ? text : undefined;
}

function unzipped(bytes: Buffer): Buffer | typeof TOO_LARGE | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      // No gzip after all: it stays what it looks like.
      return error.code === "ERR_BUFFER_TOO_LARGE" ? TOO_LARGE : undefined;
    }
    throw error;
  }
}
