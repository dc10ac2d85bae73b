/** Things that look like credentials, made anew at each run: no file holds one. */
import { generateKeyPairSync, randomBytes } from "node:crypto";

const drawn = (length: number, alphabet: string): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length] ?? "").join("");

const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERIC = `${CAPITALS}${CAPITALS.toLowerCase()}0123456789`;
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const made = {
  awsKeyId: (): string => `AKIA${drawn(16, `${CAPITALS}234567`)}`,
  awsSessionKeyId: (): string => `ASIA${drawn(16, `${CAPITALS}234567`)}`,
  awsSecret: (): string => `a1B2${drawn(36, `${ALPHANUMERIC}+/`)}`,
  privateKey: (): string =>
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  jwt: (): string =>
    [encoded({ alg: "RS256" }), encoded({ sub: drawn(20, ALPHANUMERIC) }), drawn(80, ALPHANUMERIC)].join("."),
  githubToken: (): string => `ghs_${drawn(36, ALPHANUMERIC)}`,
  githubFineToken: (): string => `github_pat_${drawn(40, ALPHANUMERIC)}`,
  pulumiToken: (): string => `pul-${drawn(40, "0123456789abcdef")}`,
  base64: (bytes: number): string => randomBytes(bytes).toString("base64"),
  hex: (bytes: number): string => randomBytes(bytes).toString("hex"),
  password: (): string => `Tr${drawn(6, ALPHANUMERIC)}!9`,
  ocid: (kind: string): string => `ocid1.${kind}.oc1.eu-frankfurt-1.${drawn(60, "abcdefghijklmnopqrstuvwxyz234567")}`,
};
