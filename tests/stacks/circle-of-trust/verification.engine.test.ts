import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setQueue } from "../../../rehearsal/systems/aws-operator.ts";
import { awsCommands, inShell } from "../../support/runbook.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";

/** AWS's own command line, on what stands in the runbook, word for word. */
describe("Circle of Trust as AWS's own command line sees it", function () {
  this.timeout(300_000);
  let system: AwsStack;
  let outputs: Record<string, unknown>;
  let commands: string[];

  const shell = (command: string) =>
    inShell(command, { environment: system.rehearsal.session.environment, outputs, region: "us-east-1" });
  const verify = (part: string) => {
    const found = commands.filter((command) => command.startsWith(`aws ${part}`));
    assert.ok(found.length > 0, `the runbook has no command aws ${part}`);
    return Promise.all(found.map(shell));
  };

  before(async () => {
    system = await openAwsStack("circle-of-trust", "dev");
    const listens = { port: 8000, paths: ["/health"], startSeconds: 5 };
    await system.bringUp((known) => [
      { repositoryUrl: String(known["api_repository_url"]), tag: "latest", listens },
      { repositoryUrl: String(known["worker_repository_url"]), tag: "latest" },
    ]);
    outputs = await system.outputs();
    commands = await awsCommands("circle-of-trust", "Verify");
  });
  after(() => system?.close());

  it("ecs describe-services shows both services as they stand", async () => {
    assert.deepEqual(await verify("ecs describe-services"), [
      "api-service\tACTIVE\t1\t1",
      "worker-service\tACTIVE\t0\t0",
    ]);
  });

  it("sqs get-queue-attributes counts what waits", async () => {
    const [attributes] = commands.filter((command) => command.startsWith("aws sqs get-queue-attributes"));
    const counted = () => shell(`${String(attributes)} --endpoint-url "$AWS_ENDPOINT_URL" --output text`);
    assert.equal(await counted(), "ATTRIBUTES\t0");
    await setQueue(system.rehearsal.session.clouds, "circle-of-trust-dev-jobs", 7);
    assert.equal(await counted(), "ATTRIBUTES\t7");
  });

  it("apigatewayv2 get-vpc-link says that it is available", async () => {
    assert.deepEqual(await verify("apigatewayv2 get-vpc-link"), ["AVAILABLE"]);
  });

  it("servicediscovery discover-instances finds the API's task at its port", async () => {
    const [found] = await verify("servicediscovery discover-instances");
    assert.match(found ?? "", /"HealthStatus": "HEALTHY"[^]*"AWS_INSTANCE_PORT": "8000"/);
  });

  it("ecs update-service starts new tasks, which the program's plan doesn't see", async () => {
    const [deploy] = await awsCommands("circle-of-trust", "Deploy");
    const said = await shell(`${String(deploy)} --query "service.deployments[].rolloutState" --output text`);
    assert.equal(said, "IN_PROGRESS\tCOMPLETED");
    await shell(
      'aws ecs wait services-stable --cluster "$(out api_cluster_name)" --services "$(out api_service_name)"',
    );
    await system.isSettled();
  });

  it("a key that isn't the rehearsal's is refused", async () => {
    const key = `AWS_ACCESS_KEY_ID=${randomBytes(10).toString("hex")} AWS_SECRET_ACCESS_KEY=${randomBytes(20).toString("hex")}`;
    await assert.rejects(shell(`${key} ${String(commands[0])}`), /security token included in the request is invalid/);
  });

  it("what isn't answered is said", async () => {
    await assert.rejects(shell("aws dynamodb list-tables"), /doesn't answer DynamoDB_20120810\.ListTables/);
  });

  it("neither the world nor the clouds' log holds the key's secret", async () => {
    const { paths } = system.rehearsal.session;
    const secret = /aws_secret_access_key = (\S+)/.exec(await readFile(paths.awsCredentials, "utf8"))?.[1] ?? "";
    assert.equal(secret.length, 40);
    for (const file of [paths.world, paths.log]) {
      assert.equal((await readFile(file, "utf8")).includes(secret), false, file);
    }
  });
});
