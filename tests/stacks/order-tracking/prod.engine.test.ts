import assert from "node:assert/strict";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { IN_PROD } from "./changes.ts";
import { firstImage, healthUrl, LISTENS, SYSTEM } from "./scene.ts";

/** What holds data. A pause, and every change of the table, must leave each of them the one it was. */
const STORES = ["db", "web-repository-repository", "web-balancer-logs-bucket", "db-postgresql-log", "web-api-log"];

describe("order-tracking in prod, under the real engine", function () {
  this.timeout(300_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "prod");
    await system.bringUp(firstImage);
  });
  after(() => system?.close());

  it("serves HTTPS under its own name, sends HTTP there, and runs two tasks", async () => {
    const url = await healthUrl(system);
    assert.equal(url, "https://orders.tidegate.example/actuator/health");
    assert.equal((await system.ask(url)).status, 200);
    const plain = await system.ask(url.replace("https:", "http:"));
    assert.deepEqual([plain.status, plain.location], [301, url]);
    const { desired, running, isSteady } = await system.service("order-tracking-prod");
    assert.deepEqual([desired, running, isSteady], [2, 2, true]);
  });

  it("plans nothing right after up, and finds no drift", () => system.isSettled());

  it("is hardened as the checklist asks", async () => {
    const inputs = async (name: string, kind?: string) => (await system.resource(name, kind)).inputs;
    const network = (await inputs("web-api-service"))["networkConfiguration"];
    assert.equal(isRecord(network) && network["assignPublicIp"], false);
    const { manageMasterUserPassword, backupRetentionPeriod, deletionProtection, skipFinalSnapshot, password } =
      await inputs("db");
    assert.deepEqual(
      [manageMasterUserPassword, backupRetentionPeriod, deletionProtection, skipFinalSnapshot, password],
      [true, 35, true, false, undefined],
    );
    assert.equal((await inputs("web-repository-repository"))["imageTagMutability"], "IMMUTABLE");
    const logs = (await inputs("web-balancer", "LoadBalancer"))["accessLogs"];
    assert.equal(isRecord(logs) && logs["enabled"], true);
  });

  it("lets tasks go out to the database, the brokers, AWS's endpoints and S3, and nowhere else", async () => {
    const tasks = await system.resource("web-tasks", "SecurityGroup");
    const ways = (await system.resources()).filter(
      ({ type, inputs }) => type.endsWith(":SecurityGroupEgressRule") && inputs["securityGroupId"] === tasks.id,
    );
    assert.deepEqual(
      ways.map(({ name, inputs }) => [name, inputs["fromPort"], inputs["toPort"], inputs["cidrIpv4"]]).sort(),
      [
        ["web-tasks-to-endpoints-out", 443, 443, undefined],
        ["web-tasks-to-kafka-out", 9098, 9098, undefined],
        ["web-tasks-to-postgres-out", 5432, 5432, undefined],
        ["web-tasks-to-s3-out", 443, 443, undefined],
      ],
    );
  });

  for (const { what, changes, planned } of IN_PROD) {
    it(`changes what it should and nothing else: ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("refuses another name of the database, by its key, before anything changes", async () => {
    const output = await system.previewFails({ databaseName: "other" });
    assert.match(output, /order-tracking:databaseName: given "other"; accepted: "orders", the database that/);
  });

  it("refuses a digest that the repository doesn't have, before anything changes", async () => {
    const output = await system.previewFails({ imageDigest: `sha256:${"0".repeat(64)}` });
    assert.match(output, /order-tracking:imageDigest/);
  });

  it("takes another version by its digest, and goes back to the one before by the same way", async () => {
    const repositoryUrl = String((await system.outputs())["ecr_repository_url"]);
    const imageDigest = await system.push({ repositoryUrl, tag: "2.0.0", listens: LISTENS });
    const rollout = ["replace TaskDefinition web-api-definition", "update Service web-api-service"];
    await system.under({ imageDigest }, async () => {
      assert.deepEqual(await system.planned(), rollout);
      await system.up();
      assert.deepEqual(await system.planned(), []);
    });
    assert.deepEqual(await system.planned(), rollout);
    await system.up();
    await system.isSettled();
  });

  it("fails up when the new version's tasks don't start, and goes on serving", async () => {
    const repositoryUrl = String((await system.outputs())["ecr_repository_url"]);
    const imageDigest = await system.push({ repositoryUrl, tag: "3.0.0", exits: { afterSeconds: 1, code: 1 } });
    await system.under({ imageDigest }, async () => {
      assert.match(await system.upFails(), /Essential container in task exited/);
    });
    assert.equal((await system.ask(await healthUrl(system))).status, 200);
    await system.up();
    await system.isSettled();
  });

  it("pauses, and goes on with the same things and the same plan", async () => {
    const before = await stores();
    const names = await everything();
    await system.under({ paused: true }, async () => {
      await system.up();
      await system.isSettled();
      const { desired, running } = await system.service("order-tracking-prod");
      assert.deepEqual([desired, running], [0, 0]);
      assert.equal((await system.resource("db-state")).outputs["state"], "stopped");
      const left = (await system.resources()).map(({ type }) => type);
      for (const gone of ["LoadBalancer", "ServerlessCluster"]) {
        assert.ok(!left.some((type) => type.endsWith(`:${gone}`)), `${gone} is still there`);
      }
      assert.deepEqual(await stores(), before);
      assert.equal((await system.ask("https://orders.tidegate.example/actuator/health")).status, 0);
    });
    await system.up();
    await system.isSettled();
    assert.deepEqual(await everything(), names);
    assert.deepEqual(await stores(), before);
    assert.equal((await system.ask(await healthUrl(system))).status, 200);
  });

  it("leaves nothing on destroy but what it protects, and nothing at all once it doesn't", async () => {
    const output = await system.destroyFails();
    assert.match(output, /order-tracking-prod-db"? cannot be deleted\s+because it is protected/);
    const left = Object.entries(await system.left()).filter(([type]) => !/^aws:s3\/bucket\w/.test(type));
    // The database keeps its subnets, its groups and the VPC that they are in.
    assert.deepEqual(Object.fromEntries(left), {
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:ec2/networkAcl:NetworkAcl": 1,
      "aws:ec2/routeTable:RouteTable": 1,
      "aws:ec2/securityGroup:SecurityGroup": 2,
      "aws:ec2/subnet:Subnet": 2,
      "aws:ec2/vpc:Vpc": 1,
      "aws:ecr/lifecyclePolicy:LifecyclePolicy": 1,
      "aws:ecr/repository:Repository": 1,
      "aws:rds/instance:Instance": 1,
      "aws:rds/parameterGroup:ParameterGroup": 1,
      "aws:rds/subnetGroup:SubnetGroup": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:secretsmanager/secret:Secret": 1,
    });
    await system.set({ protect: false });
    await system.up();
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  async function stores(): Promise<[string, string][]> {
    const all = await system.resources();
    return STORES.map((name) => [name, all.find((one) => one.name === name)?.id ?? "gone"]);
  }

  async function everything(): Promise<string[]> {
    return (await system.resources()).map(({ type, name }) => `${type} ${name}`).sort();
  }
});
