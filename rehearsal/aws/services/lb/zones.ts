/**
 * The hosted zones that AWS keeps load balancers' names in, and the accounts that write their logs where regions are
 * older than the service's own name for it. Of a region that isn't here, the zone of us-east-1 stands for it.
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */

interface Region {
  readonly application: string;
  readonly network: string;
  readonly logAccount: string;
}

const FIRST: Region = { application: "Z35SXDOTRQ7X7K", network: "Z26RNL4JYFTOTI", logAccount: "127311923021" };

const REGIONS: ReadonlyMap<string, Region> = new Map([
  ["us-east-1", FIRST],
  ["us-east-2", { application: "Z3AADJGX6KTTL2", network: "ZLMOA37VPKANP", logAccount: "033677994240" }],
  ["us-west-1", { application: "Z368ELLRRE2KJ0", network: "Z24FKFUX50B4VW", logAccount: "027434742980" }],
  ["us-west-2", { application: "Z1H1FL5HABSF5", network: "Z18D5FSROUN65G", logAccount: "797873946194" }],
  ["eu-central-1", { application: "Z215JYRZR1TBD5", network: "Z3F0SRJ5LGBH90", logAccount: "054676820928" }],
  ["eu-west-1", { application: "Z32O12XQLNTSW2", network: "Z2IFOLAFXWLO4F", logAccount: "156460612806" }],
  ["eu-west-2", { application: "ZHURV8PSTC4K8", network: "ZD4D7Y8KGAS4G", logAccount: "652711504416" }],
  ["eu-west-3", { application: "Z3Q77PNBQS71R4", network: "Z1CMS0P5QUZ6D5", logAccount: "009996457667" }],
  ["eu-north-1", { application: "Z23TAZ6LKFMNIO", network: "Z1UDT6IFJ4EJM", logAccount: "897822967062" }],
]);

export function zoneIdOf(type: string, region: string): string {
  const { application, network } = REGIONS.get(region) ?? FIRST;
  return type === "network" ? network : application;
}

/** Undefined for regions opened since August 2022, which know the service's name alone. */
export function logAccountOf(region: string): string | undefined {
  return REGIONS.get(region)?.logAccount;
}
