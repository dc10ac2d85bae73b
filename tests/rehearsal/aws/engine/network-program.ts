/** A program that uses the network, the load balancer and the edge as systems do, with one setting for each change. */
export const NETWORK_PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate.js";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation.js";
import { Api } from "@pulumi/aws/apigatewayv2/api.js";
import { ApiMapping } from "@pulumi/aws/apigatewayv2/apiMapping.js";
import { DomainName } from "@pulumi/aws/apigatewayv2/domainName.js";
import { Integration } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route as ApiRoute } from "@pulumi/aws/apigatewayv2/route.js";
import { Stage } from "@pulumi/aws/apigatewayv2/stage.js";
import { VpcLink } from "@pulumi/aws/apigatewayv2/vpcLink.js";
import { Distribution } from "@pulumi/aws/cloudfront/distribution.js";
import { OriginAccessControl } from "@pulumi/aws/cloudfront/originAccessControl.js";
import { getCachePolicyOutput } from "@pulumi/aws/cloudfront/getCachePolicy.js";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { getPrefixListOutput } from "@pulumi/aws/ec2/getPrefixList.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { Provider } from "@pulumi/aws/provider.js";
import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { Zone } from "@pulumi/aws/route53/zone.js";
import { PrivateDnsNamespace } from "@pulumi/aws/servicediscovery/privateDnsNamespace.js";
import { Service as DiscoveryService } from "@pulumi/aws/servicediscovery/service.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl.js";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation.js";

const config = new pulumi.Config();
const word = (key, other) => config.get(key) ?? other;
const number = (key, other) => config.getNumber(key) ?? other;
const provider = new Provider("here", { region: "eu-central-1", defaultTags: { tags: { Project: "probe" } } });
const here = { provider };

