import assert from "node:assert/strict";
import {
  AGENTS,
  agents,
  ALREADY,
  compartmentId,
  GROUPS,
  listed,
  made,
  NOT_FOUND,
  ok,
  openLogging,
  refused,
  serviceLog,
  stateOf,
  withBalancer,
  worked,
} from "./fixture.ts";
import type { Logged } from "./fixture.ts";

describe("logs of the embedded OCI", () => {
  let logging: Logged;
  beforeEach(async () => {
    logging = await openLogging();
  });
  afterEach(() => logging.world.close());

  it("are enabled and kept 30 days unless told otherwise, and INACTIVE while disabled", async () => {
    const { world, logsPath, logId } = logging;
    const path = `${logsPath}/${logId}`;
    const log = await ok(world.send("GET", path));
    assert.deepEqual([log["isEnabled"], log["retentionDuration"], log["lifecycleState"]], [true, 30, "ACTIVE"]);
    const freeformTags = { team: "a" };
    await worked(world, world.send("PUT", path, { isEnabled: false, retentionDuration: 60, freeformTags }));
    const changed = await ok(world.send("GET", path));
    assert.deepEqual([changed["lifecycleState"], changed["retentionDuration"]], ["INACTIVE", 60]);
    assert.deepEqual([changed["displayName"], changed["freeformTags"]], ["app", freeformTags]);
    await worked(world, world.send("DELETE", path));
    await refused(world.send("GET", path), 404, NOT_FOUND);
  });

  it("can't be changed while a change is under way", async () => {
    const { world, logsPath, logId } = logging;
    await ok(world.send("PUT", `${logsPath}/${logId}`, { retentionDuration: 60 }));
    assert.equal(stateOf(world, logId), "UPDATING");
    await refused(world.send("DELETE", `${logsPath}/${logId}`), 409, "IncorrectState");
  });

  it("are kept by whole months, half a year at most", async () => {
    const { world, logsPath } = logging;
    for (const retentionDuration of [0, 45, 210]) {
      const details = { displayName: "x", logType: "CUSTOM", retentionDuration };
      await refused(world.send("POST", logsPath, details), 400, "InvalidParameter");
    }
    await made(world, logsPath, { displayName: "x", logType: "CUSTOM", retentionDuration: 180 });
  });

  it("take what a load balancer writes, one log for each category", async () => {
    const { world, logsPath } = logging;
    const balancer = withBalancer(world);
    const id = await made(world, logsPath, serviceLog(balancer));
    const { configuration } = await ok(world.send("GET", `${logsPath}/${id}`));
    const { source } = serviceLog(balancer).configuration;
    assert.deepEqual(configuration, { compartmentId, archiving: { isEnabled: false }, source });
    await refused(world.send("POST", logsPath, { ...serviceLog(balancer), displayName: "again" }), 409, ALREADY);
    await made(world, logsPath, serviceLog(balancer, "error"));
    const query = `sourceService=loadbalancer&sourceResource=${balancer}`;
    assert.equal((await listed(world, `${logsPath}?${query}`)).length, 2);
    assert.equal((await listed(world, `${logsPath}?logType=CUSTOM`)).length, 1);
  });

  it("have parameters that can be changed, of a source that can't", async () => {
    const { world, logsPath, logId } = logging;
    const balancer = withBalancer(world);
    const path = `${logsPath}/${await made(world, logsPath, serviceLog(balancer))}`;
    const parameters = { level: "all" };
    await worked(world, world.send("PUT", path, { configuration: { source: { parameters } } }));
    const { configuration } = (await ok(world.send("GET", path))) as { configuration: { source: unknown } };
    assert.deepEqual(configuration.source, { ...serviceLog(balancer).configuration.source, parameters });
    const details = { configuration: { source: { parameters } } };
    await refused(world.send("PUT", `${logsPath}/${logId}`, details), 400, "InvalidParameter");
  });

  it("refuse sources that can't write", async () => {
    const { world, logsPath } = logging;
    const balancer = withBalancer(world);
    const gone = withBalancer(world, "DELETED");
    await refused(world.send("POST", logsPath, serviceLog(gone)), 404, NOT_FOUND);
    await refused(world.send("POST", logsPath, serviceLog(`${balancer}aa`)), 404, NOT_FOUND);
    await refused(world.send("POST", logsPath, serviceLog(balancer, "audit")), 400, "InvalidParameter");
    const { displayName, logType, configuration } = serviceLog(balancer);
    await refused(world.send("POST", logsPath, { displayName, logType }), 400, "InvalidParameter");
    const custom = { displayName, logType: "CUSTOM", configuration };
    await refused(world.send("POST", logsPath, custom), 400, "InvalidParameter");
  });

  it("have names that are unique in their group, also in one they move to", async () => {
    const { world, logsPath, logId } = logging;
    const custom = { displayName: "app", logType: "CUSTOM" };
    await refused(world.send("POST", logsPath, custom), 409, ALREADY);
    const targetLogGroupId = await made(world, GROUPS, { compartmentId, displayName: "target" });
    const target = `${GROUPS}/${targetLogGroupId}/logs`;
    const twin = await made(world, target, custom);
    const move = `${logsPath}/${logId}/actions/changeLogGroup`;
    await refused(world.send("POST", move, { targetLogGroupId }), 409, ALREADY);
    await worked(world, world.send("DELETE", `${target}/${twin}`));
    await worked(world, world.send("POST", move, { targetLogGroupId }));
    await refused(world.send("GET", `${logsPath}/${logId}`), 404, NOT_FOUND);
    assert.equal((await ok(world.send("GET", `${target}/${logId}`)))["logGroupId"], targetLogGroupId);
  });

  it("are not deleted while agents write to them", async () => {
    const { world, logsPath, logId } = logging;
    const id = await made(world, AGENTS, agents(logId));
    const message = await refused(world.send("DELETE", `${logsPath}/${logId}`), 409, "Conflict");
    assert.ok(message.includes(id), message);
    await worked(world, world.send("DELETE", `${AGENTS}/${id}`));
    await worked(world, world.send("DELETE", `${logsPath}/${logId}`));
  });
});
