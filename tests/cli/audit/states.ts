/** States to audit, made here. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";

export type Resource = Readonly<Record<string, unknown>>;

/** A bucket as an export tells it, that no secret is in. */
export function bucket(name: string, more: Resource = {}): Resource {
  const arn = `arn:aws:s3:::${name}`;
  return {
    urn: `urn:pulumi:dev::shop::aws:s3/bucket:Bucket::${name}`,
    custom: true,
    id: name,
    type: "aws:s3/bucket:Bucket",
    inputs: { bucket: name, tags: { Name: name } },
    outputs: { arn, bucket: name, tags: { Name: name } },
    parent: root("dev")["urn"],
    ...more,
  };
}

/** A stack's root. */
export function root(stack: string, outputs: Resource = {}): Resource {
  const type = "pulumi:pulumi:Stack";
  return { urn: `urn:pulumi:${stack}::shop::${type}::shop-${stack}`, custom: false, type, outputs };
}

/** As `pulumi stack export` writes it. */
export function exported(resources: readonly Resource[], more: Resource = {}): Resource {
  const manifest = { time: "2026-11-01T08:00:00Z", magic: "", version: "v3.259.0" };
  return { version: 3, deployment: { manifest, resources, metadata: {}, ...more } };
}

/** As a DIY backend keeps it. */
export function checkpoint(resources: readonly Resource[]): Resource {
  return { version: 3, checkpoint: { stack: "organization/shop/dev", latest: { manifest: {}, resources } } };
}

/** As `pulumi preview --json` writes it. */
export function preview(resources: readonly Resource[]): Resource {
  const steps = resources.map((resource) => ({ op: "create", urn: resource["urn"], newState: resource }));
  return { config: {}, steps, duration: 1, changeSummary: { create: resources.length } };
}

/** Pulumi's marker for a secret, with what stands in it. */
export function secret(held: Resource): Resource {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...held };
}

/**
 * Writes a state of some size: resources of about 5 kB, one in a hundred with something encrypted.
 *
 * @param bytes at least so many
 */
export async function writeLargeState(file: string, bytes: number): Promise<void> {
  const stream = createWriteStream(file);
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += text.length;
    if (!stream.write(text)) await once(stream, "drain");
  };
  const [before = "", after = ""] = JSON.stringify(exported([]), undefined, 4).split("[]");
  await write(`${before}[\n${JSON.stringify(root("dev"))}`);
  for (let index = 0; written < bytes; index += 1) await write(`,\n${JSON.stringify(large(index), undefined, 4)}`);
  stream.end(`]${after}`);
  await once(stream, "finish");
}

function large(index: number): Resource {
  const name = `uploads-${index}`;
  const statements = Array.from({ length: 8 }, (_, at) => ({
    Sid: `Reader${at}`,
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::210987654321:role/reader-${index}-${at}` },
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  }));
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const inputs = {
    bucket: name,
    policy,
    tags: { Name: name, Service: "shop", Note: "kept for a year, then moved. ".repeat(8) },
  };
  const marked = index % 100 === 0 ? { password: secret({ ciphertext: "kept by the backend" }) } : {};
  return bucket(name, { inputs: { ...inputs, ...marked }, outputs: { ...inputs, arn: `arn:aws:s3:::${name}` } });
}
