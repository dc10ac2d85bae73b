/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html */
import type { Kind } from "../../kind.ts";
import { CLOUDFRONT_ZONE } from "../route53/alias.ts";
import { checkDistribution, refuseDistribution } from "./distributionChecks.ts";
import { DISTRIBUTION } from "./origins.ts";
import { etag } from "./policies.ts";

export const distribution: Kind = {
  type: DISTRIBUTION,
  global: true,
  replaces: ["staging"],
  sets: [
    "aliases",
    "allowedMethods",
    "cachedMethods",
    "customErrorResponses",
    "functionAssociations",
    "locations",
    "origins",
  ],
  check: checkDistribution,
  create({ inputs }, cloud) {
    refuseDistribution(inputs, cloud);
    const id = `E${cloud.token(13).toUpperCase()}`;
    return {
      id,
      outputs: {
        arn: `arn:aws:cloudfront::${cloud.account}:distribution/${id}`,
        callerReference: cloud.hex(16),
        domainName: `d${cloud.token(13)}.cloudfront.net`,
        etag: etag(cloud),
        hostedZoneId: CLOUDFRONT_ZONE,
        inProgressValidationBatches: 0,
        lastModifiedTime: cloud.timestamp(),
        status: "InProgress",
        trustedKeyGroups: [{ enabled: false, items: [] }],
        trustedSigners: [{ enabled: false, items: [] }],
        httpVersion: inputs["httpVersion"] ?? "http2",
        priceClass: inputs["priceClass"] ?? "PriceClass_All",
        waitForDeployment: inputs["waitForDeployment"] ?? true,
      },
      notes: { changedAt: cloud.now },
    };
  },
  update({ inputs, resource }, cloud) {
    refuseDistribution(inputs, cloud, resource.id);
    resource.notes["changedAt"] = cloud.now;
    return { etag: etag(cloud), lastModifiedTime: cloud.timestamp(), status: "InProgress" };
  },
  read: ({ notes }, cloud) => ({
    outputs: { status: isDeployed(notes["changedAt"], cloud.now) ? "Deployed" : "InProgress" },
  }),
  // The provider disables a distribution and waits before it deletes it: nothing keeps one.
  settled: ({ inputs, notes }, cloud) =>
    inputs["waitForDeployment"] === false || isDeployed(notes["changedAt"], cloud.now)
      ? { state: "ready" }
      : { state: "pending", status: "InProgress", seconds: 5400 },
};

function isDeployed(changedAt: unknown, now: number): boolean {
  return typeof changedAt !== "number" || now - changedAt >= DEPLOYMENT_SECONDS * 1000;
}

/** Until all edges have a change: some minutes on AWS. */
const DEPLOYMENT_SECONDS = 60;
