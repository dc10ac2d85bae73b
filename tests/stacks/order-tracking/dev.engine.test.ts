import assert from "node:assert/strict";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { isAllowed } from "../../support/iam.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { ACCESS, resourceOf } from "./access.ts";
import { IN_DEV } from "./changes.ts";
import { firstImage, healthUrl, LISTENS, OUTPUTS, SYSTEM } from "./scene.ts";

describe("order-tracking in dev, under the real engine", function () {
  this.timeout(300_000);
  let system: AwsStack;
  let first: string;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    first = await system.bringUp(firstImage);
  });
  after(() => system?.close());

  it("says on the first up what to push, and starts no task until then", () => {
    assert.match(first, /is empty, so no task is started yet[\s\S]*docker push \S+\/order-tracking-dev:latest/);
  });

  it("serves the health path to the internet, and runs as many tasks as it should", async () => {
    assert.equal((await system.ask(await healthUrl(system))).status, 200);
    const { desired, running, isSteady } = await system.service("order-tracking-dev");
    assert.deepEqual([desired, running, isSteady], [1, 1, true]);
  });

  it("plans nothing right after up, and finds no drift", () => system.isSettled());

  it("has exactly the outputs that workflows read, none of them empty", async () => {
    const outputs = await system.outputs();
    assert.deepEqual(Object.keys(outputs).sort(), OUTPUTS);
    assert.deepEqual(
      Object.values(outputs).filter((value) => typeof value !== "string" || value === ""),
      [],
    );
  });

  it("puts project, environment and owner on everything that takes tags", async () => {
    const tagged = (await system.resources()).filter(({ outputs }) => isRecord(outputs["tagsAll"]));
    assert.ok(tagged.length > 30, `only ${tagged.length} resources have tags`);
    for (const { name, outputs } of tagged) {
      const { Project, Env, Owner } = isRecord(outputs["tagsAll"]) ? outputs["tagsAll"] : {};
      assert.deepEqual([Project, Env, Owner], ["order-tracking", "dev", "egobb"], name);
    }
  });

  it("runs its tasks in public subnets with addresses, and lets nobody but them reach database and brokers", async () => {
    const network = (await system.resource("web-api-service")).inputs["networkConfiguration"];
    assert.equal(isRecord(network) && network["assignPublicIp"], true);
    assert.equal((await system.resource("db")).inputs["publiclyAccessible"], false);
    const tasks = await system.resource("web-tasks", "SecurityGroup");
    assert.deepEqual(await doorsInto("database"), [["web-tasks-to-postgres-in", tasks.id, 5432, 5432]]);
    assert.deepEqual(await doorsInto("kafka"), [["web-tasks-to-kafka-in", tasks.id, 9098, 9098]]);
  });

  it("lets each role do what it is for, and the same on a neighbour's things not", async () => {
    const outputs = await system.outputs();
    const policies = {
      task: String((await system.resource("web-api-task-policy")).outputs["policy"]),
      execution: String((await system.resource("web-api-execution-policy")).outputs["policy"]),
    };
    for (const access of ACCESS) {
      const resource = resourceOf(access, outputs);
      const allowed = await isAllowed({ action: access.action, resource, policies: [policies[access.role]] });
      assert.equal(allowed, access.allowed, `${access.role}: ${access.action} on ${resource}`);
    }
  });

  for (const { what, changes, planned } of IN_DEV) {
    it(`changes what it should and nothing else: ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("stays as it is when another image is pushed under the tag", async () => {
    const repositoryUrl = String((await system.outputs())["ecr_repository_url"]);
    await system.push({ repositoryUrl, tag: "latest", listens: LISTENS });
    assert.deepEqual(await system.planned(), []);
  });

  it("refuses a tag that the repository doesn't have, before anything changes", async () => {
    assert.match(await system.previewFails({ imageTag: "stable" }), /order-tracking:imageTag/);
  });

  it("refuses another name of the database, by its key, before anything changes", async () => {
    assert.match(await system.previewFails({ databaseName: "other" }), /order-tracking:databaseName: given "other"/);
  });

  it("tells all that is wrong with the configuration at once, each fault by its key", async () => {
    const output = await system.previewFails({ cpu: 256, memory: 4096, kafkaTopics: ["*"], backupDays: 0 });
    for (const key of ["memory", "kafkaTopics[0]", "backupDays"])
      assert.ok(output.includes(`order-tracking:${key}`), output);
  });

  it("leaves nothing after destroy", async () => {
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  /** Every rule that lets something into a security group: its name, whom, and the ports. */
  async function doorsInto(group: string) {
    const { id } = await system.resource(group, "SecurityGroup");
    const rules = (await system.resources()).filter(
      ({ type, inputs }) => type.endsWith(":SecurityGroupIngressRule") && inputs["securityGroupId"] === id,
    );
    return rules.map(({ name, inputs }) => [
      name,
      inputs["referencedSecurityGroupId"],
      inputs["fromPort"],
      inputs["toPort"],
    ]);
  }
});
