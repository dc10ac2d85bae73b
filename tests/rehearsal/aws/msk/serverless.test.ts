import assert from "node:assert/strict";
import { SERVERLESS_CLUSTER } from "../../../../rehearsal/aws/services/msk/serverlessCluster.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { caught, refused } from "../refused.ts";

const clientAuthentication = { sasl: { iam: { enabled: true } } };

describe("serverless clusters of the embedded MSK", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const make = (subnetIds: string[], securityGroupIds: string[] = [scene.group.id]) =>
    scene.account.make(SERVERLESS_CLUSTER, {
      clusterName: "orders",
      clientAuthentication,
      vpcConfigs: [{ subnetIds, securityGroupIds }],
    });

  it("have one bootstrap address on 9098, and ARNs that end with their id", () => {
    const cluster = make(scene.inside);
    assert.match(cluster.id, /^arn:aws:kafka:eu-central-1:111122223333:cluster\/orders\/[0-9a-f-]{36}-s1$/);
    const brokers = textOf(cluster.outputs["bootstrapBrokersSaslIam"]);
    assert.match(brokers, /^boot-[a-z0-9]{8}\.c1\.kafka-serverless\.eu-central-1\.amazonaws\.com:9098$/);
    const found = scene.account.ask("aws:msk/getBootstrapBrokers:getBootstrapBrokers", { clusterArn: cluster.id });
    assert.deepEqual([found?.["bootstrapBrokersSaslIam"], found?.["bootstrapBrokersTls"]], [brokers, ""]);
    const ask = () => scene.account.ask("aws:msk/getBootstrapBrokers:getBootstrapBrokers", { clusterArn: "no" });
    refused(ask, "NotFoundException", /doesn't exist/);
  });

  it("take three quarters of a minute", () => {
    const cluster = make(scene.inside);
    assert.equal(scene.account.settled(cluster).state, "pending");
    scene.account.pass(45);
    assert.equal(scene.account.settled(cluster).state, "ready");
  });

  it("refuse subnets and groups that can't be, and other authentication", () => {
    const [first = "", second = ""] = scene.inside;
    refused(() => make([first]), "BadRequestException", /at least two subnets/);
    refused(() => make([first, "subnet-0"]), "BadRequestException", /subnet-0/);
    refused(() => make([first, scene.outside[0] ?? ""]), "BadRequestException", /different Availability Zone/);
    refused(() => make([first, second], ["sg-0"]), "BadRequestException", /sg-0/);
    const { account } = scene;
    const vpcId = account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.9.0.0/16" }).id;
    const far = account.make("aws:ec2/securityGroup:SecurityGroup", { vpcId, name: "far", description: "far" }).id;
    const place = { vpcId, cidrBlock: "10.9.0.0/24", availabilityZone: "eu-central-1b" };
    const away = account.make("aws:ec2/subnet:Subnet", place).id;
    refused(() => make([first, away]), "BadRequestException", /same VPC/);
    refused(() => make([first, second], [far]), "BadRequestException", /not in the VPC/);
    refused(() => make([first, second], Array<string>(6).fill(scene.group.id)), "BadRequestException", /up to five/);
    make([first, second]);
    refused(() => make([first, second]), "ConflictException", /already exists/);
    const off = { clientAuthentication: { sasl: { iam: { enabled: false } } }, vpcConfigs: [] };
    caught(SERVERLESS_CLUSTER, off, "clientAuthentication.sasl.iam.enabled", /IAM/);
  });
});