const vpc = new Vpc("net", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true }, here);
const vpcId = vpc.id;
new DefaultSecurityGroup("none", { vpcId }, here);
const gateway = new InternetGateway("net", { vpcId }, here);
const outward = new RouteTable("public", { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] }, here);
const inward = new RouteTable("private", { vpcId }, here);
const subnets = (kind, table, from) =>
  ["a", "b"].map((letter, i) => {
    const args = { vpcId, cidrBlock: \`10.0.\${from + i}.0/24\`, availabilityZone: \`eu-central-1\${letter}\` };
    const subnet = new Subnet(\`\${kind}-\${letter}\`, args, here);
    new RouteTableAssociation(\`\${kind}-\${letter}\`, { subnetId: subnet.id, routeTableId: table.id }, here);
    return subnet.id;
  });
const outside = subnets("public", outward, 0);
const inside = subnets("private", inward, 2);
const address = new Eip("nat", { domain: "vpc" }, here);
const nat = new NatGateway("nat", { allocationId: address.id, subnetId: outside[0] }, { provider, dependsOn: [gateway] });
new Route("nat", { routeTableId: inward.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id }, here);

const web = new SecurityGroup("web", { vpcId, description: word("about", "the load balancer") }, here);
const tasks = new SecurityGroup("tasks", { vpcId, description: "the tasks" }, here);
const port = number("port", 8080);
const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
new SecurityGroupIngressRule("https", { securityGroupId: web.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: word("clients", "0.0.0.0/0") }, here);
new SecurityGroupEgressRule("to-tasks", { securityGroupId: web.id, ...tcp, referencedSecurityGroupId: tasks.id }, here);
new SecurityGroupIngressRule("from-web", { securityGroupId: tasks.id, ...tcp, referencedSecurityGroupId: web.id }, here);
new SecurityGroupEgressRule("to-s3", { securityGroupId: tasks.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, prefixListId: getPrefixListOutput({ name: "com.amazonaws.eu-central-1.s3" }, here).id }, here);
new VpcEndpoint("s3", { vpcId, serviceName: "com.amazonaws.eu-central-1.s3", routeTableIds: [inward.id] }, here);
new VpcEndpoint("logs", {
  vpcId,
  serviceName: word("endpoint", "com.amazonaws.eu-central-1.logs"),
  vpcEndpointType: "Interface",
  subnetIds: inside,
  securityGroupIds: [tasks.id],
  privateDnsEnabled: config.getBoolean("dns") ?? true,
}, here);

const zone = new Zone("zone", { name: "example.com" }, here);
const proved = (name, region) => {
  const certificate = new Certificate(name, { domainName: \`\${name}.example.com\`, validationMethod: "DNS", region }, here);
  const [option] = [certificate.domainValidationOptions[0]];
  const record = new DnsRecord(\`\${name}-proof\`, {
    zoneId: zone.zoneId,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: 60,
  }, here);
  return new CertificateValidation(name, { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], region }, here).certificateArn;
};
const alias = (name, target, zoneId) =>
  new DnsRecord(name, { zoneId: zone.zoneId, name, type: "A", aliases: [{ name: target, zoneId, evaluateTargetHealth: false }] }, here);

const group = new TargetGroup("web", {
  port,
  protocol: "HTTP",
  targetType: "ip",
  vpcId,
  healthCheck: { path: word("health", "/healthz"), interval: 15 },
}, here);
const balancer = new LoadBalancer("web", { subnets: outside, securityGroups: [web.id], idleTimeout: number("idle", 60) }, { provider, dependsOn: [gateway] });
new Listener("http", { loadBalancerArn: balancer.arn, port: 80, protocol: "HTTP", defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }] }, here);
new Listener("https", { loadBalancerArn: balancer.arn, port: 443, protocol: "HTTPS", certificateArn: proved("web"), sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", defaultActions: [{ type: "forward", targetGroupArn: group.arn }] }, here);
alias("web", balancer.dnsName, balancer.zoneId);
const visibilityConfig = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: "web" };
const acl = new WebAcl("web", { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig, rules: [{ name: "rate", priority: 0, action: { block: {} }, statement: { rateBasedStatement: { limit: number("rate", 1000), aggregateKeyType: "IP" } }, visibilityConfig }] }, here);
new WebAclAssociation("web", { resourceArn: balancer.arn, webAclArn: acl.arn }, here);

const namespace = new PrivateDnsNamespace("local", { name: "probe.local", vpc: vpcId }, here);
const service = new DiscoveryService("api", { name: "api", dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "SRV", ttl: number("ttl", 10) }] } }, here);
const api = new Api("api", { protocolType: "HTTP" }, here);
const link = new VpcLink("api", { subnetIds: inside, securityGroupIds: [tasks.id] }, here);
const integration = new Integration("api", { apiId: api.id, integrationType: "HTTP_PROXY", integrationMethod: "ANY", integrationUri: service.arn, connectionType: "VPC_LINK", connectionId: link.id }, here);
new ApiRoute("api", { apiId: api.id, routeKey: "$default", target: pulumi.interpolate\`integrations/\${integration.id}\` }, here);
const stage = new Stage("api", { apiId: api.id, name: "$default", autoDeploy: true, defaultRouteSettings: { throttlingBurstLimit: number("burst", 50), throttlingRateLimit: 100 } }, here);
const domain = new DomainName("api", { domainName: "api.example.com", domainNameConfiguration: { certificateArn: proved("api"), endpointType: "REGIONAL", securityPolicy: "TLS_1_2" } }, here);
new ApiMapping("api", { apiId: api.id, domainName: domain.id, stage: stage.id }, here);
alias("api", domain.domainNameConfiguration.targetDomainName, domain.domainNameConfiguration.hostedZoneId);

const access = new OriginAccessControl("site", { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" }, here);
const cdn = new Distribution("site", {
  enabled: true,
  aliases: ["www.example.com"],
  comment: word("comment", "the site"),
  origins: [{ originId: "bucket", domainName: "site-of-probe.s3.eu-central-1.amazonaws.com", originAccessControlId: access.id }],
  defaultCacheBehavior: {
    targetOriginId: "bucket",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: getCachePolicyOutput({ name: "Managed-CachingOptimized" }, here).apply(({ id }) => id ?? ""),
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { acmCertificateArn: proved("www", "us-east-1"), sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
}, here);
alias("www", cdn.domainName, cdn.hostedZoneId);
export const subnetTags = vpc.tagsAll;
`;
