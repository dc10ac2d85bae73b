import assert from "node:assert/strict";
import { isAllowed } from "../../support/iam.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack, Changes } from "../aws.ts";
import { ACCESS } from "./access.ts";
import { imagesOf, SYSTEM } from "./images.ts";

/** What deploy workflows and the runbook read. */
const OUTPUTS = [
  "alarm_topic_arn",
  "api_cluster_name",
  "api_gateway_url",
  "api_log_group_name",
  "api_repository_url",
  "api_service_name",
  "cloudfront_distribution_id",
  "conversations_table_name",
  "discovery_namespace",
  "discovery_service",
  "frontend_bucket_name",
  "frontend_url",
  "jobs_table_name",
  "saml_audience",
  "saml_reply_url",
  "sqs_dlq_arn",
  "sqs_dlq_url",
  "sqs_queue_url",
  "user_pool_client_id",
  "user_pool_id",
  "vpc_link_id",
  "websocket_gateway_url",
  "worker_cluster_name",
  "worker_log_group_name",
  "worker_repository_url",
  "worker_service_name",
];

const NEW_REVISION = ["replace TaskDefinition api-definition", "update Service api-service"];

/** One changed value, and what a preview plans for it. No case replaces a table, the queue or a bucket. */
const CHANGES: readonly [string, Changes, readonly string[]][] = [
  ["a larger API task", { apiCpu: 1024, apiMemory: 2048 }, NEW_REVISION],
  ["more API tasks", { apiMax: 4 }, ["update Target api-capacity"]],
  ["more workers", { workerMax: 5 }, ["update Target worker-capacity"]],
  ["longer jobs", { jobSeconds: 600 }, ["update Queue queue"]],
  [
    "another health path",
    { apiHealthPath: "/healthz" },
    ["update Service api-service", "update TargetGroup socket-balancer-targets"],
  ],
  [
    "longer logs",
    { logRetentionDays: 90 },
    ["update LogGroup api-log", "update LogGroup http-logs", "update LogGroup worker-log"],
  ],
  [
    "another port",
    { apiPort: 8001 },
    [
      "replace TargetGroup socket-balancer-targets",
      "replace TaskDefinition api-definition",
      "update Listener socket-balancer-tcp",
      "update SecurityGroupEgressRule doors-link-to-api-out",
      "update SecurityGroupEgressRule doors-socket-to-api-out",
      "update SecurityGroupIngressRule doors-link-to-api-in",
      "update SecurityGroupIngressRule doors-socket-to-api-in",
      "update Service api-service",
    ],
  ],
  ["other metadata of PingID's", { pingidMetadataUrl: "https://sso.example.com/saml" }, NEW_REVISION],
  ["another rate", { apiRate: 50 }, ["update Stage http-stage", "update Stage socket-stage"]],
];

/** What holds data. */
const STORES = /^(Bucket|Queue|Repository|Table|UserPool) /;

