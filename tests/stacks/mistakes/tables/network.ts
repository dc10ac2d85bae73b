/** Mistakes in the network of order-tracking, whose tasks are private and have no NAT: new tasks find a way closed. */
import { policy, rewrite, set, setIn } from "../mistake.ts";
import type { Mistake } from "../mistake.ts";

const LOGIN_TIMEOUT =
  /ResourceInitializationError: unable to pull secrets or registry auth: .*unable to retrieve ecr registry auth: .*https:\/\/api\.ecr\.eu-west-1\.amazonaws\.com\/.*i\/o timeout/;
const MANIFEST_TIMEOUT =
  /CannotPullContainerError: pull image manifest has been retried 7 time\(s\): .*Head "https:\/\/\d+\.dkr\.ecr\..*i\/o timeout/;
const LAYER_TIMEOUT =
  /CannotPullContainerError: ref pull has been retried 7 time\(s\): .*starport-layer-bucket.*i\/o timeout/;
const FAILED_ELB = /Task failed ELB health checks in \(target-group arn:aws:elasticloadbalancing:/;

/** A new deployment of the service finds it. */
const deployed = { fails: "afterwards", shownAt: "web-api-service" } as const;
/** An endpoint that leads to another service: there is none to the one that is needed. */
const toSts = { change: rewrite("serviceName", /[^.]+(\.api|\.dkr)?$/, "sts"), goesFirst: true, ...deployed } as const;

export const NETWORK: readonly Mistake[] = [
  // The way to ECR, CloudWatch and Secrets Manager, without NAT.
  { name: "no endpoint ecr.api", at: ["VpcEndpoint", "network-endpoints-ecr.api"], ...toSts, says: LOGIN_TIMEOUT },
  { name: "no endpoint ecr.dkr", at: ["VpcEndpoint", "network-endpoints-ecr.dkr"], ...toSts, says: MANIFEST_TIMEOUT },
  {
    name: "no endpoint for logs",
    at: ["VpcEndpoint", "network-endpoints-logs"],
    ...toSts,
    says: /failed to validate logger args: .*Post "https:\/\/logs\.eu-west-1\.amazonaws\.com\/": dial tcp: i\/o timeout/,
  },
  {
    name: "the endpoint for secrets without private DNS",
    at: ["VpcEndpoint", "network-endpoints-secretsmanager"],
    change: set({ privateDnsEnabled: false }),
    ...deployed,
    says: /failed to fetch secret \S+ from secrets manager: .*context deadline exceeded\. Please check your task network/,
  },
  {
    name: "an endpoint in the load balancer's security group",
    at: ["VpcEndpoint", "network-endpoints-ecr.dkr"],
    change: (props, id) => ({ ...props, securityGroupIds: [id("SecurityGroup", "web-balancer")] }),
    ...deployed,
    says: MANIFEST_TIMEOUT,
  },
  {
    name: "the S3 gateway on no route table",
    at: ["VpcEndpoint", "network-endpoints-s3"],
    change: set({ routeTableIds: [] }),
    ...deployed,
    says: LAYER_TIMEOUT,
  },
  {
    name: "an endpoint policy without the login",
    at: ["VpcEndpoint", "network-endpoints-ecr.api"],
    change: set({ policy: policy({ Principal: "*", Action: "ecr:BatchGetImage", Resource: "*" }) }),
    ...deployed,
    says: /AccessDeniedException: .*ecr:GetAuthorizationToken on resource: \* because no VPC endpoint policy allows/,
  },
  // Security groups.
  {
    name: "the tasks' group lets nothing out to the endpoints",
    at: ["SecurityGroupEgressRule", "web-tasks-to-endpoints-out"],
    change: set({ fromPort: 80, toPort: 80 }),
    ...deployed,
    says: LOGIN_TIMEOUT,
  },
  {
    name: "the tasks' group lets in another port",
    at: ["SecurityGroupIngressRule", "web-balancer-to-tasks-in"],
    change: set({ fromPort: 8081, toPort: 8081 }),
    ...deployed,
    says: FAILED_ELB,
  },
  {
    name: "the load balancer's group lets out another port",
    at: ["SecurityGroupEgressRule", "web-balancer-to-tasks-out"],
    change: set({ fromPort: 8081, toPort: 8081 }),
    ...deployed,
    says: FAILED_ELB,
  },
  {
    name: "a rule for a group that isn't there",
    at: ["SecurityGroupIngressRule", "web-tasks-to-postgres-in"],
    change: set({ referencedSecurityGroupId: "sg-0123456789abcdef0" }),
    fails: "change",
    says: /InvalidGroup\.NotFound/,
  },
  // Health checks.
  {
    name: "a health path that answers 404",
    at: ["TargetGroup", "web-balancer-targets"],
    change: setIn("healthCheck", { path: "/health" }),
    ...deployed,
    says: FAILED_ELB,
  },
  {
    name: "a health check that waits longer than it pauses",
    at: ["TargetGroup", "web-balancer-targets"],
    change: setIn("healthCheck", { timeout: 20 }),
    fails: "preview",
    says: /Health check interval must be greater than the timeout: 15 s and 20 s/,
  },
  // Addresses.
  {
    name: "a VPC of /8",
    at: ["Vpc", "network-vpc"],
    change: set({ cidrBlock: "10.0.0.0/8" }),
    fails: "preview",
    says: /expected cidrBlock to contain a network Value with between 16 and 28 significant bits, got: 8/,
  },
  {
    name: "a subnet outside of its VPC",
    at: ["Subnet", "network-vpc-private-1"],
    change: set({ cidrBlock: "10.99.0.0/20" }),
    fails: "change",
    says: /InvalidSubnet\.Range: The CIDR '10\.99\.0\.0\/20' is invalid/,
  },
  {
    name: "a subnet on its neighbour's addresses",
    at: ["Subnet", "network-vpc-private-1"],
    change: set({ cidrBlock: "10.41.80.0/20" }),
    fails: "change",
    says: /InvalidSubnet\.Conflict: The CIDR '10\.41\.80\.0\/20' conflicts with another subnet/,
  },
  {
    name: "a route to an internet gateway that isn't there",
    at: ["Route", "network-vpc-public-1"],
    change: set({ gatewayId: "igw-0123456789abcdef0" }),
    fails: "change",
    says: /InvalidInternetGatewayID\.NotFound|InvalidGatewayID\.NotFound/,
  },
  // The load balancer.
  {
    name: "a load balancer in one zone",
    at: ["LoadBalancer", "web-balancer"],
    change: (props, id) => ({ ...props, subnets: [id("Subnet", "network-vpc-public-1")] }),
    fails: "change",
    says: /At least two subnets in two different Availability Zones must be specified/,
  },
  {
    name: "access logs where the bucket's policy lets nobody write",
    at: ["LoadBalancer", "web-balancer"],
    change: setIn("accessLogs", { prefix: "elsewhere" }),
    fails: "change",
    says: /InvalidConfigurationRequest: Access Denied for bucket: \S+\. Please check S3bucket permission/,
  },
  {
    name: "an HTTPS listener with a certificate that isn't there",
    at: ["Listener", "web-balancer-https"],
    change: rewrite("certificateArn", /[^/]+$/, "00000000-0000-4000-a000-000000000000"),
    fails: "change",
    says: /CertificateNotFound/,
  },
  {
    name: "a TLS policy that isn't offered",
    at: ["Listener", "web-balancer-https"],
    change: set({ sslPolicy: "ELBSecurityPolicy-TLS14" }),
    fails: "preview",
    says: /invalid value for sslPolicy: it must be the name of a security policy/,
  },
  {
    name: "a certificate whose proof is another name's",
    at: ["CertificateValidation", "web-balancer-certificate-issued"],
    change: set({ validationRecordFqdns: ["_0123456789abcdef0123456789abcdef.www.tidegate.example"] }),
    fails: "change",
    says: /missing orders\.tidegate\.example DNS validation record: _\w+\.orders\.tidegate\.example/,
  },
];
