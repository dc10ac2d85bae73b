/** What the things around a value tell about it. */
import type { Bag, Value } from "@tidegate/policy";

/**
 * What a bag's value is called: by the name beside it (`{ name: "DB_PASSWORD", value: x }`), by what holds it where its own key says
 * nothing (`password: { value: x }`), else by its key.
 */
export function nameOf(key: string, bag: Bag, above: string | undefined): string {
  if (!WRAPPERS.has(key.toLowerCase())) return key;
  for (const beside of NAMES) {
    const name = bag[beside];
    if (beside !== key && typeof name === "string" && name !== "" && name.length <= LONGEST_NAME) return name;
  }
  return above === undefined ? key : `${above}_${key}`;
}

/** Characters. */
const LONGEST_NAME = 200;

/** Keys in small letters that say only that a value is behind them. */
const WRAPPERS = new Set(
  "value values content contents string plaintext data default current text plaintextvalue encryptedvalue stringvalue secretstring".split(
    " ",
  ),
);

/** Keys of what the value beside is called. */
const NAMES = [
  "name",
  "Name",
  "key",
  "Key",
  "variableName",
  "secretName",
  "parameterName",
  "settingName",
  "environmentVariable",
  "variable",
  "header",
];

/** What the arguments of a command are called: after `--password`, or `-p` of a command that logs in. By index. */
export function namesOfArguments(list: readonly Value[]): (string | undefined)[] {
  const logsIn = list.some((word) => typeof word === "string" && /^(?:login|sshpass|mysql(?:dump|admin)?)$/.test(word));
  return list.map((_, at) => {
    const before = at === 0 ? undefined : list[at - 1];
    if (typeof before !== "string" || before.length > LONGEST_NAME) return undefined;
    if (logsIn && before === "-p") return "password";
    return /^--?[a-z][\w-]{2,60}$/i.test(before) ? before.replace(/^-+/, "") : undefined;
  });
}

/**
 * Whether a bag is a JSON Web Key with its private part.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-6
 */
export function isPrivateJwk(bag: Bag): boolean {
  const { kty, d, k } = bag;
  const secret = kty === "oct" ? k : d;
  return typeof kty === "string" && typeof secret === "string" && secret.length >= 16;
}
