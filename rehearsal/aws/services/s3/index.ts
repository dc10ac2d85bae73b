/** Simple Storage Service. */
import type { AwsService } from "../../kind.ts";
import { bucketAcl, bucketOwnershipControls, bucketPolicy, bucketPublicAccessBlock } from "./access.ts";
import { bucket, getBucket } from "./bucket.ts";
import { bucketLifecycle, bucketServerSideEncryption, bucketVersioning } from "./keeping.ts";
import { bucketLogging } from "./logging.ts";
import { bucketObject, bucketObjectv2 } from "./object.ts";
import { bucketCors, bucketNotification, bucketWebsite } from "./serving.ts";
import { underBothNames } from "./types.ts";

export const s3: AwsService = {
  name: "s3",
  kinds: [
    ...[
      bucket,
      bucketVersioning,
      bucketLifecycle,
      bucketServerSideEncryption,
      bucketWebsite,
      bucketLogging,
      bucketCors,
      bucketAcl,
    ].flatMap(underBothNames),
    bucketPolicy,
    bucketPublicAccessBlock,
    bucketOwnershipControls,
    bucketNotification,
    bucketObject,
    bucketObjectv2,
  ],
  functions: [getBucket],
};
