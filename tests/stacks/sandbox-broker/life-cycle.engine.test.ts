/** The sandbox broker in dev, from nothing to nothing: made, left alone, changed in one place, paused, taken away. */
import assert from "node:assert/strict";
import { isAllowed } from "../../support/iam.ts";
import type { AwsStack } from "../aws.ts";
import { openAwsStack } from "../aws.ts";
import { CHANGES } from "./changes.ts";
import { PRIVILEGES } from "./privileges.ts";
import { broker } from "./workflow.ts";

const SERVICE = "sandbox-broker-api-dev";

/** What the deploy and rollback workflows read. */
const OUTPUTS = [
  "alarm_topic_arn",
  "api_url",
  "ecr_repository_url",
  "ecs_cluster_name",
  "ecs_service_name",
  "log_group_name",
  "task_definition_arn",
  "task_definition_revision",
  "vpc_id",
];

describe("the sandbox broker in dev", function () {
  this.timeout(900_000);
  let system: AwsStack;
  let first: string;
  let health: string;

  before(async () => {
    system = await openAwsStack("sandbox-broker", "dev");
    first = await system.bringUp((outputs) => [broker(outputs)]);
    health = `${String((await system.outputs())["api_url"])}/v1/healthz`;
  });
  after(() => system?.close());

  it("asks at the first up for the image that it starts at the second", async () => {
    assert.match(
      first,
      /1\. docker push \d{12}\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/sandbox-broker-api-dev:latest/,
    );
    const { desired, running, isSteady } = await system.service(SERVICE);
    assert.deepEqual([desired, running, isSteady], [1, 1, true]);
  });

  it("has exactly the outputs that the workflows read, none of them empty", async () => {
    const outputs = await system.outputs();
    assert.deepEqual(Object.keys(outputs).sort(), OUTPUTS);
    for (const [name, value] of Object.entries(outputs)) assert.ok(value, `${name} is empty`);
    assert.deepEqual(
      [outputs["ecs_cluster_name"], outputs["ecs_service_name"], outputs["log_group_name"]],
      ["sandbox-broker-cluster-dev", SERVICE, `/ecs/${SERVICE}`],
    );
  });

  it("answers under its URL, by the health path and no other", async () => {
    assert.equal((await system.ask(health)).status, 200);
    assert.equal((await system.ask(`${health}/more`)).status, 404);
  });

  it("plans nothing a second time, and finds no drift", () => system.isSettled());

  it("carries its tags everywhere that AWS has tags", async () => {
    const tagged = (await system.resources()).filter(({ outputs }) => outputs["tagsAll"] !== undefined);
    assert.ok(tagged.length > 30, `only ${tagged.length} resources have tags`);
    for (const { type, name, outputs } of tagged) {
      const tags = { Project: "sandbox-broker", Env: "dev", Owner: "sandbox-broker" };
      assert.deepEqual({ ...Object(outputs["tagsAll"]), ...tags }, outputs["tagsAll"], `${type} ${name}`);
    }
  });

  for (const { what, changes, planned } of CHANGES) {
    it(`changes what it should and nothing else for ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("updates tags in place, and replaces nothing, for another owner", async () => {
    const planned = await system.planned({ owner: "others" });
    assert.ok(planned.includes("update Service web-api-service"));
    assert.deepEqual(
      planned.filter((step) => !step.startsWith("update ")),
      [],
    );
  });

  for (const { role, action, resource, allowed } of PRIVILEGES) {
    it(`${allowed ? "lets" : "doesn't let"} the ${role} role do ${action} on ${resource}`, async () => {
      assert.equal(await isAllowed({ action, resource, policies: await policiesOf(role) }), allowed);
    });
  }

  it("refuses a tag that the repository hasn't, by its key, before anything changes", async () => {
    const output = await system.previewFails({ imageTag: "never-pushed" });
    assert.match(output, /sandbox-broker:imageTag: given "never-pushed"; accepted: a tag that \S+ has\. It has latest/);
    assert.doesNotMatch(output, /error serializing/);
  });

  it("refuses wrong configuration at once, all faults together, each by its key", async () => {
    const output = await system.previewFails({
      cpu: 256,
      memory: 4096,
      healthPath: "healthz",
      taskDefinitionRevision: -1,
    });
    for (const key of ["memory", "healthPath", "taskDefinitionRevision"]) {
      assert.match(output, new RegExp(`sandbox-broker:${key}: given`));
    }
  });

  it("pauses and goes on, with its images, its log and its revisions untouched", async () => {
    const kept = await stores();
    await system.set({ paused: true });
    await system.up();
    const { desired, running } = await system.service(SERVICE);
    assert.deepEqual([desired, running], [0, 0]);
    assert.equal((await system.outputs())["api_url"], "");
    assert.deepEqual(await kinds("LoadBalancer"), []);
    assert.deepEqual(await kinds("VpcEndpoint"), ["network-endpoints-dynamodb", "network-endpoints-s3"]);
    assert.deepEqual(await stores(), kept);
    await system.isSettled();

    await system.set({ paused: false });
    await system.up();
    assert.deepEqual(await stores(), kept);
    const url = String((await system.outputs())["api_url"]);
    assert.equal((await system.ask(`${url}/v1/healthz`)).status, 200);
    await system.isSettled();
  });

  it("leaves nothing behind", async () => {
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  /** Every policy that hangs on the role, of whatever kind. */
  async function policiesOf(role: "execution" | "task"): Promise<string[]> {
    const all = await system.resources();
    const name = `${SERVICE}-${role}`;
    assert.ok(all.some(({ type, inputs }) => type === "aws:iam/role:Role" && inputs["name"] === name));
    assert.deepEqual(await kinds("RolePolicyAttachment"), []);
    const own = all.filter(({ type, inputs }) => type === "aws:iam/rolePolicy:RolePolicy" && inputs["role"] === name);
    return own.map(({ inputs }) => String(inputs["policy"]));
  }

  /** What mustn't be made anew: type, name and id. */
  async function stores(): Promise<string[]> {
    const kept = ["aws:ecr/repository:Repository", "aws:cloudwatch/logGroup:LogGroup"];
    const all = await system.resources();
    const own = all.filter(({ type }) => [...kept, "aws:ecs/taskDefinition:TaskDefinition"].includes(type));
    assert.equal(own.length, 3);
    return own.map(({ type, name, id }) => `${type} ${name} ${id}`).sort();
  }

  async function kinds(kind: string): Promise<string[]> {
    const all = await system.resources();
    return all.flatMap(({ type, name }) => (type.endsWith(`:${kind}`) ? [name] : [])).sort();
  }
});
