/** Where S3 answers. @see https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */

/** Hosted zones of the website endpoints, for alias records. */
const ZONES: Readonly<Record<string, string>> = {
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "ap-south-1": "Z11RGJOFQNVJUP",
  "ap-northeast-1": "Z2M4EHUR26P7ZW",
  "ap-northeast-2": "Z3W03O7B5YMIYP",
  "ap-southeast-1": "Z3O0J2DXBE1FTB",
  "ap-southeast-2": "Z1WCIGYICN2BYD",
  "ca-central-1": "Z1QDHH18159H29",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "eu-west-3": "Z3R1K369G5AVDG",
  "eu-north-1": "Z3BAZG2TWCNX0D",
  "sa-east-1": "Z7KQH4QJS55SO",
};

/** Empty for a region that the table doesn't have. */
export const hostedZoneOf = (region: string): string => ZONES[region] ?? "";

/** The oldest regions have a hyphen before the region's name, the others a period. */
const HYPHENED = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "eu-west-1",
  "sa-east-1",
];

export function websiteDomain(region: string): string {
  return `s3-website${HYPHENED.includes(region) ? "-" : "."}${region}.amazonaws.com`;
}
