import assert from "node:assert/strict";
import { ARM_SHAPES, InstancePool, instancePoolFaults, ownName } from "@tidegate/oci";
import type { PoolChoice } from "@tidegate/oci";
import { build, known, mockId } from "./built.ts";
import { RIGHT } from "./service.ts";

const ARGS = {
  ...RIGHT,
  subnetId: "ocid1.subnet.oc1.test.private",
  nsgId: "ocid1.networksecuritygroup.oc1.test.api",
  loadBalancerId: "ocid1.loadbalancer.oc1.test.lb",
  backendSetName: "api-backend",
  userData: "I2Nsb3VkLWNvbmZpZwo=",
};
const pool = (change: object = {}) => build((options) => new InstancePool("quiz", { ...ARGS, ...change }, options));

describe("InstancePool", () => {
  it("starts instances of the shape, size and image, in the private subnet, without a public address", async () => {
    const launch = launchDetails((await pool()).only("InstanceConfiguration").inputs);
    assert.equal(launch["shape"], "VM.Standard.A1.Flex");
    assert.deepEqual(launch["shapeConfig"], { ocpus: 2, memoryInGbs: 12 });
    assert.deepEqual(launch["sourceDetails"], {
      sourceType: "image",
      imageId: RIGHT.instanceImageId,
      bootVolumeSizeInGbs: "50",
    });
    assert.deepEqual(launch["createVnicDetails"], {
      subnetId: ARGS.subnetId,
      nsgIds: [ARGS.nsgId],
      assignPublicIp: false,
    });
  });

  it("turns the agent's custom logs on and version 1 of the metadata service off", async () => {
    const launch = launchDetails((await pool()).only("InstanceConfiguration").inputs);
    assert.deepEqual(launch["agentConfig"], {
      isManagementDisabled: false,
      isMonitoringDisabled: false,
      pluginsConfigs: [{ name: "Custom Logs Monitoring", desiredState: "ENABLED" }],
    });
    assert.deepEqual(launch["instanceOptions"], { areLegacyImdsEndpointsDisabled: true });
    assert.deepEqual(launch["metadata"], { user_data: ARGS.userData });
  });

  it("puts its instances into the backend set at the backend port", async () => {
    const { inputs } = (await pool()).only("InstancePool");
    assert.deepEqual(inputs["loadBalancers"], [
      { loadBalancerId: ARGS.loadBalancerId, backendSetName: "api-backend", port: 8123, vnicSelection: "PrimaryVnic" },
    ]);
    assert.equal(inputs["instanceConfigurationId"], mockId("InstanceConfiguration", "quiz-configuration"));
    assert.equal(inputs["size"], 2);
  });

  it("leaves the size to the autoscaler once the pool exists", async () => {
    assert.deepEqual((await pool()).only("InstancePool").options.ignoreChanges, ["size"]);
  });

  it("adds one instance above the high threshold and takes one away below the low one", async () => {
    const { only } = await pool();
    const scaling = only("AutoScalingConfiguration");
    assert.equal(scaling.inputs["coolDownInSeconds"], 300);
    assert.deepEqual(scaling.inputs["autoScalingResources"], {
      id: mockId("InstancePool", "quiz-pool"),
      type: "instancePool",
    });
    assert.deepEqual(scaling.inputs["policies"], [
      {
        displayName: "cpu",
        policyType: "threshold",
        isEnabled: true,
        capacity: { initial: 2, min: 1, max: 4 },
        rules: [
          {
            displayName: "scale-out",
            action: { type: "CHANGE_COUNT_BY", value: 1 },
            metric: { metricType: "CPU_UTILIZATION", threshold: { operator: "GT", value: 70 } },
          },
          {
            displayName: "scale-in",
            action: { type: "CHANGE_COUNT_BY", value: -1 },
            metric: { metricType: "CPU_UTILIZATION", threshold: { operator: "LT", value: 30 } },
          },
        ],
      },
    ]);
    // A pool takes only one of them.
    assert.equal(scaling.options.deleteBeforeReplace, true);
  });

  it("makes the successor of an instance configuration before it deletes it", async () => {
    assert.notEqual((await pool()).only("InstanceConfiguration").options.deleteBeforeReplace, true);
  });

  it("takes the region's first availability domain unless told another", async () => {
    const first = await pool();
    assert.equal(await known(first.component.availabilityDomain), "tIdG:EU-FRANKFURT-1-AD-1");
    const told = await pool({ availabilityDomain: "tIdG:EU-FRANKFURT-1-AD-3" });
    assert.deepEqual(told.only("InstancePool").inputs["placementConfigurations"], [
      { availabilityDomain: "tIdG:EU-FRANKFURT-1-AD-3", primarySubnetId: ARGS.subnetId },
    ]);
  });

  const wrong: [string, Partial<PoolChoice>, string[]][] = [
    ["an unknown shape", { instanceShape: "VM.Standard.E5.Flex" }, ["instanceShape"]],
    ["more OCPUs than the shape has", { instanceOcpus: 81 }, ["instanceOcpus"]],
    ["more memory than the OCPUs take", { instanceOcpus: 1, instanceMemoryGbs: 65 }, ["instanceMemoryGbs"]],
    ["less memory than the OCPUs need", { instanceOcpus: 4, instanceMemoryGbs: 3 }, ["instanceMemoryGbs"]],
    ["an OCID that is no image's", { instanceImageId: RIGHT.compartmentId }, ["instanceImageId"]],
    ["a least above the most", { poolMin: 5, poolMax: 4 }, ["poolMin"]],
    ["a start above the most", { poolInitial: 5 }, ["poolInitial"]],
    ["a start below the least", { poolMin: 3 }, ["poolInitial"]],
    ["a pool that may be empty", { poolMin: 0 }, ["poolMin"]],
    ["thresholds the wrong way round", { cpuScaleInPercent: 80 }, ["cpuScaleInPercent"]],
    ["a threshold above 100", { cpuScaleOutPercent: 101 }, ["cpuScaleOutPercent"]],
    ["a cooldown below Oracle's least", { cooldownSeconds: 60 }, ["cooldownSeconds"]],
    ["several at once", { backendPort: 0, poolMax: 0, instanceShape: "" }, ["backendPort", "instanceShape", "poolMax"]],
  ];
  for (const [what, change, paths] of wrong) {
    it(`refuses ${what}`, () => {
      const faults = instancePoolFaults({ ...RIGHT, ...change }, ownName);
      assert.deepEqual(
        faults.map(({ path }) => path),
        paths,
      );
    });
  }

  for (const [instanceShape, limits] of Object.entries(ARM_SHAPES)) {
    it(`goes to the limits of ${instanceShape} and not beyond`, () => {
      const size = { instanceShape, instanceOcpus: limits.maxOcpus, instanceMemoryGbs: limits.maxMemoryGbs };
      assert.deepEqual(instancePoolFaults({ ...RIGHT, ...size }, ownName), []);
      const more = { ...size, instanceMemoryGbs: limits.maxMemoryGbs + 1 };
      assert.equal(instancePoolFaults({ ...RIGHT, ...more }, ownName)[0]?.path, "instanceMemoryGbs");
    });
  }
});

function launchDetails(inputs: Record<string, unknown>): Record<string, unknown> {
  const details = inputs["instanceDetails"] as { instanceType: string; launchDetails: Record<string, unknown> };
  assert.equal(details.instanceType, "compute");
  return details.launchDetails;
}
