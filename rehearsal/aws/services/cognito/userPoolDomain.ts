/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cognito/userpooldomain/ */
import { matches, isGiven } from "../../checks.ts";
import { parseArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { needUserPool, USER_POOL_DOMAIN } from "./userPool.ts";

const PREFIX = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export const userPoolDomain: Kind = {
  type: USER_POOL_DOMAIN,
  replaces: ["domain", "userPoolId"],
  check: (inputs) =>
    isGiven(inputs, "certificateArn")
      ? []
      : matches(
          inputs,
          "domain",
          PREFIX,
          "lower-case letters, digits and hyphens, 63 at most, no hyphen at either end",
        ),
  create({ inputs }, cloud) {
    const pool = needUserPool(textAt(inputs, "userPoolId"), cloud);
    const domain = textAt(inputs, "domain") ?? "";
    const invalid = (message: string) => new AwsError("InvalidParameterException", message);
    const certificate = textAt(inputs, "certificateArn");
    const reserved = ["aws", "amazon", "cognito"].find((word) => domain.includes(word));
    if (certificate === undefined && reserved !== undefined) {
      throw invalid(`Domain cannot contain reserved word: ${reserved}`);
    }
    if (certificate !== undefined && parseArn(certificate)?.region !== "us-east-1") {
      throw invalid("The certificate of a custom domain must be in us-east-1.");
    }
    if (cloud.everywhere(USER_POOL_DOMAIN).some(({ id }) => id === domain)) {
      throw invalid("Domain already associated with another user pool.");
    }
    const others = cloud.list(USER_POOL_DOMAIN).filter(({ inputs: its }) => its["userPoolId"] === pool.id);
    if (others.some((one) => "certificateArn" in one.inputs === (certificate !== undefined))) {
      throw invalid("User pool already has a domain configured.");
    }
    const distribution = `${cloud.token(14)}.cloudfront.net`;
    return {
      id: domain,
      outputs: {
        awsAccountId: cloud.account,
        cloudfrontDistribution: distribution,
        cloudfrontDistributionArn: distribution,
        // The zone of every CloudFront distribution.
        cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
        s3Bucket: `aws-cognito-prod-${cloud.region}-assets`,
        version: "20260105090000",
      },
    };
  },
};
