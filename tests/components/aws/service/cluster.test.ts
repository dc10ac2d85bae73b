import assert from "node:assert/strict";
import { Cluster, clusterFaults } from "../../../../components/aws/service/cluster.ts";
import { ownName } from "@tidegate/faults";
import { arnOf, build, known } from "../built.ts";

const ARGS = { clusterName: "quiz-dev", containerInsights: false };

describe("a cluster", () => {
  it("runs tasks on demand and Spot, on demand if nobody says", async () => {
    const { only } = await build((options) => new Cluster("quiz", ARGS, options));
    const { capacityProviders, defaultCapacityProviderStrategies } = only("ClusterCapacityProviders").inputs;
    assert.deepEqual(capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
    assert.deepEqual(defaultCapacityProviderStrategies, [{ capacityProvider: "FARGATE", weight: 1 }]);
  });

  for (const [containerInsights, value] of [
    [true, "enabled"],
    [false, "disabled"],
  ] as const) {
    it(`says ${value} for Container Insights`, async () => {
      const { inputsOf } = await build((options) => new Cluster("quiz", { ...ARGS, containerInsights }, options));
      assert.deepEqual(inputsOf("quiz-cluster")["settings"], [{ name: "containerInsights", value }]);
    });
  }

  it("hands out its ARN and name", async () => {
    const { component } = await build((options) => new Cluster("quiz", ARGS, options));
    assert.equal(await known(component.arn), arnOf("aws:ecs/cluster:Cluster", "quiz-dev"));
    assert.equal(await known(component.name), "quiz-dev");
  });

  it("refuses a name that ECS wouldn't take", () => {
    assert.deepEqual(
      clusterFaults({ clusterName: "quiz dev" }, ownName).map(({ path }) => path),
      ["clusterName"],
    );
  });
});
