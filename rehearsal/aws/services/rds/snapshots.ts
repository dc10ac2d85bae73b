/** Snapshots of databases that are gone, or were taken by hand. */
import { ledger } from "../../../oci/ledger.ts";
import type { Cloud } from "../../cloud.ts";

const snapshots = ledger<number>("aws/rds/snapshots");

export const hasSnapshot = (name: string, cloud: Cloud): boolean =>
  snapshots.get(cloud.moment.world, `${cloud.region}/${name}`) !== undefined;

export function takeSnapshot(name: string, cloud: Cloud): void {
  snapshots.put(cloud.moment.world, `${cloud.region}/${name}`, cloud.now);
}
