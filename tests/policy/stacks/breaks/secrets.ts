/** Secrets that are planted. They are drawn for each run, so that they stand in no file. */
import { randomBytes, randomInt } from "node:crypto";

export interface Planted {
  /** A token of GitHub's form. */
  readonly token: string;
  /** An access key of AWS's form. */
  readonly accessKey: string;
}

export function drawSecrets(): Planted {
  const letters = randomBytes(60).toString("base64").replaceAll(/\W/g, "a");
  const capital = (): string => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(randomInt(32));
  return {
    token: `ghp_${letters.slice(0, 36)}`,
    accessKey: `AKIA${Array.from({ length: 16 }, capital).join("")}`,
  };
}
