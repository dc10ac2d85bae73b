/** @see https://www.pulumi.com/registry/packages/aws/api-docs/msk/serverlesscluster/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { SECURITY_GROUP, SUBNET } from "../ec2/types.ts";

export const SERVERLESS_CLUSTER = "aws:msk/serverlessCluster:ServerlessCluster";

/** World seconds until a new cluster is active: some minutes on AWS. */
const CREATION_SECONDS = 45;

export const serverlessCluster: Kind = {
  type: SERVERLESS_CLUSTER,
  name: {
    property: "clusterName",
    max: 64,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/,
    accepted: "letters, digits and hyphens, 64 characters at most",
  },
  // Nothing but its tags changes in place.
  replaces: ["clientAuthentication.**", "vpcConfigs.**"],
  sets: ["vpcConfigs", "subnetIds", "securityGroupIds"],
  check: (inputs) =>
    known(inputs, "clientAuthentication.sasl.iam.enabled") === false
      ? refuse("clientAuthentication.sasl.iam.enabled", "a serverless cluster has IAM authentication and no other")
      : [],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "clusterName") ?? "";
    if (cloud.list(SERVERLESS_CLUSTER).some(({ outputs }) => outputs["clusterName"] === name)) {
      throw new AwsError("ConflictException", "A resource with this name already exists.");
    }
    for (const network of objectsAt(inputs, "vpcConfigs")) accept(network, cloud);
    // A serverless cluster's id in its ARN ends with `-s` and a digit.
    const clusterUuid = `${cloud.uuid()}-s1`;
    const { region, account } = cloud;
    const arn = makeArn({ service: "kafka", region, account, resource: `cluster/${name}/${clusterUuid}` });
    const bootstrapBrokersSaslIam = `boot-${cloud.token(8)}.c1.kafka-serverless.${region}.amazonaws.com:9098`;
    return { id: arn, outputs: { arn, clusterUuid, bootstrapBrokersSaslIam } };
  },
  settled: ({ createdAt }, cloud) =>
    cloud.now >= createdAt + CREATION_SECONDS * 1000
      ? { state: "ready" }
      : { state: "pending", status: "CREATING", seconds: 7200 },
};

export const getBootstrapBrokers: FunctionKind = {
  token: "aws:msk/getBootstrapBrokers:getBootstrapBrokers",
  answer(args, cloud) {
    const arn = textAt(args, "clusterArn") ?? "";
    const found = cloud.byArn(arn, SERVERLESS_CLUSTER, "aws:msk/cluster:Cluster");
    if (found === undefined) throw new AwsError("NotFoundException", `The requested resource doesn't exist: ${arn}`);
    const none = Object.fromEntries(OTHERS.map((name) => [name, ""]));
    return {
      ...none,
      bootstrapBrokersSaslIam: "",
      ...brokersOf(found.outputs),
      clusterArn: arn,
      id: arn,
      region: cloud.region,
    };
  },
};

const brokersOf = (outputs: Properties): Properties =>
  Object.fromEntries(Object.entries(outputs).filter(([name]) => name.startsWith("bootstrapBrokers")));

const OTHERS = [
  "bootstrapBrokers",
  "bootstrapBrokersIpv6",
  "bootstrapBrokersPublicSaslIam",
  "bootstrapBrokersPublicSaslScram",
  "bootstrapBrokersPublicTls",
  "bootstrapBrokersSaslIamIpv6",
  "bootstrapBrokersSaslScram",
  "bootstrapBrokersSaslScramIpv6",
  "bootstrapBrokersTls",
  "bootstrapBrokersTlsIpv6",
  "bootstrapBrokersVpcConnectivitySaslIam",
  "bootstrapBrokersVpcConnectivitySaslScram",
  "bootstrapBrokersVpcConnectivityTls",
];

/** Subnets in two zones or more of one VPC, and at most five security groups of the same. @throws AwsError */
function accept(network: Properties, cloud: Cloud): void {
  const ids = textsAt(network, "subnetIds");
  const subnets = ids.flatMap((id) => cloud.get(SUBNET, id) ?? []);
  const missing = ids.find((id) => !subnets.some((subnet) => subnet.id === id));
  if (missing !== undefined) throw bad(`The subnet ID '${missing}' does not exist.`);
  const zones = new Set(subnets.map(({ outputs }) => outputs["availabilityZone"]));
  if (zones.size < 2 || zones.size < subnets.length) {
    throw bad("Specify at least two subnets, each in a different Availability Zone.");
  }
  const vpcs = new Set(subnets.map(({ outputs }) => outputs["vpcId"]));
  if (vpcs.size > 1) throw bad("The subnets must be in the same VPC.");
  const groups = textsAt(network, "securityGroupIds");
  if (groups.length > 5) throw bad("You can specify up to five security groups.");
  for (const id of groups) {
    const group = cloud.get(SECURITY_GROUP, id);
    if (group === undefined) throw bad(`The security group '${id}' does not exist.`);
    if (!vpcs.has(group.outputs["vpcId"])) throw bad(`The security group '${id}' is not in the VPC of the subnets.`);
  }
}

const bad = (message: string) => new AwsError("BadRequestException", message);
