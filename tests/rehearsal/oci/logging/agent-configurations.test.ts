import assert from "node:assert/strict";
import {
  AGENTS,
  agents,
  ALREADY,
  compartmentId,
  listed,
  made,
  newDynamicGroup,
  NOT_FOUND,
  ok,
  openLogging,
  otherCompartmentId,
  refused,
  serviceLog,
  withBalancer,
  worked,
} from "./fixture.ts";
import type { Body, Logged } from "./fixture.ts";

describe("unified agent configurations of the embedded OCI", () => {
  let logging: Logged;
  let groupId: string;
  beforeEach(async () => {
    logging = await openLogging();
    groupId = await newDynamicGroup(logging.world, "instances");
  });
  afterEach(() => logging.world.close());

  /** The compliant configuration with another service configuration. */
  const served = (change: Body) => {
    const details = agents(logging.logId, [groupId]);
    return { ...details, serviceConfiguration: { ...details.serviceConfiguration, ...change } };
  };

  it("are made, changed, moved and deleted", async () => {
    const { world, logId } = logging;
    const details = agents(logId, [groupId]);
    const id = await made(world, AGENTS, details);
    const path = `${AGENTS}/${id}`;
    const { serviceConfiguration, groupAssociation, lifecycleState } = await ok(world.send("GET", path));
    assert.deepEqual(serviceConfiguration, details.serviceConfiguration);
    assert.deepEqual([groupAssociation, lifecycleState], [details.groupAssociation, "ACTIVE"]);

    const { compartmentId: _place, groupAssociation: _groups, description: _text, ...rest } = details;
    await ok(world.send("PUT", path, { ...rest, isEnabled: false }));
    assert.equal((await ok(world.send("GET", path)))["lifecycleState"], "UPDATING");
    world.advance(10);
    const changed = await ok(world.send("GET", path));
    assert.deepEqual([changed["lifecycleState"], changed["description"]], ["INACTIVE", details.description]);
    assert.deepEqual(changed["groupAssociation"], details.groupAssociation);

    const there = { compartmentId: otherCompartmentId };
    await worked(world, world.send("POST", `${path}/actions/changeCompartment`, there));
    assert.equal((await ok(world.send("GET", path)))["compartmentId"], otherCompartmentId);
    await worked(world, world.send("DELETE", path));
    await refused(world.send("GET", path), 404, NOT_FOUND);
  });

  it("write to a custom log that is there", async () => {
    const { world, logId, logsPath } = logging;
    const accessLog = await made(world, logsPath, serviceLog(withBalancer(world)));
    const to = (logObjectId: string) => world.send("POST", AGENTS, served({ destination: { logObjectId } }));
    await refused(to(accessLog), 400, "InvalidParameter");
    await refused(to(logging.groupId), 400, "InvalidParameter");
    await refused(to(logId.replace(/.{4}$/, "zzzz")), 404, NOT_FOUND);
    assert.equal((await to(logId)).status, 202);
  });

  it("read absolute paths, under names of their own", async () => {
    const { world } = logging;
    const from = (sources: unknown[]) => world.send("POST", AGENTS, served({ sources }));
    const tail = { sourceType: "LOG_TAIL", name: "app", paths: ["/var/log/app.log"] };
    await refused(from([]), 400, "InvalidParameter");
    await refused(from([{ ...tail, paths: [] }]), 400, "InvalidParameter");
    await refused(from([{ ...tail, paths: ["app.log"] }]), 400, "InvalidParameter");
    await refused(from([tail, tail]), 400, "InvalidParameter");
    await refused(from([{ ...tail, sourceType: "LOG_HEAD" }]), 400, "InvalidParameter");
    assert.equal((await from([tail, { ...tail, name: "other" }])).status, 202);
  });

  it("go for dynamic groups that are there", async () => {
    const { world, logId } = logging;
    const none = groupId.replace(/.{4}$/, "zzzz");
    await refused(world.send("POST", AGENTS, agents(logId, [none])), 404, NOT_FOUND);
    await refused(world.send("POST", AGENTS, agents(logId, [compartmentId])), 400, "InvalidParameter");
  });

  it("have names that are unique in a compartment", async () => {
    const { world, logId } = logging;
    await made(world, AGENTS, agents(logId));
    await refused(world.send("POST", AGENTS, agents(logId)), 409, ALREADY);
    await made(world, AGENTS, { ...agents(logId), compartmentId: otherCompartmentId });
  });

  it("are listed by log and by group, in pages", async () => {
    const { world, logId } = logging;
    const one = await made(world, AGENTS, agents(logId, [groupId]));
    const two = await made(world, AGENTS, { ...agents(logId), displayName: "two" });
    const place = `${AGENTS}?compartmentId=${compartmentId}&sortBy=displayName`;
    const ids = async (query: string) => (await listed(world, place + query)).map(({ id }) => id);
    assert.deepEqual(await ids(`&logId=${logId}`), [one, two]);
    assert.deepEqual(await ids(`&groupId=${groupId}`), [one]);
    assert.deepEqual(await ids(`&logId=${logId}x`), []);
    const first = await world.send("GET", `${place}&limit=1`);
    assert.deepEqual(await ids(`&limit=1&page=${first.headers.get("opc-next-page")}`), [two]);
  });
});
