import assert from "node:assert/strict";
import { awsCommands, inShell } from "../../support/runbook.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { firstImage, SYSTEM } from "./scene.ts";

/** As the runbook's preparation sets them. */
const VARIABLES = {
  CLUSTER: "ecs_cluster_name",
  SERVICE: "ecs_service_name",
  REPOSITORY: "ecr_repository_url",
  LOGS: "log_group_name",
  URL: "app_url",
  DATABASE: "rds_identifier",
};

describe("order-tracking as AWS's own command line sees it, by the runbook's commands", function () {
  this.timeout(300_000);
  let system: AwsStack;
  let outputs: Record<string, unknown>;

  const shell = (command: string) => {
    const { environment } = system.rehearsal.session;
    return inShell(command, { environment, outputs, region: "eu-west-1", variables: VARIABLES });
  };
  /** The runbook's command below a heading that begins so. */
  const told = async (heading: string, beginning: string) => {
    const commands = await awsCommands(SYSTEM, heading);
    const found = commands.find((command) => command.startsWith(`aws ${beginning}`));
    assert.ok(found, `The runbook's part ${heading} has no command aws ${beginning}, only:\n${commands.join("\n")}`);
    return found;
  };

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    await system.bringUp(firstImage);
    outputs = await system.outputs();
  });
  after(() => system?.close());

  it("the service is ACTIVE and runs one task of one", async () => {
    const said = await shell(await told("Verify", "ecs describe-services"));
    assert.equal(said, "order-tracking-dev\tACTIVE\t1\t1\tCOMPLETED");
  });

  it("the service's last events say that it is steady", async () => {
    const said = await shell(await told("Tasks don't start, or are not healthy", "ecs describe-services"));
    assert.match(said, /\(service order-tracking-dev\) has reached a steady state/);
  });

  it("the database's secret is there, and RDS gave it its name", async () => {
    const said = await shell(
      await told("The database's password, and other secrets", "secretsmanager describe-secret"),
    );
    assert.match(said, /^rds!db-[0-9a-f-]{36}/);
  });

  it("a deployment by hand starts new tasks, and the program's plan doesn't see it", async () => {
    await shell(await told("Deploy", "ecs update-service"));
    await shell(await told("Deploy", "ecs wait services-stable"));
    assert.deepEqual(await system.planned(), []);
  });

  it("the way back by hand finds the earlier revisions, and serves one of them", async () => {
    await system.under({ cpu: 1024, memory: 2048 }, async () => {
      await system.up();
      const said = await shell(await told("Roll back", "ecs list-task-definitions"));
      const revisions = [...said.matchAll(/task-definition\/order-tracking-dev:(\d+)/g)].map(([, number]) => number);
      assert.deepEqual(revisions, ["2", "1"]);
      const back = await told("Roll back", "ecs update-service");
      await shell(back.replace("REVISION", "1"));
      await shell(await told("Deploy", "ecs wait services-stable"));
      assert.match((await system.service("order-tracking-dev")).taskDefinition, /:1$/);
    });
  });
});
