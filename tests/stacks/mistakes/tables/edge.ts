/** Mistakes at circle-of-trust's edges: tasks behind NAT, gateways, certificates, CloudFront and its web ACL. */
import { first, list, record, rewrite, set, setIn } from "../mistake.ts";
import type { Mistake } from "../mistake.ts";

/** A new deployment of the API finds it. */
const deployed = { fails: "afterwards", shownAt: "api-service" } as const;
const DISTRIBUTION = ["Distribution", "site-cdn"] as const;

export const EDGE: readonly Mistake[] = [
  // Tasks behind NAT.
  {
    name: "tasks in public subnets without a public address",
    at: ["Service", "api-service"],
    change: (props, id) => ({
      ...props,
      networkConfiguration: {
        ...record(props["networkConfiguration"]),
        subnets: [id("Subnet", "network-vpc-public-1"), id("Subnet", "network-vpc-public-2")],
      },
    }),
    fails: "afterwards",
    says: /unable to retrieve ecr registry auth: .*api\.ecr\.us-east-1\.amazonaws\.com.*i\/o timeout.*no public IP address/,
  },
  {
    name: "a private subnet without its route to the NAT gateway",
    at: ["Route", "network-vpc-private-1"],
    change: set({ destinationCidrBlock: "198.51.100.0/24" }),
    goesFirst: true,
    ...deployed,
    says: /unable to retrieve ecr registry auth: .*i\/o timeout.*has no route to the internet/,
  },
  {
    name: "a private subnet on the route table of the isolated ones",
    at: ["RouteTableAssociation", "network-vpc-private-2"],
    change: (props, id) => ({ ...props, routeTableId: id("RouteTable", "network-vpc-isolated-2") }),
    ...deployed,
    says: /unable to retrieve ecr registry auth: .*i\/o timeout.*has no route to the internet/,
  },
  {
    name: "a NAT gateway without an address",
    at: ["NatGateway", "network-vpc-1"],
    change: set({ allocationId: "eipalloc-0123456789abcdef0" }),
    fails: "change",
    says: /InvalidAllocationID\.NotFound/,
  },
  {
    name: "256 CPU units with 4096 MiB",
    at: ["TaskDefinition", "worker-definition"],
    change: set({ cpu: "256" }),
    fails: "preview",
    says: /No Fargate configuration exists for given values: 256 CPU, 4096 memory/,
  },
  {
    name: "a cluster that no longer offers Spot to the workers on it",
    at: ["ClusterCapacityProviders", "worker-cluster-capacity"],
    change: set({ capacityProviders: ["FARGATE"] }),
    fails: "change",
    says: /ResourceInUseException: The specified capacity provider is in use and cannot be removed/,
  },
  // The gateways.
  {
    name: "a VPC link in a subnet that is gone",
    at: ["VpcLink", "http-link"],
    change: set({ subnetIds: ["subnet-0123456789abcdef0"] }),
    fails: "change",
    says: /BadRequestException: The subnet ID 'subnet-0123456789abcdef0' does not exist/,
  },
  {
    name: "an integration with something that Cloud Map doesn't know",
    at: ["Integration", "http-integration"],
    change: rewrite("integrationUri", /srv-\w+$/, "srv-0123456789abcdef"),
    fails: "change",
    says: /integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN/,
  },
  {
    name: "a route to an integration that isn't there",
    at: ["Route", "http-default"],
    change: set({ target: "integrations/abcdefg" }),
    fails: "change",
    says: /NotFoundException: Invalid Integration identifier specified abcdefg/,
  },
  {
    name: "a route key that says no method",
    at: ["Route", "http-default"],
    change: set({ routeKey: "/health" }),
    fails: "change",
    says: /The provided route key is not formatted properly for HTTP protocol/,
  },
  {
    name: "an API's domain with a certificate of another region",
    at: ["DomainName", "http-domain"],
    change: setRegionOfCertificate,
    fails: "change",
    says: /BadRequestException: The provided certificate is not valid: \S+ is not issued in us-east-1/,
  },
  // Names, certificates, CloudFront.
  {
    name: "an alias whose target lies in another zone",
    at: ["Record", "site-cdn-alias-a"],
    change: first("aliases", { zoneId: "Z35SXDOTRQ7X7K" }),
    fails: "change",
    says: /InvalidChangeBatch: .*the alias target name does not lie within the target zone/,
  },
  {
    name: "a certificate of another region than CloudFront's",
    at: DISTRIBUTION,
    change: (props) => ({
      ...props,
      viewerCertificate: {
        ...record(props["viewerCertificate"]),
        acmCertificateArn: String(record(props["viewerCertificate"])["acmCertificateArn"]).replace(
          "us-east-1",
          "eu-west-1",
        ),
      },
    }),
    fails: "change",
    says: /InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region/,
  },
  {
    name: "a name that the certificate doesn't cover",
    at: DISTRIBUTION,
    change: (props) => ({ ...props, aliases: [...list(props["aliases"]), "elsewhere.tidegate.example"] }),
    fails: "change",
    says: /InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain/,
  },
  {
    name: "a TLS version that CloudFront doesn't know",
    at: DISTRIBUTION,
    change: setIn("viewerCertificate", { minimumProtocolVersion: "TLSv1.2" }),
    fails: "preview",
    says: /expected viewerCertificate\.minimumProtocolVersion to be one of/,
  },
  {
    name: "an origin that isn't there",
    at: DISTRIBUTION,
    change: setIn("defaultCacheBehavior", { targetOriginId: "website" }),
    fails: "change",
    says: /NoSuchOrigin: One or more of your origins or origin groups do not exist/,
  },
  {
    name: "CloudFront's web ACL in another region than us-east-1",
    at: ["WebAcl", "waf"],
    change: set({ region: "eu-west-1" }),
    fails: "change",
    says: /WAFInvalidParameterException: Error reason: The scope is not valid\., field: SCOPE_VALUE, parameter: CLOUDFRONT/,
  },
  {
    name: "a regional web ACL before CloudFront",
    at: DISTRIBUTION,
    change: rewrite("webAclId", ":global/", ":regional/"),
    fails: "change",
    says: /InvalidWebACLId: Web ACL is not accessible by the requester/,
  },
  {
    name: "access logs of CloudFront for a destination of another region",
    at: ["LogDelivery", "site-cdn-logs-delivery"],
    change: rewrite("deliveryDestinationArn", "us-east-1", "eu-central-1"),
    fails: "change",
    says: /ResourceNotFoundException: The specified delivery destination does not exist in this region/,
  },
  {
    name: "access logs in a form that CloudWatch hasn't",
    at: ["LogDeliveryDestination", "site-cdn-logs-destination"],
    change: set({ outputFormat: "xml" }),
    fails: "preview",
    says: /expected outputFormat to be one of .*"json"/,
  },
];

function setRegionOfCertificate(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const settings = record(props["domainNameConfiguration"]);
  const certificateArn = String(settings["certificateArn"]).replace("us-east-1", "eu-west-1");
  return { ...props, domainNameConfiguration: { ...settings, certificateArn } };
}
