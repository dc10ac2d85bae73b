/** What AWS gives a new resource: its id, its ARN, and what it computes. Shapes are AWS's; values are made up. */
import { kindOf } from "../../support/built.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";
export const AZS = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

type Inputs = Record<string, unknown>;

/** The ARN of a resource with a physical name, `arn:aws:sqs:eu-central-1:111122223333:quiz`; undefined if it has none. */
export function arnOf(type: string, physicalName: string): string | undefined {
  const shape = ARNS[type];
  if (shape === undefined) return undefined;
  const [service, resource] = shape;
  const region = GLOBAL.has(service) ? "" : REGION;
  const account = service === "s3" ? "" : ACCOUNT;
  return `arn:aws:${service}:${region}:${account}:${resource.replaceAll("{}", physicalName)}`;
}

/** The id that the mocks give: the ARN, the name or the URL where AWS's provider does so, else `sg-<name>` and its like. */
export function idOf(type: string, name: string, inputs: Inputs = {}): string {
  const physical = physicalName(type, name, inputs);
  if (ID_IS_ARN.has(type)) return arnOf(type, physical) ?? physical;
  if (type === "aws:sqs/queue:Queue") return queueUrl(physical);
  const prefix = ID_PREFIX[kindOf(type)];
  return prefix === undefined ? physical : `${prefix}-${name}`;
}

/** What AWS works out for a resource, beside its inputs. */
export function computedOf(type: string, name: string, inputs: Inputs): Inputs {
  const physical = physicalName(type, name, inputs);
  const arn = arnOf(type, physical);
  return { ...(arn !== undefined && { arn }), ...COMPUTED[type]?.(physical, inputs) };
}

/** The name that a resource has in AWS: the one it was given under whatever property, else its name in the program. */
function physicalName(type: string, name: string, inputs: Inputs): string {
  const given = [NAMED_BY[type] ?? "name", "name"].map((property) => inputs[property]);
  const own = given.find((value): value is string => typeof value === "string" && value !== "") ?? name;
  if (type !== "aws:ecs/service:Service") return own;
  // A service is known by its cluster too, which is given by its ARN.
  return `${String(inputs["cluster"]).split("/").at(-1) ?? ""}/${own}`;
}

/** Services whose ARNs name no region. */
const GLOBAL = new Set(["iam", "s3", "cloudfront", "route53", "budgets"]);

const NAMED_BY: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:rds/instance:Instance": "identifier",
  "aws:msk/serverlessCluster:ServerlessCluster": "clusterName",
  "aws:ecs/taskDefinition:TaskDefinition": "family",
  "aws:acm/certificate:Certificate": "domainName",
  "aws:apigatewayv2/domainName:DomainName": "domainName",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "-",
  "aws:ec2/securityGroup:SecurityGroup": "-",
};

