import { Random } from "../../../components/rollout/simulate/random.ts";

/** Texts drawn from a seed: the same seed gives the same texts on every machine. */
export class Draw extends Random {
  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.int(0, alphabet.length - 1)]).join("");
  }

  alphanumeric(length: number): string {
    return this.text(length, ALPHANUMERIC);
  }

  hex(length: number): string {
    return this.text(length, "0123456789abcdef");
  }

  digits(length: number): string {
    return this.text(length, "0123456789");
  }

  word(): string {
    return this.pick(WORDS);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.int(0, 255)));
  }

  base64(length: number): string {
    return this.bytes(length).toString("base64");
  }

  base64url(length: number): string {
    return this.bytes(length).toString("base64url");
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join("-");
  }

  /** What a person or a generator makes up: letters, digits, a sign. */
  password(): string {
    const sign = this.pick(["!", "#", "_", "-", "+", "?", "*", "%"]);
    const drawn = `${this.alphanumeric(this.int(6, 10))}${sign}${this.alphanumeric(this.int(4, 8))}${this.digits(1)}`;
    return this.chance(0.4) ? `${capital(this.word())}${this.word()}${sign}${this.digits(3)}` : drawn;
  }

  region(): string {
    return this.pick(["eu-central-1", "us-east-1", "eu-west-3"]);
  }

  account(): string {
    return `${this.int(1, 9)}${this.digits(11)}`;
  }

  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.region()}:${this.account()}:${rest}`;
  }

  ocid(kind: string): string {
    return `ocid1.${kind}.oc1.eu-frankfurt-1.${this.text(60, `${SMALL}234567`)}`;
  }
}

export const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const SMALL = CAPITALS.toLowerCase();
export const ALPHANUMERIC = `${CAPITALS}${SMALL}0123456789`;

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const WORDS =
  "orders billing checkout trivia sandbox broker shop search profile invoice report gateway session cache ledger media".split(
    " ",
  );
