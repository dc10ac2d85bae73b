import assert from "node:assert/strict";
import { shelfProvider } from "../../../../components/rollout/provider/shelf.ts";
import { fakeParts, ocid, START } from "./fixture.ts";
import type { World } from "./fixture.ts";

const HOME = ocid("compartment", "home", "");
const FORMER = ocid("compartment", "former", "");
const INPUTS = { compartmentId: HOME, regionalId: ocid("subnet", "private") };
const STATE = { ...INPUTS, formerCompartmentIds: [] };
const ID = "shelf-0a1b2c";

const on = (world: World = {}) => {
  const { parts, told } = fakeParts(world);
  return { provider: shelfProvider(parts), told };
};
const seen = (...ids: string[]) => ids.map((id) => ({ id, createdAt: START }));

describe("the provider of ConfigurationShelf", () => {
  it("makes an id of random figures", async () => {
    assert.deepEqual(await on().provider.create(INPUTS), { id: ID, outs: STATE });
  });

  it("removes all that stands on the shelf, in its region", async () => {
    const { provider, told } = on({ configurations: { [HOME]: seen("a", "b") } });
    await provider.delete(ID, STATE);
    assert.deepEqual(told.removed, ["a", "b"]);
    assert.deepEqual(told.opened, [{ compartmentId: HOME, shelf: ID, region: "eu-frankfurt-1" }]);
  });

  it("removes the others before it tells of one that is in use", async () => {
    const { provider, told } = on({ configurations: { [HOME]: seen("a", "b", "c") }, inUse: ["b"] });
    await assert.rejects(provider.delete(ID, STATE), /b: the configuration is in use/);
    assert.deepEqual(told.removed, ["a", "c"]);
  });

  it("stays the same shelf in another compartment, and clears up in the former one, too", async () => {
    const olds = { ...STATE, compartmentId: FORMER };
    const { provider, told } = on({ configurations: { [HOME]: seen("new"), [FORMER]: seen("old") } });
    const { changes, replaces } = await provider.diff(ID, olds, INPUTS);
    assert.deepEqual([changes, replaces], [true, undefined]);
    const { outs } = await provider.update(ID, olds, INPUTS);
    assert.ok(outs);
    assert.deepEqual(outs.formerCompartmentIds, [FORMER]);
    await provider.delete(ID, outs);
    assert.deepEqual(told.removed, ["new", "old"]);
  });

  it("forgets a former compartment that is the present one again", async () => {
    const olds = { ...STATE, compartmentId: FORMER, formerCompartmentIds: [HOME] };
    const { outs } = await on().provider.update(ID, olds, INPUTS);
    assert.deepEqual(outs?.formerCompartmentIds, [FORMER]);
  });

  it("finds no change where there is none", async () => {
    assert.equal((await on().provider.diff(ID, STATE, INPUTS)).changes, false);
  });

  it("refuses arguments that are no OCIDs, or name no region", async () => {
    const judge = async (change: object) =>
      (await on().provider.check(INPUTS, { ...INPUTS, ...change })).failures?.map(({ property }) => property);
    assert.deepEqual(await judge({}), []);
    assert.deepEqual(await judge({ compartmentId: "home" }), ["compartmentId"]);
    assert.deepEqual(await judge({ regionalId: HOME }), ["regionalId"]);
  });
});
