import assert from "node:assert/strict";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { beginWork, recordFailure } from "../../../../rehearsal/oci/services/compute/work-requests.ts";
import { COMPARTMENTS, REGION } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const PATH = "/20160918/workRequests";
const compartmentId = COMPARTMENTS[0]?.id ?? "";
const other = COMPARTMENTS[1]?.id ?? "";
const one = makeOcid("instance", REGION, "one");
const two = makeOcid("instance", REGION, "two");
const launch = (identifier: string) => ({
  operationType: "LaunchInstance",
  compartmentId,
  entityType: "instance" as const,
  identifier,
});

type Thing = Record<string, unknown>;

describe("compute's work requests", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const begin = (identifier: string) =>
    beginWork(world.runtime.present(), { ...launch(identifier), actionType: "CREATED", seconds: 30 })[
      "opc-work-request-id"
    ];
  const get = async (path: string) => (await world.send("GET", `${PATH}${path}`)).body;

  it("go from IN_PROGRESS to SUCCEEDED, and say what became of the thing", async () => {
    const id = begin(one);
    assert.equal(((await get(`/${id}`)) as Thing)["status"], "IN_PROGRESS");
    world.advance(31);
    const done = (await get(`/${id}`)) as { status: string; percentComplete: number; resources: Thing[] };
    assert.deepEqual([done.status, done.percentComplete], ["SUCCEEDED", 100]);
    assert.deepEqual([done.resources[0]?.["actionType"], done.resources[0]?.["identifier"]], ["CREATED", one]);
    assert.deepEqual(await get(`/${id}/errors`), []);
  });

  it("that failed say why", async () => {
    recordFailure(world.runtime.present(), launch(one), { code: "LimitExceeded", message: "No more cores." });
    const [failed] = (await get(`?compartmentId=${compartmentId}`)) as Thing[];
    assert.equal(failed?.["status"], "FAILED");
    const [error] = (await get(`/${String(failed["id"])}/errors`)) as Thing[];
    assert.deepEqual([error?.["code"], error?.["message"]], ["LimitExceeded", "No more cores."]);
    const [entry] = (await get(`/${String(failed["id"])}/logs`)) as Thing[];
    assert.match(String(entry?.["message"]), /LaunchInstance.*FAILED/);
  });

  it("are listed by compartment and thing, the newest first", async () => {
    const ids = [begin(one), begin(two), begin(one)];
    const listed = async (query: string) => ((await get(query)) as Thing[]).map(({ id }) => id);
    assert.deepEqual(await listed(`?compartmentId=${compartmentId}`), [...ids].reverse());
    assert.deepEqual(await listed(`?compartmentId=${compartmentId}&resourceId=${two}`), [ids[1]]);
    assert.deepEqual(await listed(`?compartmentId=${other}`), []);
  });

  it("refuse what there isn't", async () => {
    const nothing = makeOcid("coreservicesworkrequest", REGION, "none");
    for (const path of [`/${nothing}`, `/${nothing}/errors`, `/${nothing}/logs`]) {
      assert.equal((await world.send("GET", `${PATH}${path}`)).status, 404, path);
    }
    const nowhere = makeOcid("compartment", "", "none");
    assert.equal((await world.send("GET", `${PATH}?compartmentId=${nowhere}`)).status, 404);
    assert.equal((await world.send("GET", PATH)).status, 400);
  });
});
