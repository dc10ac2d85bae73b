/** Letters that values are made of, and the packings that a state's texts come in. */
import { Buffer } from "node:buffer";
import { crc32, gzipSync } from "node:zlib";
import type { Random } from "../../../components/rollout/simulate/random.ts";

export const DIGITS = "0123456789";
export const HEX = "0123456789abcdef";
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LOWER = UPPER.toLowerCase();
export const BASE36 = LOWER + DIGITS;
export const BASE62 = UPPER + LOWER + DIGITS;
export const BASE64 = `${BASE62}+/`;
export const URL_SAFE = `${BASE62}-_`;
export const BASE32 = `${UPPER}234567`;

const WORDS =
  "amber anchor apple arrow autumn badger basket birch bottle branch bridge button candle canyon carbon castle cedar cherry " +
  "cider circle clover cobalt copper coral cotton crystal dagger desert dragon eagle ember falcon feather fjord forest galaxy " +
  "garden ginger glacier granite hammer harbor hazel horizon hunter island ivory jasmine jungle kettle ladder lagoon lantern " +
  "lemon lizard magnet maple marble meadow mellow mirror mocha monkey orchid otter oyster pebble pepper pirate planet";
export const WORD_LIST = WORDS.split(" ");

export function letters(random: Random, alphabet: string, count: number): string {
  let text = "";
  for (let n = 0; n < count; n++) text += alphabet.charAt(random.int(0, alphabet.length - 1));
  return text;
}

export function bytes(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => random.int(0, 255)));
}

/** Random bytes in base64, with its padding. */
export function base64Of(random: Random, count: number): string {
  return bytes(random, count).toString("base64");
}

export function hex(random: Random, count: number): string {
  return letters(random, HEX, count);
}

export function digits(random: Random, count: number): string {
  return String(random.int(1, 9)) + letters(random, DIGITS, count - 1);
}

export function word(random: Random): string {
  return random.pick(WORD_LIST);
}

export function words(random: Random, count: number, by = "-"): string {
  return Array.from({ length: count }, () => word(random)).join(by);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of version 4. @see https://www.rfc-editor.org/rfc/rfc9562 */
export function uuid(random: Random): string {
  const text = hex(random, 32);
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    `4${text.slice(13, 16)}`,
    random.pick(["8", "9", "a", "b"]) + text.slice(17, 20),
    text.slice(20),
  ].join("-");
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

export function gzipped(text: string): string {
  return gzipSync(text).toString("base64");
}

/** A signed token of three parts. @see https://www.rfc-editor.org/rfc/rfc7519 */
export function jwt(random: Random, header: object, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(claims)}.${bytes(random, 32).toString("base64url")}`;
}

/** Six letters that GitHub and npm put at the end of their tokens. @see https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ */
export function checked(random: Random, length: number): string {
  const body = letters(random, BASE62, length - 6);
  let sum = crc32(body);
  let end = "";
  for (let n = 0; n < 6; n++) {
    end = BASE62.charAt(sum % 62) + end;
    sum = Math.floor(sum / 62);
  }
  return body + end;
}

/** As a PEM file has it. @see https://www.rfc-editor.org/rfc/rfc7468 */
export function pem(random: Random, label: string, size: number, headers = ""): string {
  const lines = base64Of(random, size).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${headers}${lines.join("\n")}\n-----END ${label}-----\n`;
}
