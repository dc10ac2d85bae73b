/** @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { isGiven } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { isJson } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { dropObjects, objectsOf } from "./contents.ts";
import { hostedZoneOf, websiteDomain } from "./places.ts";
import { acceptBucketPolicy } from "./policy.ts";
import { BUCKET, findBucket, needBucket, versioningOf } from "./types.ts";

/** What a bucket blocks from its first moment on, since April 2023. */
const BLOCKED = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

export const bucket: Kind = {
  type: BUCKET,
  name: {
    property: "bucket",
    max: 63,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    accepted: "3 to 63 lower-case letters, digits, hyphens and periods, a letter or digit at both ends",
  },
  replaces: ["bucketPrefix", "bucketNamespace", "objectLockEnabled"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const name = textAt(inputs, "bucket") ?? "";
    if (findBucket(name, cloud) !== undefined) {
      const message = "Your previous request to create the named bucket succeeded and you already own it.";
      throw new AwsError("BucketAlreadyOwnedByYou", message);
    }
    const notes = { publicAccessBlock: BLOCKED, objectOwnership: "BucketOwnerEnforced", versioning: "Disabled" };
    if (isGiven(inputs, "policy")) acceptBucketPolicy(inputs["policy"], name, notes.publicAccessBlock, cloud);
    return { id: name, outputs: { ...places(name, cloud), ...site(inputs, name, cloud), ...defaults(inputs) }, notes };
  },
  update({ inputs, resource }, cloud) {
    const block = objectAt(resource.notes, "publicAccessBlock");
    if (isGiven(inputs, "policy")) acceptBucketPolicy(inputs["policy"], resource.id, block, cloud);
    return { ...defaults(inputs), ...site(inputs, resource.id, cloud) };
  },
  remove(resource, cloud) {
    if (resource.inputs["forceDestroy"] === true) dropObjects(resource.id, cloud);
    if (objectsOf(resource.id, cloud).length === 0) return;
    const versions = isVersioned(resource) ? ". You must delete all versions in the bucket." : "";
    throw new AwsError("BucketNotEmpty", `The bucket you tried to delete is not empty${versions}`);
  },
};

export const getBucket: FunctionKind = {
  token: "aws:s3/getBucket:getBucket",
  answer(args, cloud) {
    const { id, outputs, region } = needBucket(textAt(args, "bucket"), cloud);
    return { websiteDomain: "", websiteEndpoint: "", ...outputs, id, bucket: id, region };
  },
};

/** Whether old versions of its objects are kept. */
export function isVersioned(bucket: Resource): boolean {
  return versioningOf(bucket) === "Enabled";
}

function places(name: string, { region }: Cloud): Properties {
  return {
    arn: makeArn({ service: "s3", region: "", account: "", resource: name }),
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    bucketRegion: region,
    hostedZoneId: hostedZoneOf(region),
  };
}

function site(inputs: Properties, name: string, { region }: Cloud): Properties {
  if (!isGiven(inputs, "website")) return {};
  const domain = websiteDomain(region);
  return { websiteDomain: domain, websiteEndpoint: `${name}.${domain}` };
}

function defaults(inputs: Properties): Properties {
  const forceDestroy = inputs["forceDestroy"] ?? false;
  return { forceDestroy, objectLockEnabled: inputs["objectLockEnabled"] ?? false, requestPayer: "BucketOwner" };
}
