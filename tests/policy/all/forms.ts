/** A secret in every form in which something that is printed could hold it. */
import { gunzipSync } from "node:zlib";

/** Of the forms, those in which a text holds the secret; gzip is looked for wherever something could be base64. */
export function formsIn(text: string, secret: string): string[] {
  const plain = Object.entries(formsOf(secret)).filter(([, form]) => text.includes(form));
  return [...plain.map(([name]) => name), ...(packedIn(text).some((one) => one.includes(secret)) ? ["gzip"] : [])];
}

/**
 * What doesn't depend on where in a longer text the secret stands. Base64 does, by its place in groups of three bytes: each of the three is a
 * form of its own, without the letters that its neighbours have a part in.
 */
function formsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64"));
  const inner = shifted.map((text, shift) => text.slice(shift === 0 ? 0 : 4, text.length - 4));
  return {
    plain: secret,
    hex: bytes.toString("hex"),
    HEX: bytes.toString("hex").toUpperCase(),
    url: encodeURIComponent(secret),
    json: JSON.stringify(secret).slice(1, -1),
    "json twice": JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    ...Object.fromEntries(inner.map((text, shift) => [`base64 ${shift}`, text])),
    ...Object.fromEntries(inner.map((text, shift) => [`base64url ${shift}`, urlSafe(text)])),
  };
}

function urlSafe(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_");
}

/** What lies packed in a text: base64 of gzip begins with these letters. */
function packedIn(text: string): string[] {
  return [...text.matchAll(/H4sI[\w+/-]{16,}={0,2}/g)].map(([packed]) => unpacked(Buffer.from(packed, "base64")));
}

function unpacked(bytes: Buffer): string {
  try {
    return gunzipSync(bytes).toString();
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}
