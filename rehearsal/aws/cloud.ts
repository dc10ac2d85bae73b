/** The embedded AWS as its services see it during one call: what exists, the call's region, the time, and chance. */
import { createHash } from "node:crypto";
import { nextNumber, seeded } from "../oci/moment.ts";
import type { Moment } from "../oci/moment.ts";
import { isRecord } from "../oci/facts/conform.ts";
import { ACCOUNT } from "./arn.ts";
import type { Resource } from "./resource.ts";

export const GLOBAL = "global";

export class Cloud {
  readonly moment: Moment;
  readonly account = ACCOUNT;
  /** The region of the call; things that are global are found from every region. */
  readonly region: string;
  readonly #changed: () => void;

  /** @param changed told each time that something is stored or dropped */
  constructor(moment: Moment, region: string, changed: () => void = () => {}) {
    this.moment = moment;
    this.region = region;
    this.#changed = changed;
  }

  /** World time, in milliseconds since the epoch. */
  get now(): number {
    return this.moment.now;
  }

  /** One thing of this region, or a global one. */
  get(type: string, id: string): Resource | undefined {
    const bag = bagOf(this.moment, type);
    return bag.get(`${this.region}/${id}`) ?? bag.get(`${GLOBAL}/${id}`);
  }

  /** All of a type in this region, and global ones. */
  list(type: string): Resource[] {
    return this.everywhere(type).filter(({ region }) => region === this.region || region === GLOBAL);
  }

  /** All of a type, whatever the region. */
  everywhere(type: string): Resource[] {
    return bagOf(this.moment, type).all();
  }

  /** The one of these types whose output `arn` is this. */
  byArn(arn: string, ...types: readonly string[]): Resource | undefined {
    for (const type of types) {
      const found = this.everywhere(type).find(({ outputs }) => outputs["arn"] === arn);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Stores a thing, or a changed one again. */
  put(resource: Resource): Resource {
    bagOf(this.moment, resource.type).put(`${resource.region}/${resource.id}`, resource);
    this.#changed();
    return resource;
  }

  drop(resource: Resource): void {
    bagOf(this.moment, resource.type).remove(`${resource.region}/${resource.id}`);
    this.#changed();
  }

  /** So many hexadecimal digits, never given twice in one world where there are 8 or more. */
  hex(length: number): string {
    return createHash("sha256")
      .update(`${this.moment.world.seed}/aws/${nextNumber(this.moment)}`)
      .digest("hex")
      .slice(0, length);
  }

  /** So many lower-case letters and digits. */
  token(length: number): string {
    const hash = createHash("sha512")
      .update(`${this.moment.world.seed}/aws/${nextNumber(this.moment)}`)
      .digest();
    return [...hash.subarray(0, length)].map((byte) => (byte % 36).toString(36)).join("");
  }

  uuid(): string {
    const digits = this.hex(32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join("-");
  }

  /** A number from 0 up to but not including 1: the same label gives the same number in the same world. */
  chance(label: string): number {
    return seeded(this.moment.world, `aws/${label}`);
  }

  /** The present moment as AWS's APIs write it: `2026-01-05T09:00:00Z`. */
  timestamp(at = this.now): string {
    return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
  }
}

/** The world's collection of a type. It is only ever written here, so that reading it back as resources is sound. */
function bagOf({ world }: Moment, type: string) {
  const bag = (world.collections[type] ??= {});
  return {
    get: (key: string) => asResource(bag[key]?.value),
    all: () => Object.values(bag).flatMap(({ value }) => asResource(value) ?? []),
    put: (key: string, value: Resource) => {
      bag[key] = { etag: "", value };
    },
    remove: (key: string) => {
      Reflect.deleteProperty(bag, key);
    },
  };
}

function asResource(value: unknown): Resource | undefined {
  return isRecord(value) ? (value as unknown as Resource) : undefined;
}
