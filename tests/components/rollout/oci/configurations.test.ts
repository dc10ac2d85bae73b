import assert from "node:assert/strict";
import { configurationPort, SHELF_TAG } from "../../../../components/rollout/oci/configurations.ts";
import type { ConfigurationPort } from "../../../../components/rollout/drive/ports.ts";
import { configurationDetails } from "../../../rehearsal/oci/compute/stage.ts";
import { fails, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

const ALL = "/20160918/instanceConfigurations";

describe("the shelf of instance configurations", () => {
  let scene: Scene;
  let port: ConfigurationPort;
  beforeEach(async () => {
    scene = await openScene();
    port = configurationPort(scene.clients, scene.where);
  });
  afterEach(() => scene.close());

  const shelved = async (shelf: string) => {
    const made = await scene.stage.ok("POST", ALL, { ...configurationDetails(), freeformTags: { [SHELF_TAG]: shelf } });
    return { id: String(made["id"]), createdAt: Date.parse(String(made["timeCreated"])) };
  };
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

  it("lists those of its own shelf alone, on as many pages as it takes", async () => {
    const mine = [await shelved("api"), await shelved("api")];
    await shelved("worker");
    await scene.stage.configuration();
    assert.deepEqual([...(await port.list())].sort(byId), mine.sort(byId));
    scene.requests();
    const small = configurationPort(scene.clients, scene.where, 2);
    assert.equal((await small.list()).length, 2);
    assert.equal(scene.requests().length, 3);
  });

  it("removes one, and is content when it is gone already", async () => {
    const { id } = await shelved("api");
    await port.remove(id);
    assert.deepEqual(await port.list(), []);
    await port.remove(id);
  });

  it("removes one though the first answer is lost", async () => {
    const { id } = await shelved("api");
    scene.fault("time-out-after", "core/DeleteInstanceConfiguration");
    await port.remove(id);
    assert.deepEqual(await port.list(), []);
  });

  it("says conflict for one that a pool points at", async () => {
    const { instanceConfigurationId } = await scene.stage.ok("GET", `/20160918/instancePools/${scene.where.poolId}`);
    await fails(port.remove(String(instanceConfigurationId)), "conflict", /^DeleteInstanceConfiguration: Conflict: /);
  });
});
