/** Who may read an origin, and what runs at the edge. */
import { Buffer } from "node:buffer";
import { known, oneOf, refuse } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { behavioursOf, etag } from "./policies.ts";

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
export const ORIGIN_ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";
export const FUNCTION = "aws:cloudfront/function:Function";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginAccessControl.html */
export const originAccessControl: Kind = {
  type: ORIGIN_ACCESS_CONTROL,
  global: true,
  name: { property: "name", max: 64, pattern: /^.+$/, accepted: "64 characters at most" },
  replaces: ["name"],
  check: (inputs) => [
    ...oneOf(inputs, "originAccessControlOriginType", ["lambda", "mediapackagev2", "mediastore", "s3"]),
    ...oneOf(inputs, "signingBehavior", ["always", "never", "no-override"]),
    ...oneOf(inputs, "signingProtocol", ["sigv4"]),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.list(ORIGIN_ACCESS_CONTROL).some((other) => other.outputs["name"] === name)) {
      const message = "An origin access control with the specified parameters already exists.";
      throw new AwsError("OriginAccessControlAlreadyExists", message);
    }
    const id = `E${cloud.token(13).toUpperCase()}`;
    const arn = `arn:aws:cloudfront::${cloud.account}:origin-access-control/${id}`;
    return { id, outputs: { arn, etag: etag(cloud), description: inputs["description"] ?? "Managed by Pulumi" } };
  },
  update: (_, cloud) => ({ etag: etag(cloud) }),
  remove({ id }, cloud) {
    const used = cloud.list(DISTRIBUTION).some(({ inputs }) => {
      return objectsAt(inputs, "origins").some((origin) => origin["originAccessControlId"] === id);
    });
    if (!used) return;
    const message = "Cannot delete the origin access control because it's in use by one or more distributions.";
    throw new AwsError("OriginAccessControlInUse", message);
  },
};

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
export const edgeFunction: Kind = {
  type: FUNCTION,
  global: true,
  name: {
    property: "name",
    max: 64,
    pattern: /^[A-Za-z0-9_-]+$/,
    accepted: "letters, digits, hyphens and underscores, 64 at most",
  },
  replaces: ["name"],
  check(inputs) {
    const code = known(inputs, "code");
    const size = typeof code === "string" ? Buffer.byteLength(code) : 0;
    return [
      ...oneOf(inputs, "runtime", ["cloudfront-js-1.0", "cloudfront-js-2.0"]),
      ...(size > 10_240 ? refuse("code", `a function's code has 10,240 bytes at most: this one has ${size}`) : []),
    ];
  },
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(FUNCTION, name) !== undefined) {
      throw new AwsError(
        "FunctionAlreadyExists",
        "A function with the same name already exists in this Amazon Web Services account.",
      );
    }
    const published = inputs["publish"] !== false;
    const arn = `arn:aws:cloudfront::${cloud.account}:function/${name}`;
    const status = published ? "UNASSOCIATED" : "UNPUBLISHED";
    return { id: name, outputs: { arn, status, etag: etag(cloud), liveStageEtag: published ? etag(cloud) : "" } };
  },
  update: ({ inputs }, cloud) => ({
    etag: etag(cloud),
    ...(inputs["publish"] === false ? {} : { liveStageEtag: etag(cloud) }),
  }),
  remove({ outputs }, cloud) {
    const used = cloud.list(DISTRIBUTION).some(({ inputs }) => {
      const associations = behavioursOf(inputs).flatMap((behaviour) => objectsAt(behaviour, "functionAssociations"));
      return associations.some((association) => association["functionArn"] === outputs["arn"]);
    });
    if (used)
      throw new AwsError(
        "FunctionInUse",
        "Cannot delete the function because it's attached to one or more cache behaviors.",
      );
  },
};
