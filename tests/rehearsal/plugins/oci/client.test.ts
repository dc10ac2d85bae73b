import assert from "node:assert/strict";
import { Client } from "../../../../rehearsal/plugins/oci/rest/client.ts";
import { ServiceError } from "../../../../rehearsal/plugins/oci/rest/errors.ts";
import { DEFAULT_RETRY } from "../../../../rehearsal/plugins/oci/rest/retry.ts";
import { FakeOci, type Reply } from "./fake-oci.ts";

const CREATE = { operation: "CreateVcn", method: "POST", path: "/20160918/vcns", body: { a: 1 }, once: true } as const;
const throttled: Reply = { status: 429, body: { code: "TooManyRequests", message: "slow down" } };

describe("the REST client of the stand-in oci provider", () => {
  let oci: FakeOci;
  let client: Client;
  let pauses: number[];

  beforeEach(async () => {
    oci = await new FakeOci().start();
    pauses = [];
    const sleep = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    const retry = { ...DEFAULT_RETRY, sleep, random: () => 1 };
    client = new Client({ endpoint: oci.endpoint, sign: async () => {}, retry, timeout: 300 });
  });
  afterEach(() => oci.stop());

  /** The replies one after the other, then 200. */
  const inTurn = (...replies: Reply[]): void => oci.answers(() => replies.shift() ?? { body: { id: "made" } });

  it("tries again after throttling and faults, with a growing pause", async () => {
    inTurn(throttled, { status: 503, body: {} }, { status: 500, body: {} });
    assert.deepEqual(await client.object(CREATE), { id: "made" });
    assert.deepEqual(pauses, [100, 200, 400]);
  });

  it("keeps one retry token for all attempts of a create, so that OCI makes one thing", async () => {
    const made = new Map<string, string>();
    let answers = 0;
    oci.answers(({ headers }) => {
      const token = String(headers["opc-retry-token"]);
      if (!made.has(token)) made.set(token, `vcn-${made.size + 1}`);
      // The first attempt works; its answer is lost.
      return answers++ === 0 ? { lost: true } : { body: { id: made.get(token) } };
    });
    assert.deepEqual(await client.object(CREATE), { id: "vcn-1" });
    assert.equal(oci.received.length, 2);
    assert.equal(made.size, 1);
  });

  it("takes another retry token for another create", async () => {
    inTurn();
    await client.send(CREATE);
    await client.send(CREATE);
    const [first, second] = oci.received.map(({ headers }) => headers["opc-retry-token"]);
    assert.notEqual(first, second);
  });

  it("tries again when no answer comes in time", async () => {
    inTurn({ hangs: true });
    assert.deepEqual(await client.object(CREATE), { id: "made" });
    assert.equal(oci.received.length, 2);
    assert.deepEqual(pauses, [100]);
  });

  it("doesn't repeat what OCI refuses for good", async () => {
    inTurn({ status: 400, body: { code: "InvalidParameter", message: "cidrBlock is wrong" } });
    await assert.rejects(client.send(CREATE), ServiceError);
    assert.equal(oci.received.length, 1);
  });

  it("gives up in the end, with OCI's code, message, operation and request id", async () => {
    oci.answers(() => throttled);
    await assert.rejects(client.send(CREATE), (error: Error) => {
      assert.match(error.message, /^429-TooManyRequests, slow down\nOperation: CreateVcn\n/);
      assert.match(error.message, /OPC request ID: REQUEST-1/);
      return true;
    });
    assert.equal(oci.received.length, DEFAULT_RETRY.attempts);
  });

  it("tries again when a resource isn't in the state for it yet, and not when something uses it", async () => {
    inTurn({ status: 409, body: { code: "IncorrectState", message: "updating" } });
    await client.send(CREATE);
    assert.equal(oci.received.length, 2);
    inTurn({ status: 409, body: { code: "Conflict", message: "in use" } });
    await assert.rejects(client.send(CREATE), /409-Conflict, in use/);
    assert.equal(oci.received.length, 3);
  });

  it("says what is not running when nobody listens", async () => {
    await oci.stop();
    await assert.rejects(
      client.send(CREATE),
      /no answer from the embedded OCI after 8 attempts: .*\n(.*\n)*.*rehearse/,
    );
    await oci.start();
  });

  it("follows pages, and unwraps collections", async () => {
    oci.answers(({ path }) =>
      path.includes("page=2")
        ? { body: { items: [{ id: "b" }] } }
        : { body: { items: [{ id: "a" }] }, headers: { "opc-next-page": "2" } },
    );
    const call = { operation: "ListLogs", method: "GET", path: "/20200531/logGroups/g/logs" } as const;
    assert.deepEqual(await client.list(call), [{ id: "a" }, { id: "b" }]);
  });
});
