/**
 * AWS's regions.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";

/** Those that every account has without asking for them. */
const REGIONS: Readonly<Record<string, string>> = {
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-northeast-3": "Asia Pacific (Osaka)",
  "ap-south-1": "Asia Pacific (Mumbai)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ca-central-1": "Canada (Central)",
  "eu-central-1": "Europe (Frankfurt)",
  "eu-north-1": "Europe (Stockholm)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London)",
  "eu-west-3": "Europe (Paris)",
  "sa-east-1": "South America (Sao Paulo)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
};

export const getRegion: FunctionKind = {
  token: "aws:index/getRegion:getRegion",
  answer(args, cloud) {
    const endpoint = textAt(args, "endpoint");
    const named = textAt(args, "region") ?? textAt(args, "name") ?? endpoint?.split(".")[1];
    const region = named ?? cloud.region;
    const description = REGIONS[region];
    if (description === undefined) throw new AwsError("InvalidParameterValue", `no matching regions found: ${region}`);
    return { description, endpoint: `ec2.${region}.amazonaws.com`, id: region, name: region, region };
  },
};

export const getRegions: FunctionKind = {
  token: "aws:index/getRegions:getRegions",
  answer: (args) => ({ ...args, id: "aws", names: Object.keys(REGIONS) }),
};
