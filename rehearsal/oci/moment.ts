/** What code that changes the world may touch: the world and its present time. Randomness is drawn from the seed. */
import { createHash } from "node:crypto";
import { makeOcid } from "./ocid.ts";
import type { World } from "./world.ts";

export interface Moment {
  readonly world: World;
  /** World time, in milliseconds since the epoch. */
  readonly now: number;
}

/** The next number of this world; never given twice. */
export function nextNumber(moment: Moment): number {
  moment.world.counter += 1;
  return moment.world.counter;
}

/** A fresh OCID. */
export function freshOcid(moment: Moment, kind: string, region: string): string {
  return makeOcid(kind, region, `${moment.world.seed}/${nextNumber(moment)}`);
}

/** A number from 0 up to but not including 1, drawn from the seed and a label: the same label gives the same number. */
export function seeded(world: World, label: string): number {
  return createHash("sha256").update(`${world.seed}/${label}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** A fresh etag: OCI's are opaque. */
export function freshEtag(moment: Moment): string {
  return createHash("sha256")
    .update(`${moment.world.seed}/etag/${nextNumber(moment)}`)
    .digest("hex")
    .slice(0, 32);
}
