/**
 * What lies in buckets: objects that programs declare, those that AWS's services write there by themselves, and those that
 * come over S3's own API. Only what a version is like stands here; its body lies in a file (see ../../objects/bodies.ts).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
import { ledger } from "../../../oci/ledger.ts";
import type { Cloud } from "../../cloud.ts";
import type { Versioning } from "./types.ts";

/** The id of a version that was written while the bucket kept none. */
export const NO_VERSION = "null";

export interface Version {
  readonly versionId: string;
  /** World time, in milliseconds since the epoch. */
  readonly at: number;
  /** In a bucket that keeps versions: the object is deleted, and this says so. */
  readonly isDeleteMarker?: true;
  /** Nothing for what a program declared or a service wrote: the world has no body of it. */
  readonly content?: Content;
}

export interface Content {
  /** Name of the body's file. */
  readonly body: string;
  /** In bytes. */
  readonly size: number;
  /** Without its quotes. */
  readonly etag: string;
  /** What was sent with it and comes back with it, by header: `content-type`, `x-amz-meta-...`. */
  readonly headers: Readonly<Record<string, string>>;
  /** By header, `x-amz-checksum-crc32`, in base 64. */
  readonly checksums: Readonly<Record<string, string>>;
}

export interface Kept {
  readonly bucket: string;
  readonly key: string;
  /** The oldest first, at least one. */
  readonly versions: readonly Version[];
}

/** Worlds of before S3's own API noted keys alone. */
type Written = Omit<Kept, "versions"> & Partial<Pick<Kept, "versions">>;

const written = ledger<Written>("aws/s3/objects");
const place = (bucket: string, key: string): string => `${bucket}/${key}`;

const withVersions = (one: Written): Kept => ({
  ...one,
  versions: one.versions ?? [{ versionId: NO_VERSION, at: 0 }],
});

/** Notes that a service, or somebody outside of any program, wrote an object: a bucket with one can't be deleted. */
export function putObject(bucket: string, key: string, cloud: Cloud): void {
  addVersion({ bucket, key }, {}, "Disabled", cloud);
}

/** Takes it away with all its versions. */
export function removeObject(bucket: string, key: string, cloud: Cloud): void {
  written.remove(cloud.moment.world, place(bucket, key));
}

/** Keys of all that is left in a bucket: an object that is deleted and has versions is still there. */
export function objectsOf(bucket: string, cloud: Cloud): string[] {
  return keptIn(bucket, cloud).map(({ key }) => key);
}

export function dropObjects(bucket: string, cloud: Cloud): void {
  for (const key of objectsOf(bucket, cloud)) removeObject(bucket, key, cloud);
}

/** All that is left in a bucket. */
export function keptIn(bucket: string, cloud: Cloud): Kept[] {
  return written.entries(cloud.moment.world).flatMap(([, one]) => (one.bucket === bucket ? [withVersions(one)] : []));
}

export function keptAt(bucket: string, key: string, cloud: Cloud): Kept | undefined {
  const found = written.get(cloud.moment.world, place(bucket, key));
  return found === undefined ? undefined : withVersions(found);
}

/** The object as who names no version sees it; undefined where there is none, or a marker says that it is deleted. */
export function current({ versions }: Kept): Version | undefined {
  const last = versions.at(-1);
  return last?.isDeleteMarker === true ? undefined : last;
}

/** Writes a version: beside the others where the bucket keeps them, else in the place of the one without an id. */
export function addVersion(
  { bucket, key }: Pick<Kept, "bucket" | "key">,
  what: Pick<Version, "content" | "isDeleteMarker">,
  versioning: Versioning,
  cloud: Cloud,
): Version {
  const versionId = versioning === "Enabled" ? cloud.token(32) : NO_VERSION;
  const version: Version = { versionId, at: cloud.now, ...what };
  const others = versionsAt(bucket, key, cloud).filter((one) => one.versionId !== versionId);
  store({ bucket, key, versions: [...others, version] }, cloud);
  return version;
}

/** Deletes as who names no version does: for good where the bucket never kept any, else with a marker, which is returned. */
export function deleteObject(bucket: string, key: string, versioning: Versioning, cloud: Cloud): Version | undefined {
  if (versioning !== "Disabled") return addVersion({ bucket, key }, { isDeleteMarker: true }, versioning, cloud);
  removeObject(bucket, key, cloud);
  return undefined;
}

/** Deletes one version for good, and returns it; the one before it is then seen again. */
export function deleteVersion(bucket: string, key: string, versionId: string, cloud: Cloud): Version | undefined {
  const versions = versionsAt(bucket, key, cloud);
  store({ bucket, key, versions: versions.filter((one) => one.versionId !== versionId) }, cloud);
  return versions.find((one) => one.versionId === versionId);
}

/** Names of all files that hold a body. */
export function bodiesOf(cloud: Cloud): string[] {
  const versions = written.entries(cloud.moment.world).flatMap(([, { versions = [] }]) => versions);
  return versions.flatMap(({ content }) => content?.body ?? []);
}

/** Names of the bodies that `work` takes away from an object: nobody can ask for them any more. */
export function droppedBy<T>(bucket: string, key: string, cloud: Cloud, work: () => T): { made: T; dropped: string[] } {
  const before = versionsAt(bucket, key, cloud);
  const made = work();
  const after = versionsAt(bucket, key, cloud);
  return { made, dropped: before.filter((one) => !after.includes(one)).flatMap(({ content }) => content?.body ?? []) };
}

const versionsAt = (bucket: string, key: string, cloud: Cloud): readonly Version[] =>
  keptAt(bucket, key, cloud)?.versions ?? [];

function store(kept: Kept, cloud: Cloud): void {
  if (kept.versions.length === 0) removeObject(kept.bucket, kept.key, cloud);
  else written.put(cloud.moment.world, place(kept.bucket, kept.key), kept);
}
