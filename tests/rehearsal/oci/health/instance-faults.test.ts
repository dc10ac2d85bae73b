import assert from "node:assert/strict";
import { openTown, SERVES } from "../town.ts";
import type { Town } from "../town.ts";

const POOLS = "/20160918/instancePools";

describe("a fault of instances", () => {
  let town: Town;
  let pool: string;
  beforeEach(async () => {
    town = await openTown();
    pool = await town.servingPool(1);
  });
  afterEach(() => town.close());

  async function tell(kind: string, match: string): Promise<void> {
    const answer = await fetch(`${town.world.endpoint}/rehearsal/faults`, {
      method: "PUT",
      body: JSON.stringify([{ kind, match }]),
    });
    assert.equal(answer.status, 200);
  }
  const serving = async () => (await town.log(pool)).at(-1)?.serving.length;

  /** One instance of the second version is added, then one of the first. Says how many serve after each. */
  async function both(): Promise<(number | undefined)[]> {
    const first = String((await town.ok("GET", `${POOLS}/${pool}`))["instanceConfigurationId"]);
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 2, instanceConfigurationId: second });
    town.pass(SERVES);
    const found = [await serving()];
    await town.ok("PUT", `${POOLS}/${pool}`, { size: 3, instanceConfigurationId: first });
    town.pass(SERVES);
    return [...found, await serving()];
  }
  let second: string;
  beforeEach(async () => {
    second = await town.version("2.0.0");
  });

  for (const kind of ["fails-to-boot", "never-healthy"]) {
    it(`${kind} strikes those of one instance configuration`, async () => {
      await tell(kind, second);
      assert.deepEqual(await both(), [1, 2]);
    });

    it(`${kind} strikes those that run an image with one tag`, async () => {
      await tell(kind, ":2.0.0");
      assert.deepEqual(await both(), [1, 2]);
    });

    it(`${kind} strikes those of one pool, or all`, async () => {
      await tell(kind, pool);
      assert.deepEqual(await both(), [1, 1]);
    });
  }

  it("that is meant for another tag, or another configuration, strikes nobody", async () => {
    await tell("never-healthy", ":2.0");
    assert.deepEqual(await both(), [2, 3]);
    await tell("never-healthy", "0.0");
    assert.equal((await both()).at(-1), 3);
  });
});
