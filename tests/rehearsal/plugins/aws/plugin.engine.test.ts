/** A small program of a dozen types under the real engine, with the stand-in installed where the engine looks for plugins. */
import assert from "node:assert/strict";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { tell } from "../../../../rehearsal/session/clouds.ts";
import type { Result } from "../../../engine/program.ts";
import { withAwsProgram, type AwsProgram } from "./program.ts";

/** Two of the types (iot) are in no table of the rehearsal's. */
const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Provider } from "@pulumi/aws/provider.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { Table } from "@pulumi/aws/dynamodb/table.js";
import { Repository } from "@pulumi/aws/ecr/repository.js";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Policy as ThingPolicy } from "@pulumi/aws/iot/policy.js";
import { Thing } from "@pulumi/aws/iot/thing.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";

const config = new pulumi.Config();
const word = (key, other) => config.get(key) ?? other;
const provider = new Provider("here", {
  region: "eu-central-1",
  defaultTags: { tags: { Owner: word("owner", "us") } },
});
const here = { provider };
const group = new LogGroup("logs", { retentionInDays: 7 }, here);
const topic = new Topic("news", {}, here);
const jobs = new Queue("jobs", { visibilityTimeoutSeconds: config.getNumber("visibility") ?? 30, tags: { Name: "jobs" } }, here);
new QueuePolicy("jobs", {
  queueUrl: jobs.url,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: jobs.arn }],
  }),
}, here);
const table = new Table("notes", {
  name: word("table", "notes"),
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
  billingMode: "PAY_PER_REQUEST",
}, here);
const alarm = new MetricAlarm("deep", {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  metricName: "ApproximateNumberOfMessagesVisible",
  namespace: "AWS/SQS",
  period: 60,
  statistic: "Maximum",
  threshold: 10,
  dimensions: { QueueName: jobs.name },
  alarmActions: [topic.arn],
}, here);
const repository = new Repository("images", {}, here);
const role = new Role("runner", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } }],
  },
}, here);
const policy = new Policy("send", {
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: jobs.arn }] },
}, here);
new RolePolicyAttachment("send", { role: role.name, policyArn: policy.arn }, here);
const thing = new Thing("lamp", { name: word("thing", "lamp"), attributes: { colour: "red" } }, here);
new ThingPolicy("lamp", { policy: word("document", '{"Version":"2012-10-17","Statement":[]}') }, here);
if (config.getBoolean("import")) {
  new Topic("old", { name: "old" }, { ...here, import: "arn:aws:sns:eu-central-1:111122223333:old" });
}
export const url = jobs.url;
export const tags = jobs.tagsAll;
export const account = getCallerIdentityOutput({}, here).accountId;
export const alarmArn = alarm.arn;
export const repositoryUrl = repository.repositoryUrl;
export const lamp = thing.arn;
export const groupName = group.name;
`;

describe("a program on aws under the engine", function () {
  this.timeout(300_000);

  it("comes up, stays as it is, changes what it should and nothing else, and goes", async () => {
    await withAwsProgram(TEXT, async (program) => {
      const preview = await run(program, "preview");
      assert.match(preview, /\+ 14 to create/);

      await run(program, "up", "--yes", "--skip-preview");
      const outputs = await outputsOf(program);
      assert.match(
        String(outputs["url"]),
        /^https:\/\/sqs\.eu-central-1\.amazonaws\.com\/111122223333\/jobs-[0-9a-f]{7}$/,
      );
      assert.equal(outputs["account"], "111122223333");
      assert.equal(outputs["lamp"], "arn:aws:iot:eu-central-1:111122223333:thing/lamp");
      assert.deepEqual(outputs["tags"], { Owner: "us", Name: "jobs" });

      await run(program, "preview", "--expect-no-changes");
      const refresh = await run(program, "refresh", "--yes", "--expect-no-changes");
      assert.match(refresh, /14 unchanged|15 unchanged/);

      await set(program, "document", '{ "Statement": [], "Version": "2012-10-17" }');
      await run(program, "preview", "--expect-no-changes");

      await set(program, "visibility", "60");
      assert.match(await run(program, "preview", "--diff"), /~ visibilityTimeoutSeconds: 30 => 60/);
      assert.match(await run(program, "up", "--yes", "--skip-preview"), /~ 1 updated/);

      await set(program, "thing", "torch");
      assert.match(await run(program, "up", "--yes", "--skip-preview"), /\+-1 replaced/);
      assert.equal((await outputsOf(program))["lamp"], "arn:aws:iot:eu-central-1:111122223333:thing/torch");

      await set(program, "owner", "them");
      const owners = await run(program, "up", "--yes", "--skip-preview");
      assert.match(owners, /~ (\d+) updated/);
      assert.doesNotMatch(owners, /replaced/);
      assert.deepEqual((await outputsOf(program))["tags"], { Owner: "them", Name: "jobs" });
      await run(program, "preview", "--expect-no-changes");

      await run(program, "destroy", "--yes", "--skip-preview");
      const status = JSON.stringify(await tell(program.clouds, "GET", "/rehearsal/status"));
      assert.doesNotMatch(status, /"aws:(sqs|iot|sns|dynamodb)\/\w+:\w+":[1-9]/);
    });
  });

  it("imports what is there, and shows what AWS refuses", async () => {
    await withAwsProgram(TEXT, async (program) => {
      const missing = await failed(program, "import=true", "preview");
      assert.match(missing, /old.*does not exist/s);
      await make(program, { type: "aws:sns/topic:Topic", inputs: { name: "old", region: "eu-central-1" } });
      const imported = await run(program, "up", "--yes", "--skip-preview");
      assert.match(imported, /= 1 imported/);
      await run(program, "preview", "--expect-no-changes");

      const faults = [{ kind: "access-denied", match: "aws:sqs/queue:Queue.update" }];
      await tell(program.clouds, "PUT", "/rehearsal/faults", faults);
      const denied = await failed(program, "visibility=90", "up", "--yes", "--skip-preview");
      assert.match(denied, /updating aws\.sqs\.Queue \(https:.*\): api error AccessDenied/);
    });
  });

  it("is refused without a region", async () => {
    const text = `import { Thing } from "@pulumi/aws/iot/thing.js"; new Thing("lamp", {});`;
    await withAwsProgram(text, async (program) => {
      assert.match((await program.pulumi("preview")).output, /Missing region information/);
      await program.pulumi("config", "set", "aws:region", "eu-west-1");
      await run(program, "up", "--yes", "--skip-preview");
    });
  });
});

async function run(program: AwsProgram, ...args: string[]): Promise<string> {
  const { ok, output } = await program.pulumi(...args);
  assert.ok(ok, output);
  return output;
}

async function failed(program: AwsProgram, setting: string, ...args: string[]): Promise<string> {
  const [key = "", value = ""] = setting.split("=");
  await set(program, key, value);
  const { ok, output }: Result = await program.pulumi(...args);
  assert.equal(ok, false, output);
  return output;
}

async function set(program: AwsProgram, key: string, value: string): Promise<void> {
  await run(program, "config", "set", key, value);
}

async function outputsOf(program: AwsProgram): Promise<Record<string, unknown>> {
  const outputs: unknown = JSON.parse(await run(program, "stack", "output", "--json"));
  assert.ok(isRecord(outputs));
  return outputs;
}

/** Somebody else makes it. */
async function make({ clouds }: AwsProgram, wish: { type: string; inputs: object }): Promise<void> {
  const body = JSON.stringify({ ...wish, region: "eu-central-1", urn: "", declared: {} });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${clouds.awsEndpoint}/rehearsal/provider/create`, { method: "POST", headers, body });
  assert.equal(answer.status, 200, await answer.text());
}
