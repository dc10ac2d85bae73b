import assert from "node:assert/strict";
import { TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import {
  ALREADY,
  compartmentId,
  GROUPS,
  listed,
  made,
  NOT_FOUND,
  ok,
  openLogging,
  otherCompartmentId,
  refused,
  worked,
} from "./fixture.ts";
import type { Logged } from "./fixture.ts";

describe("log groups of the embedded OCI", () => {
  let logging: Logged;
  beforeEach(async () => {
    logging = await openLogging();
  });
  afterEach(() => logging.world.close());

  it("are made, changed and deleted by work requests", async () => {
    const { world } = logging;
    const answer = await world.send("POST", GROUPS, { compartmentId, displayName: "one", description: "first" });
    const workRequest = `/20200531/workRequests/${answer.headers.get("opc-work-request-id")}`;
    const running = await ok(world.send("GET", workRequest));
    const [{ identifier }] = running["resources"] as [{ identifier: string }];
    const path = `${GROUPS}/${identifier}`;
    assert.deepEqual([answer.status, running["status"]], [202, "IN_PROGRESS"]);
    assert.equal((await ok(world.send("GET", path)))["lifecycleState"], "CREATING");
    await refused(world.send("PUT", path, { description: "too soon" }), 409, "IncorrectState");

    world.advance(10);
    assert.equal((await ok(world.send("GET", workRequest)))["status"], "SUCCEEDED");
    assert.equal((await ok(world.send("GET", path)))["lifecycleState"], "ACTIVE");
    assert.equal((await listed(world, `${workRequest}/logs`)).length, 2);
    assert.deepEqual(await listed(world, `${workRequest}/errors`), []);
    await refused(world.send("DELETE", workRequest), 409, "IncorrectState");

    await worked(world, world.send("PUT", path, { displayName: "two" }));
    const group = await ok(world.send("GET", path));
    assert.deepEqual([group["displayName"], group["description"]], ["two", "first"]);
    await ok(world.send("DELETE", path));
    assert.equal((await ok(world.send("GET", path)))["lifecycleState"], "DELETING");
    world.advance(10);
    await refused(world.send("GET", path), 404, NOT_FOUND);
  });

  it("have names that are unique in a compartment", async () => {
    const { world, groupId } = logging;
    await refused(world.send("POST", GROUPS, { compartmentId, displayName: "group" }), 409, ALREADY);
    const id = await made(world, GROUPS, { compartmentId, displayName: "other" });
    await refused(world.send("PUT", `${GROUPS}/${id}`, { displayName: "group" }), 409, ALREADY);
    await made(world, GROUPS, { compartmentId: otherCompartmentId, displayName: "group" });
    const move = `${GROUPS}/${groupId}/actions/changeCompartment`;
    await refused(world.send("POST", move, { compartmentId: otherCompartmentId }), 409, ALREADY);
  });

  it("take their logs along to another compartment", async () => {
    const { world, groupId, logsPath, logId } = logging;
    const details = { compartmentId: otherCompartmentId };
    await worked(world, world.send("POST", `${GROUPS}/${groupId}/actions/changeCompartment`, details));
    assert.equal((await ok(world.send("GET", `${GROUPS}/${groupId}`)))["compartmentId"], otherCompartmentId);
    assert.equal((await ok(world.send("GET", `${logsPath}/${logId}`)))["compartmentId"], otherCompartmentId);
  });

  it("are not deleted while they hold a log", async () => {
    const { world, groupId, logsPath, logId } = logging;
    const message = await refused(world.send("DELETE", `${GROUPS}/${groupId}`), 409, "Conflict");
    assert.ok(message.includes(logId), message);
    await worked(world, world.send("DELETE", `${logsPath}/${logId}`));
    await worked(world, world.send("DELETE", `${GROUPS}/${groupId}`));
  });

  it("are listed by compartment, with those below it where that is asked for", async () => {
    const { world, groupId } = logging;
    const ids = async (query: string) => (await listed(world, `${GROUPS}?${query}`)).map(({ id }) => id);
    assert.deepEqual(await ids(`compartmentId=${compartmentId}`), [groupId]);
    assert.deepEqual(await ids(`compartmentId=${compartmentId}&displayName=none`), []);
    assert.deepEqual(await ids(`compartmentId=${TENANCY_ID}`), []);
    assert.deepEqual(await ids(`compartmentId=${TENANCY_ID}&isCompartmentIdInSubtree=true`), [groupId]);
  });

  it("are refused in no compartment, and to an old etag", async () => {
    const { world, groupId } = logging;
    const nowhere = compartmentId.replace(/.{4}$/, "zzzz");
    await refused(world.send("POST", GROUPS, { compartmentId: nowhere, displayName: "x" }), 404, NOT_FOUND);
    await refused(world.send("POST", GROUPS, { compartmentId, displayName: "" }), 400, "InvalidParameter");
    const old = { "if-match": "0123" };
    await refused(world.send("DELETE", `${GROUPS}/${groupId}`, undefined, old), 412, "NoEtagMatch");
  });
});
