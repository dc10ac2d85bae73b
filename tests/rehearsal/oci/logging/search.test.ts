import assert from "node:assert/strict";
import { appendLogEntry } from "../../../../rehearsal/oci/services/logging/index.ts";
import { compartmentId, GROUPS, made, moment, NOT_FOUND, ok, openLogging, refused, worked } from "./fixture.ts";
import type { Body, Logged } from "./fixture.ts";

const DAY = 24 * 3600;

describe("the search in logs of the embedded OCI", () => {
  let logging: Logged;
  beforeEach(async () => {
    logging = await openLogging();
    const { world, logId } = logging;
    for (const [message, status] of [
      ["ready", 200],
      ["it's lost", 404],
      ["broken", 500],
    ] as const) {
      appendLogEntry(moment(world), { logId, data: { message, status } });
      world.advance(60);
    }
  });
  afterEach(() => logging.world.close());

  const send = (searchQuery: string, change: Body = {}, query = "") => {
    const now = logging.world.runtime.clock.now();
    const [timeStart, timeEnd] = [now - DAY * 1000, now].map((time) => new Date(time).toISOString());
    return logging.world.send("POST", `/20190909/search${query}`, { timeStart, timeEnd, searchQuery, ...change });
  };
  interface Result {
    data: { datetime: number; logContent: { data: { message: string } } & Body };
  }
  const results = async (searchQuery: string, change?: Body) =>
    (await ok(send(searchQuery, change)))["results"] as Result[];
  const messages = async (stages: string, change?: Body) =>
    (await results(`search "${compartmentId}" ${stages}`, change)).map(({ data }) => data.logContent.data.message);

  it("shows entries as OCI does, with where they come from", async () => {
    const { groupId, logId } = logging;
    const [newest] = await results(`search "${compartmentId}/${groupId}/${logId}" | sort by datetime desc`);
    const { logContent, datetime } = newest?.data ?? assert.fail("nothing was found");
    assert.equal(datetime, Date.parse(String(logContent["time"])));
    assert.deepEqual(
      [logContent["type"], logContent.data],
      ["com.oraclecloud.logging.custom.app", { message: "broken", status: 500 }],
    );
    const oracle = logContent["oracle"] as Body;
    assert.deepEqual([oracle["logid"], oracle["loggroupid"], oracle["compartmentid"]], [logId, groupId, compartmentId]);
  });

  it("filters, sorts and cuts", async () => {
    assert.deepEqual(await messages(`| where logId = '${logging.logId}' | sort by datetime asc | limit 2`), [
      "ready",
      "it's lost",
    ]);
    assert.deepEqual(await messages("| where logId = 'another'"), []);
    assert.deepEqual(await messages("| where data.status >= 404 and not data.status = 500"), ["it's lost"]);
    assert.deepEqual(await messages("| where data.status = 200 or data.message = 'bro*'"), ["broken", "ready"]);
    assert.deepEqual(await messages("| where logContent.\"data\".message = 'it''s *'"), ["it's lost"]);
    assert.deepEqual(await messages("| where (data.status < 300 or data.none = 1) | sort by data.message"), ["ready"]);
    assert.deepEqual(await messages("| where logContent = '*lost*'"), ["it's lost"]);
    assert.deepEqual(await messages("| sort by data.status"), ["ready", "it's lost", "broken"]);
  });

  it("goes into the logs it is told of, each once", async () => {
    const { world, groupId, logId } = logging;
    const other = await made(world, GROUPS, { compartmentId, displayName: "other" });
    const second = await made(world, `${GROUPS}/${other}/logs`, { displayName: "second", logType: "CUSTOM" });
    appendLogEntry(moment(world), { logId: second, data: { message: "elsewhere" } });
    const count = async (streams: string) => (await results(`search ${streams}`)).length;
    assert.equal(await count(`"${compartmentId}"`), 4);
    assert.equal(await count(`"${compartmentId}/group"`), 3);
    assert.equal(await count(`"${groupId}/${logId}"`), 3);
    assert.equal(await count(`"${compartmentId}/other/second", "${compartmentId}/${other}"`), 1);
    await refused(send(`search "${compartmentId}/none"`), 404, NOT_FOUND);
    await refused(send(`search "${groupId}/${second}"`), 404, NOT_FOUND);
    await refused(send(`search "${groupId}/${logId}/more"`), 400, "InvalidParameter");
  });

  it("keeps to the time it is told", async () => {
    const now = logging.world.runtime.clock.now();
    const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
    assert.deepEqual(await messages("", { timeStart: ago(130), timeEnd: ago(70) }), ["it's lost"]);
    const backwards = { timeStart: ago(1), timeEnd: ago(2) };
    await refused(send(`search "${compartmentId}"`, backwards), 400, "InvalidParameter");
  });

  it("comes in pages, with the fields where they are asked for", async () => {
    const query = `search "${compartmentId}"`;
    const first = await send(query, { isReturnFieldInfo: true }, "?limit=2");
    const { results: shown, fields, summary } = first.body as { results: Result[]; fields: Body[]; summary: Body };
    assert.equal(shown.length, 2);
    assert.ok(
      fields.some((field) => field["fieldName"] === "logContent.data.status" && field["fieldType"] === "NUMBER"),
    );
    assert.deepEqual(summary, { resultCount: 3, fieldCount: fields.length });
    const next = first.headers.get("opc-next-page") ?? assert.fail("there is no second page");
    const second = await ok(send(query, {}, `?limit=2&page=${next}`));
    assert.equal((second["results"] as Result[]).length, 1);
  });

  it("refuses what it doesn't understand, and says where", async () => {
    for (const [query, where] of [
      ["", "column 1"],
      [`find "${compartmentId}"`, "search is expected"],
      [`search "${compartmentId}" | summarize count() by type`, "not summarize"],
      [`search "${compartmentId}" | where type`, "not the end of the query"],
      [`search "${compartmentId}" | where type = x`, "a text in quotes"],
      [`search "${compartmentId}" | limit -1`, "a whole number"],
      [`search "${compartmentId}" | where data.message = 'open`, "can't be read"],
      [`search "${compartmentId}" where type = 'x'`, "not where"],
    ] as const) {
      const message = await refused(send(query), 400, "InvalidParameter");
      assert.ok(message.includes(where), `${query}: ${message}`);
    }
  });

  it("finds the latest thousand entries of a log, for as long as they are kept", async () => {
    const { world, logId } = logging;
    for (let count = 0; count < 1000; count += 1) {
      appendLogEntry(moment(world), { logId, data: { message: `line ${count}` } });
      world.advance(1);
    }
    assert.deepEqual(await messages("| sort by datetime asc | limit 1"), ["line 0"]);
    assert.deepEqual(await messages("| limit 1"), ["line 999"]);
    assert.deepEqual(await messages("| where data.message = 'ready'"), []);
    world.advance(30 * DAY + 1);
    assert.deepEqual(await messages("", { timeStart: new Date(0).toISOString() }), []);
  });

  it("finds nothing that was written to a disabled log, or to one that is deleted", async () => {
    const { world, logsPath, logId } = logging;
    const entry = { logId, data: { message: "late" } };
    await worked(world, world.send("PUT", `${logsPath}/${logId}`, { isEnabled: false }));
    assert.equal(appendLogEntry(moment(world), entry), undefined);
    assert.deepEqual(await messages("| where data.message = 'late'"), []);
    await worked(world, world.send("DELETE", `${logsPath}/${logId}`));
    assert.deepEqual(await messages(""), []);
    assert.equal(world.runtime.world.collections["logEntries"]?.[logId], undefined);
    assert.throws(() => appendLogEntry(moment(world), entry), { status: 404 });
  });
});
