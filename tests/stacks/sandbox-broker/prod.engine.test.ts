/** The sandbox broker in prod: HTTPS, access logs, two tasks, and images that outlive a destroy. */
import assert from "node:assert/strict";
import type { AwsStack } from "../aws.ts";
import { openAwsStack } from "../aws.ts";
import { broker } from "./workflow.ts";

const SERVICE = "sandbox-broker-api";
const URL_OF_PROD = "https://api-sandbox-broker.tidegate.example";

describe("the sandbox broker in prod", function () {
  this.timeout(600_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack("sandbox-broker", "prod");
    await system.bringUp((outputs) => [{ ...broker(outputs, "1.0.0"), digestKey: "imageDigest" }]);
  });
  after(() => system?.close());

  it("runs under the names that deploy workflows use", async () => {
    const outputs = await system.outputs();
    assert.deepEqual(
      [outputs["ecs_cluster_name"], outputs["ecs_service_name"], outputs["api_url"]],
      ["sandbox-broker-cluster", SERVICE, URL_OF_PROD],
    );
    assert.match(
      String(outputs["ecr_repository_url"]),
      /\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/sandbox-broker-api$/,
    );
    const { desired, running, isSteady } = await system.service(SERVICE);
    assert.deepEqual([desired, running, isSteady], [2, 2, true]);
  });

  it("answers by HTTPS, and sends HTTP there", async () => {
    assert.equal((await system.ask(`${URL_OF_PROD}/v1/healthz`)).status, 200);
    const { status, location } = await system.ask(`${URL_OF_PROD.replace("https", "http")}/v1/healthz`);
    assert.deepEqual([status, location], [301, `${URL_OF_PROD}/v1/healthz`]);
  });

  it("plans nothing a second time, and finds no drift", () => system.isSettled());

  const CHANGES: readonly [string, Record<string, unknown>, readonly string[]][] = [
    [
      "a larger task",
      { cpu: 512, memory: 1024 },
      ["replace TaskDefinition web-api-definition", "update Service web-api-service"],
    ],
    [
      "another name",
      { domainName: "api.tidegate.example" },
      [
        "replace Certificate web-balancer-certificate",
        "replace CertificateValidation web-balancer-certificate-issued",
        "replace Record web-balancer-alias-a",
        "replace Record web-balancer-alias-aaaa",
        "replace Record web-balancer-certificate-proof",
        "update Listener web-balancer-https",
      ],
    ],
    [
      "other clients",
      { ingressCidrs: ["203.0.113.0/24"] },
      [
        "update SecurityGroupIngressRule web-clients-0-http-in",
        "update SecurityGroupIngressRule web-clients-0-https-in",
      ],
    ],
    ["another budget", { budgetUsd: 50 }, ["update Budget budget"]],
    ["flow logs that go earlier", { flowLogRetentionDays: 30 }, ["update LogGroup network-flow-logs"]],
    [
      "no protection",
      { protect: false },
      ["update Bucket web-balancer-logs-bucket", "update Repository web-repository-repository"],
    ],
  ];
  for (const [what, changes, planned] of CHANGES) {
    it(`changes what it should and nothing else for ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("fails for a health path that answers 404, though no task changes, and goes on with the right one", async () => {
    await system.set({ healthPath: "/v1/nowhere" });
    assert.match(await system.upFails(), /Task failed ELB health checks/);
    await system.set({ healthPath: "/v1/healthz" });
    await system.up();
    await isWell();
  });

  it("fails for a port that nothing listens on, and comes back to the right one", async () => {
    await system.set({ containerPort: 8081 });
    assert.match(await system.upFails(), /Task failed ELB health checks|container health checks|Essential container/);
    await system.set({ containerPort: 8080 });
    await system.up();
    await isWell();
  });

  it("pauses and goes on, under the same name and with the images untouched", async () => {
    const { id } = await system.resource("web-repository-repository");
    await system.set({ paused: true });
    await system.up();
    assert.equal((await system.service(SERVICE)).running, 0);
    await system.isSettled();
    await system.set({ paused: false });
    await system.up();
    assert.equal((await system.resource("web-repository-repository")).id, id);
    await isWell();
  });

  it("leaves nothing on destroy but images and access logs, and nothing at all once they aren't protected", async () => {
    const refused = await system.destroyFails();
    assert.match(refused, /web-repository-\w+"? cannot be deleted\s+because it is protected/);
    const left = Object.entries(await system.left()).filter(([type]) => !/^aws:s3\/bucket\w/.test(type));
    assert.deepEqual(Object.fromEntries(left), {
      "aws:ecr/lifecyclePolicy:LifecyclePolicy": 1,
      "aws:ecr/repository:Repository": 1,
      "aws:s3/bucket:Bucket": 1,
    });
    await system.set({ protect: false });
    await system.up();
    assert.equal((await system.ask(`${URL_OF_PROD}/v1/healthz`)).status, 200);
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  async function isWell(): Promise<void> {
    assert.equal((await system.service(SERVICE)).running, 2);
    assert.equal((await system.ask(`${URL_OF_PROD}/v1/healthz`)).status, 200);
    await system.isSettled();
  }
});
