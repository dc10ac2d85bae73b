/** One value of prod's configuration changed at a time, and what a preview plans then. No case replaces what holds data. */
import type { Changes } from "../aws.ts";

export interface Change {
  readonly what: string;
  readonly changes: Changes;
  /** Sorted, as `AwsStack.planned` tells it. */
  readonly planned: readonly string[];
}

export const IN_PROD: readonly Change[] = [
  { what: "more API tasks at most", changes: { apiMax: 12 }, planned: ["update Target api-capacity"] },
  { what: "more workers at most", changes: { workerMax: 30 }, planned: ["update Target worker-capacity"] },
  {
    what: "another health path, which new tasks must prove",
    changes: { apiHealthPath: "/healthz" },
    planned: ["update Service api-service", "update TargetGroup socket-balancer-targets"],
  },
  {
    what: "less capacity of the tables at most",
    changes: { tableMaxCapacity: 60 },
    planned: [
      "update Target conversations-scaling-read",
      "update Target conversations-scaling-write",
      "update Target jobs-scaling-by-conversation-read",
      "update Target jobs-scaling-by-conversation-write",
      "update Target jobs-scaling-read",
      "update Target jobs-scaling-write",
    ],
  },
  {
    what: "tables that are paid by the request, with what they hold",
    changes: { tableBilling: "on-demand" },
    planned: [
      "delete Policy conversations-scaling-read-policy",
      "delete Policy conversations-scaling-write-policy",
      "delete Policy jobs-scaling-by-conversation-read-policy",
      "delete Policy jobs-scaling-by-conversation-write-policy",
      "delete Policy jobs-scaling-read-policy",
      "delete Policy jobs-scaling-write-policy",
      "delete Target conversations-scaling-read",
      "delete Target conversations-scaling-write",
      "delete Target jobs-scaling-by-conversation-read",
      "delete Target jobs-scaling-by-conversation-write",
      "delete Target jobs-scaling-read",
      "delete Target jobs-scaling-write",
      "update Table conversations",
      "update Table jobs",
    ],
  },
  {
    what: "longer logs",
    changes: { logRetentionDays: 180 },
    planned: ["update LogGroup api-log", "update LogGroup http-logs", "update LogGroup worker-log"],
  },
  { what: "longer jobs", changes: { jobSeconds: 600 }, planned: ["update Queue queue"] },
  {
    what: "no protection",
    changes: { protect: false },
    planned: [
      "update Bucket site-bucket",
      "update Bucket site-cdn-logs-bucket",
      "update Bucket trail-bucket",
      "update Repository api-repository-repository",
      "update Repository worker-repository-repository",
      "update Table conversations",
      "update Table jobs",
      "update Vault backups-vault",
    ],
  },
  { what: "another budget", changes: { budgetUsd: 77 }, planned: ["update Budget budget"] },
  {
    what: "flow logs that go earlier",
    changes: { flowLogRetentionDays: 30 },
    planned: ["update LogGroup network-flow-logs"],
  },
  {
    what: "a third availability zone",
    changes: { availabilityZoneCount: 3 },
    planned: [
      "create Route network-vpc-private-3",
      "create Route network-vpc-public-3",
      "create RouteTable network-vpc-isolated-3",
      "create RouteTable network-vpc-private-3",
      "create RouteTable network-vpc-public-3",
      "create RouteTableAssociation network-vpc-isolated-3",
      "create RouteTableAssociation network-vpc-private-3",
      "create RouteTableAssociation network-vpc-public-3",
      "create Subnet network-vpc-isolated-3",
      "create Subnet network-vpc-private-3",
      "create Subnet network-vpc-public-3",
      "replace VpcLink http-link",
      "update Integration http-integration",
      "update LoadBalancer socket-balancer",
      "update Service api-service",
      "update Service worker-service",
      "update VpcEndpoint network-endpoints-dynamodb",
      "update VpcEndpoint network-endpoints-s3",
    ],
  },
  {
    what: "another name",
    changes: { domainName: "cot.tidegate.example" },
    planned: [
      "replace ApiMapping http-domain-mapping",
      "replace ApiMapping socket-domain-mapping",
      "replace Certificate http-domain-certificate",
      "replace Certificate site-cdn-certificate",
      "replace Certificate socket-domain-certificate",
      "replace CertificateValidation http-domain-certificate-issued",
      "replace CertificateValidation site-cdn-certificate-issued",
      "replace CertificateValidation socket-domain-certificate-issued",
      "replace DomainName http-domain",
      "replace DomainName socket-domain",
      "replace Record http-domain-a",
      "replace Record http-domain-aaaa",
      "replace Record http-domain-certificate-proof",
      "replace Record site-cdn-alias-a",
      "replace Record site-cdn-alias-aaaa",
      "replace Record site-cdn-certificate-proof",
      "replace Record socket-domain-a",
      "replace Record socket-domain-aaaa",
      "replace Record socket-domain-certificate-proof",
      "update Api http",
      "update Distribution site-cdn",
    ],
  },
];
