/**
 * Whether a line holds a text that looks drawn at random: 32 characters or more, many different ones, and letters and digits
 * mixed as chance mixes them (names and paths change seldom between small letters, capitals and digits). What has the
 * form of an ARN, OCID, digest, UUID or commit is left out.
 */
export function looksRandom(line: string): boolean {
  const rest = KNOWN.reduce((left, form) => left.replaceAll(form, " "), line);
  return [...rest.matchAll(/[A-Za-z0-9+/=_-]{32,}/g)].some(([text]) => isRandom(withoutWords(text)));
}

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

/** Bits a character, at least: random hexadecimal has about 3.7, random base64 4.8, both with little spread. */
const LEAST_ENTROPY = 3.2;

/**
 * Changes between words and numbers, a character, at least. By chance it is about 0.5, below 0.2 not once in 100,000 texts of
 * 40 base64 characters; `enableNetworkAddressUsageMetricsForTheWholeVirtualNetwork` has 0.16, names with numbers in them less.
 */
const LEAST_CHANGES = 0.2;

/** Without the folders of a path that are plain words: `app/order-tracking-dev/50dc6c495c0c9188`. */
function withoutWords(text: string): string {
  const parts = text.replace(/=+$/, "").split("/");
  return parts.filter((part) => !/^[A-Z]?[a-z]+(?:-[a-z]+)*$/.test(part)).join("/");
}

function isRandom(text: string): boolean {
  // Without a digit it is a name: `AddClientIDToOpenIDConnectProvider`. Of random texts of 44 characters, one in a thousand has none.
  if (text.length < 30 || !/\d/.test(text)) return false;
  if (/^(?=.*[a-f])[0-9a-f]+$/i.test(text)) return true;
  return entropyOf(text) >= LEAST_ENTROPY && changesIn(text) >= LEAST_CHANGES;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** A capital and the small letters behind it are one word; what parts words and numbers doesn't count. */
function changesIn(text: string): number {
  const bare = text.replace(/[^A-Za-z0-9]/g, "");
  const parts = bare.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  return bare.length < 2 ? 0 : (parts.length - 1) / (bare.length - 1);
}
