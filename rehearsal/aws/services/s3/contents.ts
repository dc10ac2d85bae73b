/** What lies in buckets: objects that programs declare, and those that AWS's services write there by themselves. */
import { ledger } from "../../../oci/ledger.ts";
import type { Cloud } from "../../cloud.ts";

interface Written {
  readonly bucket: string;
  readonly key: string;
}

const written = ledger<Written>("aws/s3/objects");

/** Notes that a service, or somebody outside of any program, wrote an object: a bucket with one can't be deleted. */
export function putObject(bucket: string, key: string, cloud: Cloud): void {
  written.put(cloud.moment.world, `${bucket}/${key}`, { bucket, key });
}

export function removeObject(bucket: string, key: string, cloud: Cloud): void {
  written.remove(cloud.moment.world, `${bucket}/${key}`);
}

/** Keys of all objects in a bucket. */
export function objectsOf(bucket: string, cloud: Cloud): string[] {
  return written.entries(cloud.moment.world).flatMap(([, object]) => (object.bucket === bucket ? [object.key] : []));
}

export function dropObjects(bucket: string, cloud: Cloud): void {
  for (const key of objectsOf(bucket, cloud)) removeObject(bucket, key, cloud);
}
