import assert from "node:assert/strict";
import { ComputeManagementClient } from "oci-core";
import { openStage, poolDetails } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("the official SDK", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it("makes a pool and reads its instances", async () => {
    const client = new ComputeManagementClient({ authenticationDetailsProvider: stage.world.provider });
    client.endpoint = stage.world.endpoint;
    const instanceConfigurationId = await stage.configuration();
    const details = poolDetails() as unknown as Parameters<
      typeof client.createInstancePool
    >[0]["createInstancePoolDetails"];
    const { instancePool } = await client.createInstancePool({
      createInstancePoolDetails: { ...details, instanceConfigurationId },
    });
    stage.pass(60);
    const read = await client.getInstancePool({ instancePoolId: instancePool.id });
    assert.equal(read.instancePool.lifecycleState, "RUNNING");
    assert.equal(read.instancePool.loadBalancers?.[0]?.lifecycleState, "ATTACHED");
    const { items } = await client.listInstancePoolInstances({
      instancePoolId: instancePool.id,
      compartmentId: instancePool.compartmentId,
    });
    assert.equal(items[0]?.state, "Running");
    const configuration = await client.getInstanceConfiguration({ instanceConfigurationId });
    assert.equal(configuration.instanceConfiguration.instanceDetails?.instanceType, "compute");
    client.close();
  });
});
