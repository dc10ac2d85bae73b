/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketobject/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketobjectv2/
 */
import { createHash } from "node:crypto";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { atMostOne } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { isVersioned } from "./bucket.ts";
import { putObject, removeObject } from "./contents.ts";
import { needBucket } from "./types.ts";

const BODIES = ["source", "content", "contentBase64"];

function objectKind(type: string): Kind {
  return {
    type,
    replaces: ["bucket", "key"],
    check: (inputs) => atMostOne(inputs, BODIES),
    create({ inputs, urn }, cloud) {
      const bucket = needBucket(textAt(inputs, "bucket"), cloud);
      // The provider takes the resource's name where the program gives no key.
      const key = textAt(inputs, "key") ?? urn.replace(/^.*::/, "");
      if (key === "") throw new AwsError("InvalidArgument", "The key of an object must not be empty");
      putObject(bucket.id, key, cloud);
      const arn = makeArn({ service: "s3", region: "", account: "", resource: `${bucket.id}/${key}` });
      return { id: `${bucket.id}/${key}`, outputs: { arn, key, ...version(inputs, cloud), ...defaults(inputs) } };
    },
    update: ({ inputs }, cloud) => ({ ...version(inputs, cloud), ...defaults(inputs) }),
    remove({ inputs, outputs }, cloud) {
      removeObject(textAt(inputs, "bucket") ?? "", textAt(outputs, "key") ?? "", cloud);
    },
  };
}

export const bucketObject = objectKind("aws:s3/bucketObject:BucketObject");
export const bucketObjectv2 = objectKind("aws:s3/bucketObjectv2:BucketObjectv2");

function version(inputs: Properties, cloud: Cloud): Properties {
  const bucket = needBucket(textAt(inputs, "bucket"), cloud);
  return { versionId: isVersioned(bucket) ? cloud.token(32) : "" };
}

function defaults(inputs: Properties): Properties {
  return {
    etag: textAt(inputs, "etag") ?? md5(inputs),
    contentType: textAt(inputs, "contentType") ?? "application/octet-stream",
    serverSideEncryption: textAt(inputs, "serverSideEncryption") ?? "AES256",
    storageClass: textAt(inputs, "storageClass") ?? "STANDARD",
    forceDestroy: inputs["forceDestroy"] ?? false,
  };
}

/** Of an asset the world knows only the hash: the tag changes with it, as the real one does. */
function md5(inputs: Properties): string {
  const [content, base64] = [textAt(inputs, "content"), textAt(inputs, "contentBase64")];
  const body = content ?? Buffer.from(base64 ?? "", "base64");
  const source = objectAt(inputs, "source");
  const text = Object.keys(source).length > 0 ? (textAt(source, "hash") ?? JSON.stringify(source)) : body;
  return createHash("md5").update(text).digest("hex");
}