describe("Circle of Trust in dev", function () {
  this.timeout(480_000);
  let system: AwsStack;
  let first: string;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    first = await system.bringUp(imagesOf);
  });
  after(() => system?.close());

  it("makes everything but the tasks at first, and says which images to push", () => {
    for (const name of ["api", "worker"])
      assert.match(first, new RegExp(`docker push \\S+/circle-of-trust-dev-${name}:`));
  });

  it("says what tasks can't do without a NAT gateway", () => {
    assert.match(first, /Without a NAT gateway, the API can neither write to WebSocket connections nor read PingID/);
  });

  it("has exactly the outputs that workflows and the runbook read, blank only without Cognito", async () => {
    const outputs = await system.outputs();
    assert.deepEqual(Object.keys(outputs).sort(), OUTPUTS);
    const blank = Object.keys(outputs).filter((name) => outputs[name] === "");
    assert.deepEqual(blank.sort(), ["saml_audience", "saml_reply_url", "user_pool_client_id", "user_pool_id"]);
  });

  it("runs one API task on demand, and no worker while the queue is empty", async () => {
    const [api, worker] = [await system.service("api-service"), await system.service("worker-service")];
    assert.deepEqual([api.desired, api.running, api.isSteady], [1, 1, true]);
    assert.deepEqual([worker.desired, worker.running, worker.isSteady], [0, 0, true]);
    const capacity = async (name: string) => (await system.resource(name)).inputs["capacityProviderStrategies"];
    assert.deepEqual(await capacity("api-service"), [{ base: 0, capacityProvider: "FARGATE", weight: 1 }]);
    assert.deepEqual(await capacity("worker-service"), [{ base: 0, capacityProvider: "FARGATE_SPOT", weight: 1 }]);
  });

  it("answers by the HTTP API, its VPC link and Cloud Map", async () => {
    const url = String((await system.outputs())["api_gateway_url"]);
    assert.deepEqual(await system.ask(`${url}/health`), { status: 200, why: "a task of api-service" });
    assert.equal((await system.ask(`${url}/nowhere`)).status, 404);
  });

  it("plans nothing a second time, and finds no drift", () => system.isSettled());

  for (const [what, changes, planned] of CHANGES) {
    it(`changes what it should and nothing else for ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("refuses a tag that the repository hasn't, before anything is changed", async () => {
    const output = await system.previewFails({ apiImageTag: "stable" });
    assert.match(output, /circle-of-trust:apiImageTag: given "stable"; accepted: a tag that \S+ has\. It has latest/);
  });

  it("lets each role do its own work, and nothing on a neighbour's", async () => {
    const all = await system.resources();
    const policiesOf = (role: string) =>
      all.flatMap(({ type, name, inputs }) =>
        type === "aws:iam/rolePolicy:RolePolicy" && name === `${role}-policy` ? [String(inputs["policy"])] : [],
      );
    for (const { role, action, resource, allowed } of ACCESS) {
      const policies = policiesOf(role);
      assert.equal(policies.length, 1, `${role} has one policy`);
      assert.equal(await isAllowed({ action, resource, policies }), allowed, `${role} ${action} ${resource}`);
    }
  });

  it("lets the API, and no worker, write to the connections of its own WebSocket API", async () => {
    const [socket, api, worker] = await Promise.all(
      ["socket", "api-task-policy", "worker-task-policy"].map((name) => system.resource(name)),
    );
    const may = (policy: unknown, arn: string) =>
      isAllowed({
        action: "execute-api:ManageConnections",
        resource: `${arn}/live/POST/@connections/one`,
        policies: [String(policy)],
      });
    const arn = String(socket?.outputs["executionArn"]);
    assert.equal(await may(api?.inputs["policy"], arn), true);
    assert.equal(await may(api?.inputs["policy"], arn.replace(/\w+$/, "neighbour1")), false);
    assert.equal(await may(worker?.inputs["policy"], arn), false);
  });

  it("costs no task, endpoint or load balancer while paused, touches no store, and comes back to the same plan", async () => {
    const url = String((await system.outputs())["api_gateway_url"]);
    const plan = await system.planned({ paused: true });
    assert.deepEqual(
      plan.filter((step) => STORES.test(step.slice(step.indexOf(" ") + 1))),
      [],
    );
    await system.set({ paused: true });
    await system.up();
    await system.isSettled();
    assert.equal((await system.service("api-service")).running, 0);
    assert.equal((await system.ask(`${url}/health`)).status, 503);
    const types = (await system.resources()).map(({ type }) => type);
    assert.equal(types.filter((type) => type.endsWith(":LoadBalancer")).length, 0);
    assert.equal(types.filter((type) => type.endsWith(":VpcEndpoint")).length, 2);
    await system.set({ paused: undefined });
    await system.up();
    await system.isSettled();
    assert.equal((await system.ask(`${url}/health`)).status, 200);
  });

  it("leaves nothing behind", async () => {
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });
});
