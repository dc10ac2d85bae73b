/** Objects that come in several parts: what has come so far. S3 keeps it until the upload is completed or given up. */
import { ledger } from "../../../oci/ledger.ts";
import type { Cloud } from "../../cloud.ts";

export interface Part {
  /** Name of its body's file. */
  readonly body: string;
  /** In bytes. */
  readonly size: number;
  /** Without its quotes. */
  readonly etag: string;
}

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** What the object will be kept with. */
  readonly headers: Readonly<Record<string, string>>;
  /** By number, from 1. */
  readonly parts: Readonly<Record<string, Part>>;
}

const uploads = ledger<Upload>("aws/s3/uploads");

export function findUpload(id: string, cloud: Cloud): Upload | undefined {
  return uploads.get(cloud.moment.world, id);
}

export function putUpload(upload: Upload, cloud: Cloud): Upload {
  return uploads.put(cloud.moment.world, upload.id, upload);
}

export function removeUpload(id: string, cloud: Cloud): void {
  uploads.remove(cloud.moment.world, id);
}

/** Names of all files that hold a part. */
export function partBodies(cloud: Cloud): string[] {
  return uploads.entries(cloud.moment.world).flatMap(([, { parts }]) => Object.values(parts).map(({ body }) => body));
}