/** Service and resource part of each kind's ARN; `{}` is the physical name. */
const ARNS: Readonly<Record<string, readonly [string, string]>> = {
  "aws:acm/certificate:Certificate": ["acm", "certificate/{}"],
  "aws:apigatewayv2/vpcLink:VpcLink": ["apigateway", "/vpclinks/{}"],
  "aws:backup/plan:Plan": ["backup", "backup-plan:{}"],
  "aws:backup/vault:Vault": ["backup", "backup-vault:{}"],
  "aws:cloudfront/distribution:Distribution": ["cloudfront", "distribution/E{}"],
  "aws:cloudtrail/trail:Trail": ["cloudtrail", "trail/{}"],
  "aws:cloudwatch/eventRule:EventRule": ["events", "rule/{}"],
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": ["logs", "delivery-destination:{}"],
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": ["logs", "delivery-source:{}"],
  "aws:cloudwatch/logGroup:LogGroup": ["logs", "log-group:{}"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["cloudwatch", "alarm:{}"],
  "aws:dynamodb/table:Table": ["dynamodb", "table/{}"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["ec2", "vpc-endpoint/vpce-{}"],
  "aws:ec2/securityGroup:SecurityGroup": ["ec2", "security-group/sg-{}"],
  "aws:ecr/repository:Repository": ["ecr", "repository/{}"],
  "aws:ecs/cluster:Cluster": ["ecs", "cluster/{}"],
  "aws:ecs/service:Service": ["ecs", "service/{}"],
  "aws:ecs/taskDefinition:TaskDefinition": ["ecs", "task-definition/{}:1"],
  "aws:iam/policy:Policy": ["iam", "policy/{}"],
  "aws:iam/role:Role": ["iam", "role/{}"],
  "aws:kms/key:Key": ["kms", "key/{}"],
  "aws:lambda/function:Function": ["lambda", "function:{}"],
  "aws:lb/listener:Listener": ["elasticloadbalancing", "listener/app/{}/50dc6c495c0c9188/f2f7dc8efc522ab2"],
  "aws:lb/loadBalancer:LoadBalancer": ["elasticloadbalancing", "loadbalancer/app/{}/50dc6c495c0c9188"],
  "aws:lb/targetGroup:TargetGroup": ["elasticloadbalancing", "targetgroup/{}/73e2d6bc24d8a067"],
  "aws:msk/serverlessCluster:ServerlessCluster": ["kafka", "cluster/{}/1a2b3c4d-0000-4000-8000-aaaabbbbcccc-s1"],
  "aws:rds/instance:Instance": ["rds", "db:{}"],
  "aws:s3/bucket:Bucket": ["s3", "{}"],
  "aws:secretsmanager/secret:Secret": ["secretsmanager", "secret:{}-AbCdEf"],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["servicediscovery", "namespace/ns-{}"],
  "aws:servicediscovery/service:Service": ["servicediscovery", "service/srv-{}"],
  "aws:sns/topic:Topic": ["sns", "{}"],
  "aws:sqs/queue:Queue": ["sqs", "{}"],
  "aws:wafv2/webAcl:WebAcl": ["wafv2", "regional/webacl/{}/a1b2c3d4-5678-4000-8000-aaaabbbbcccc"],
};

/** Kinds whose id in the provider is the ARN itself. */
const ID_IS_ARN = new Set([
  "aws:acm/certificate:Certificate",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:iam/policy:Policy",
  "aws:lb/listener:Listener",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:msk/serverlessCluster:ServerlessCluster",
  "aws:secretsmanager/secret:Secret",
  "aws:sns/topic:Topic",
]);

const ID_PREFIX: Readonly<Record<string, string>> = {
  DefaultSecurityGroup: "sg",
  FlowLog: "fl",
  PrivateDnsNamespace: "ns",
  SecurityGroup: "sg",
  SecurityGroupEgressRule: "sgr",
  SecurityGroupIngressRule: "sgr",
  VpcEndpoint: "vpce",
};

const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
const zones = (inputs: Inputs) => AZS.slice(0, Number(inputs["numberOfAvailabilityZones"] ?? 3));
const inEach = (inputs: Inputs, text: string) => zones(inputs).map((_zone, index) => `${text}-${index + 1}`);

/** A custom resource as the engine hands it from a remote component to a program: `Vpc` of awsx gives out its route tables so. */
function referenceTo(type: string, id: string) {
  const urn = `urn:pulumi:dev::test::awsx:ec2:Vpc$${type}::${id}`;
  return { [SIGNATURE]: RESOURCE_REFERENCE, urn, id, packageVersion: "" };
}

/** How the protocol marks a value that is more than it looks. See sdk/proto in Pulumi's repository. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

const COMPUTED: Readonly<Record<string, (physical: string, inputs: Inputs) => Inputs>> = {
  "awsx:ec2:Vpc": (name, inputs) => ({
    vpcId: `vpc-${name}`,
    publicSubnetIds: inEach(inputs, "subnet-public"),
    privateSubnetIds: inEach(inputs, "subnet-private"),
    isolatedSubnetIds: inEach(inputs, "subnet-isolated"),
    routeTables: ["public", "private", "isolated"]
      .flatMap((kind) => inEach(inputs, `rtb-${kind}`))
      .map((id) => referenceTo("aws:ec2/routeTable:RouteTable", id)),
  }),
  "aws:acm/certificate:Certificate": (domain) => ({
    domainValidationOptions: [
      {
        domainName: domain,
        resourceRecordName: `_0123456789abcdef.${domain}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_fedcba9876543210.acm-validations.aws.",
      },
    ],
  }),
  "aws:acm/certificateValidation:CertificateValidation": () => ({}),
  "aws:apigatewayv2/api:Api": (name, { protocolType }) => ({
    apiEndpoint: `${protocolType === "WEBSOCKET" ? "wss" : "https"}://${name}.execute-api.${REGION}.amazonaws.com`,
    executionArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${name}`,
  }),
  "aws:apigatewayv2/domainName:DomainName": (domain, { domainNameConfiguration }) => ({
    domainNameConfiguration: {
      ...(typeof domainNameConfiguration === "object" ? domainNameConfiguration : {}),
      targetDomainName: `d-${domain}.execute-api.${REGION}.amazonaws.com`,
      hostedZoneId: "Z1U9ULNL0V5AJ3",
    },
  }),
  "aws:apigatewayv2/stage:Stage": (name, { apiId }) => ({
    invokeUrl: `https://${String(apiId)}.execute-api.${REGION}.amazonaws.com/${name === "$default" ? "" : name}`,
    executionArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${String(apiId)}/${name}`,
  }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `d111${name}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (name) => ({ prefixListId: `pl-${name}` }),
  "aws:ecr/repository:Repository": (name) => ({
    repositoryUrl: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}`,
    registryId: ACCOUNT,
  }),
  "aws:ecs/taskDefinition:TaskDefinition": (name) => ({
    revision: 1,
    arnWithoutRevision: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${name}`,
  }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({
    arnSuffix: `app/${name}/50dc6c495c0c9188`,
    dnsName: `${name}-1234567890.${REGION}.elb.amazonaws.com`,
    zoneId: "Z215JYRZR1TBD5",
  }),
  "aws:lb/targetGroup:TargetGroup": (name) => ({ arnSuffix: `targetgroup/${name}/73e2d6bc24d8a067` }),
  "aws:msk/serverlessCluster:ServerlessCluster": (name) => ({
    clusterUuid: "1a2b3c4d-0000-4000-8000-aaaabbbbcccc-s1",
    bootstrapBrokersSaslIam: `boot-${name}.c1.kafka-serverless.${REGION}.amazonaws.com:9098`,
  }),
  "aws:rds/instance:Instance": (name) => ({
    address: `${name}.c0ffee.${REGION}.rds.amazonaws.com`,
    endpoint: `${name}.c0ffee.${REGION}.rds.amazonaws.com:5432`,
    port: 5432,
    resourceId: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    masterUserSecrets: [
      {
        secretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:rds!db-0000-AbCdEf`,
        secretStatus: "active",
        kmsKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/managed`,
      },
    ],
  }),
  "aws:route53/record:Record": (name) => ({ fqdn: name }),
  "aws:s3/bucket:Bucket": (name) => ({
    bucket: name,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
    hostedZoneId: "Z21DNDUVLTQW6Q",
  }),
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": (_name, { bucket }) => ({
    websiteEndpoint: `${String(bucket)}.s3-website.${REGION}.amazonaws.com`,
    websiteDomain: `s3-website.${REGION}.amazonaws.com`,
  }),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": () => ({ hostedZone: "Z0NAMESPACE" }),
  "aws:sqs/queue:Queue": (name) => ({ url: queueUrl(name) }),
};
