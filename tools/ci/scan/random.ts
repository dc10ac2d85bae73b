import { decodedText, isRandom } from "@tidegate/secret-free/detect";

/**
 * Whether a line holds a text that looks drawn at random, 30 characters or more. What has the form of an ARN, OCID, digest, UUID or
 * commit is left out, and so is base64 of a text, which is looked into.
 */
export function looksRandom(line: string): boolean {
  const rest = KNOWN.reduce((left, form) => left.replaceAll(form, " "), line);
  return [...rest.matchAll(/[A-Za-z0-9+/=_-]{32,}/g)].some(
    ([text]) => decodedText(text) === undefined && isRandom(withoutWords(text), SHORTEST),
  );
}

/** Characters. */
const SHORTEST = 30;

/** What is long and looks random, and is no secret. */
const KNOWN: readonly RegExp[] = [
  /\barn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:[\w./:*-]+/g,
  /\bocid1\.[a-z0-9]+\.[a-z0-9-]+(?:\.[a-z0-9-]*)+/g,
  /\bsha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128}|1:[0-9a-f]{40})\b/g,
  /\bsha(?:256-[A-Za-z0-9+/]{43}=|512-[A-Za-z0-9+/]{86}==)/g,
  /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi,
  // A commit, where one is said to be.
  /(?<=(?:@|commit\s))[0-9a-f]{40}\b/g,
];

/** Without the folders of a path that are plain words: `app/order-tracking-dev/50dc6c495c0c9188`. */
function withoutWords(text: string): string {
  const parts = text.replace(/=+$/, "").split("/");
  return parts.filter((part) => !/^[A-Z]?[a-z]+(?:-[a-z]+)*$/.test(part)).join("/");
}
