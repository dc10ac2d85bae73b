import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { appendLogEntry } from "../../../../rehearsal/oci/services/logging/index.ts";
import { ensureOciCli } from "../../../support/oci-cli.ts";
import { AGENTS, agents, compartmentId, made, moment, newDynamicGroup, openLogging } from "./fixture.ts";
import type { Body, Logged } from "./fixture.ts";

const run = promisify(execFile);

describe("Oracle's command line, at Logging", function () {
  this.timeout(300_000);
  let logging: Logged;
  let oci: string;
  before(async () => {
    oci = await ensureOciCli();
    logging = await openLogging();
  });
  after(() => logging?.world.close());

  async function answer(...words: string[]): Promise<unknown> {
    const config = await logging.world.configFile();
    const { stdout } = await run(oci, ["--config-file", config, "--endpoint", logging.world.endpoint, ...words], {
      env: { ...process.env, OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True" },
    });
    return (JSON.parse(stdout) as { data: unknown }).data;
  }

  it("lists groups and their logs", async () => {
    const groups = (await answer("logging", "log-group", "list", "--compartment-id", compartmentId)) as Body[];
    assert.deepEqual(
      groups.map((group) => [group["id"], group["lifecycle-state"]]),
      [[logging.groupId, "ACTIVE"]],
    );
    const logs = (await answer("logging", "log", "list", "--log-group-id", logging.groupId)) as Body[];
    assert.deepEqual(
      logs.map((log) => [log["id"], log["retention-duration"]]),
      [[logging.logId, 30]],
    );
  });

  it("reads an agent configuration", async () => {
    const groupId = await newDynamicGroup(logging.world, "instances");
    const id = await made(logging.world, AGENTS, agents(logging.logId, [groupId]));
    const words = ["logging", "agent-configuration", "get", "--config-id", id];
    const found = (await answer(...words)) as Body;
    const service = found["service-configuration"] as { sources: Body[]; destination: Body };
    assert.equal(service.destination["log-object-id"], logging.logId);
    assert.deepEqual(service.sources[0]?.["paths"], ["/var/log/app/*.log"]);
    assert.deepEqual(found["group-association"], { "group-list": [groupId] });
  });

  it("searches", async () => {
    const { world, logId, groupId } = logging;
    appendLogEntry(moment(world), { logId, data: { message: "hello" } });
    const now = world.runtime.clock.now();
    const place = `${compartmentId}/${groupId}/${logId}`;
    const found = (await answer(
      "logging-search",
      "search-logs",
      "--search-query",
      `search "${place}" | where data.message = 'hel*' | sort by datetime desc`,
      "--time-start",
      new Date(now - 60_000).toISOString(),
      "--time-end",
      new Date(now + 60_000).toISOString(),
    )) as { results: { data: { logContent: { data: Body } } }[] };
    assert.deepEqual(
      found.results.map(({ data }) => data.logContent.data),
      [{ message: "hello" }],
    );
  });
});
