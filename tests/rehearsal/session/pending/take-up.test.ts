import assert from "node:assert/strict";
import type { CloudLooks } from "../../../../rehearsal/session/pending/cloud-look.ts";
import { takenUp } from "../../../../rehearsal/session/pending/take-up.ts";
import { creating, exported, resource, resourcesIn } from "./state.ts";
import type { Entry } from "./state.ts";

const ROLE = "aws:iam/role:Role";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const inRegion = (region: string): Entry => ({ inputs: { name: "web", region } });

describe("Pending creates are taken up", () => {
  it("with what their cloud has", async () => {
    const state = exported([], [creating(resource(GROUP, "web"))]);
    assert.deepEqual(await ids(state, { aws: has("web") }), ["web"]);
  });

  it("unless nothing is there, or nobody knows where to look", async () => {
    const command = resource("command:local:Command", "smoke");
    const state = exported([], [creating(resource(GROUP, "web")), creating(command)]);
    assert.deepEqual(await ids(state, { aws: has() }), []);
    assert.deepEqual(await ids(state, { oci: has("web") }), []);
  });

  it("but not with what the state knows, nor with what another stack's state knows", async () => {
    const state = exported([resource(GROUP, "old", { id: "one" })], [creating(resource(GROUP, "web"))]);
    const other = exported([resource(GROUP, "theirs", { id: "two" })]);
    assert.deepEqual(await ids(state, { aws: has("one", "two", "three") }, [other]), ["three", "one"]);
    assert.deepEqual(await ids(state, { aws: has("one", "two") }, [other]), ["one"]);
  });

  it("also where something of another type, or in another region, has the same id", async () => {
    const role = resource(ROLE, "web", { id: "web", ...inRegion("eu-west-1") });
    const elsewhere = resource(GROUP, "elsewhere", { id: "web", ...inRegion("us-east-1") });
    const state = exported([role, elsewhere], [creating(resource(GROUP, "web", inRegion("eu-west-1")))]);
    assert.deepEqual(await ids(state, { aws: has("web") }), ["web", "web", "web"]);
  });

  it("each with a thing of its own, where several have the same inputs", async () => {
    const state = exported([], [creating(resource(GROUP, "a")), creating(resource(GROUP, "b"))]);
    assert.deepEqual((await ids(state, { aws: has("two", "one") })).sort(), ["one", "two"]);
  });

  it("once what was found is ready", async () => {
    const asked: string[] = [];
    const look = { ...has("web"), ready: async (_: unknown, id: string) => void asked.push(id) };
    await takenUp(exported([], [creating(resource(GROUP, "web")), creating(resource(ROLE, "none"))]), {
      aws: { ...look, candidates: async ({ type }) => (type === GROUP ? ["web"] : []) },
    });
    assert.deepEqual(asked, ["web"]);
  });
});

/** A cloud in which these things may be what any create has made. */
const has = (...candidates: readonly string[]) => ({ candidates: () => Promise.resolve(candidates) });

/** The ids in the state afterwards. */
async function ids(state: Entry, looks: CloudLooks, others: readonly Entry[] = []): Promise<unknown[]> {
  return resourcesIn(await takenUp(state, looks, others)).map(({ id }) => id);
}
