/**
 * Whether a text looks drawn at random: 20 characters or more, many different ones, and letters and digits mixed as chance
 * mixes them. Names and paths change seldom between small letters, capitals and digits.
 */
export function isRandom(text: string, shortest = 20): boolean {
  // Without a digit it is a name: `AddClientIDToOpenIDConnectProvider`. Of random texts of 44 characters, one in a thousand has none.
  if (text.length < shortest || !/\d/.test(text)) return false;
  const start = text.slice(0, LONGEST);
  if (/^(?=[0-9]{0,99}[a-f])[0-9a-f]{2,256}$/i.test(start)) return entropyOf(start) >= LEAST_ENTROPY_OF_HEX;
  return entropyOf(start) >= LEAST_ENTROPY && changesIn(start) >= LEAST_CHANGES;
}

/** What stands further behind says no more about it. */
const LONGEST = 256;

/** Bits a character, at least: 20 random base64 characters have about 4.1, with little spread. */
const LEAST_ENTROPY = 3.2;
/** 20 random hexadecimal digits have about 3.4. */
const LEAST_ENTROPY_OF_HEX = 2.6;

/**
 * Changes between words and numbers, a character, at least. By chance it is about 0.5, below 0.2 not once in 100,000 texts of
 * 40 base64 characters; `enableNetworkAddressUsageMetricsForTheWholeVirtualNetwork` has 0.16, names with numbers in them less.
 */
const LEAST_CHANGES = 0.2;

/** Whether small letters, capitals and digits change so often that it is hardly a name, digits or not: `XRbVdylRUxfU`. */
export function isMixed(text: string): boolean {
  return changesIn(text.slice(0, LONGEST)) >= OFTEN;
}

/** Changes a character, as LEAST_CHANGES. `enableDnsHostnames` has 0.12. */
const OFTEN = 0.3;

/** Shannon's, in bits a character. */
export function entropyOf(text: string): number {
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
