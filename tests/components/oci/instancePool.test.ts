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
const POOL_ID = "ocid1.instancepool.oc1.eu-frankfurt-1.aaaaaaaaaaaaaaaapool";
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

  it("reads and writes volumes encrypted unless told otherwise", async () => {
    const encrypted = async (change: object) =>
      launchDetails((await pool(change)).only("InstanceConfiguration").inputs)["isPvEncryptionInTransitEnabled"];
    assert.equal(await encrypted({}), true);
    assert.equal(await encrypted({ inTransitEncryption: false }), false);
  });

  it("gives instances their own tags", async () => {
    const tags = async (change: object) =>
      launchDetails((await pool(change)).only("InstanceConfiguration").inputs)["freeformTags"];
    assert.deepEqual(await tags({ instanceTags: { Project: "quiz" } }), { Project: "quiz" });
    assert.deepEqual(await tags({}), {});
  });

  it("puts its instances into the backend set at the backend port", async () => {
    const { inputs } = (await pool()).only("InstancePool");
    assert.deepEqual(inputs["loadBalancers"], [
      { loadBalancerId: ARGS.loadBalancerId, backendSetName: "api-backend", port: 8123, vnicSelection: "PrimaryVnic" },
    ]);
    assert.equal(inputs["instanceConfigurationId"], mockId("InstanceConfiguration", "quiz-configuration"));
    assert.equal(inputs["size"], 2);
  });

  it("leaves size, configuration and tags to autoscaler and rollout once the pool exists", async () => {
    const { options } = (await pool()).only("InstancePool");
    assert.deepEqual(options.ignoreChanges, ["size", "instanceConfigurationId", "freeformTags"]);
  });

  it("leaves the autoscaling's tags to the rollout, which marks there that it has switched it off", async () => {
    const { options } = (await pool()).only("AutoScalingConfiguration");
    assert.deepEqual(options.ignoreChanges, ["freeformTags"]);
  });

  it("brings the pool over to its configuration, as it is chosen", async () => {
    const rollout = { surge: "25%", drainSeconds: 60, checkpoints: [{ percent: 50, waitSeconds: 60 }] };
    const { only } = await pool({ rollout, rolloutTrigger: "again", rolloutReport: "rollouts" });
    const { __provider: _, ...inputs } = only("SurgeRollout").inputs;
    const own = mockId("InstanceConfiguration", "quiz-configuration");
    assert.deepEqual(inputs, {
      ...rollout,
      instancePoolId: mockId("InstancePool", "quiz-pool"),
      compartmentId: RIGHT.compartmentId,
      loadBalancerId: ARGS.loadBalancerId,
      backendSetName: "api-backend",
      backendPort: 8123,
      subnetId: ARGS.subnetId,
      shelf: mockId("ConfigurationShelf", "quiz-shelf"),
      targetConfigurationId: own,
      protect: [own],
      trigger: "again",
      report: { folder: "rollouts" },
    });
  });

  it("goes to a configuration that is named, and keeps its own", async () => {
    const kept = "ocid1.instanceconfiguration.oc1.eu-frankfurt-1.aaaaaaaaaaaaaaaakept";
    const { only, component } = await pool({ instanceConfigurationId: kept });
    const { inputs } = only("SurgeRollout");
    assert.equal(inputs["targetConfigurationId"], kept);
    assert.deepEqual(inputs["protect"], [mockId("InstanceConfiguration", "quiz-configuration")]);
    const pointed = only("InstancePool").inputs["instanceConfigurationId"];
    assert.equal(pointed, mockId("InstanceConfiguration", "quiz-configuration"));
    assert.equal(await known(component.instanceConfigurationId), kept);
  });

  it("rolls out only after pool and autoscaler are there, and stops before they go", async () => {
    const { dependsOn } = (await pool()).only("SurgeRollout").options;
    assert.ok(Array.isArray(dependsOn));
    assert.deepEqual(
      dependsOn.map((resource: object) => resource.constructor.name),
      ["InstancePool", "AutoScalingConfiguration"],
    );
  });

  it("keeps former configurations for the way back, on the shelf that clears them away in the end", async () => {
    const { only } = await pool();
    const { inputs, options } = only("InstanceConfiguration");
    assert.equal(options.retainOnDelete, true);
    assert.deepEqual(inputs["freeformTags"], { "tidegate-shelf": mockId("ConfigurationShelf", "quiz-shelf") });
    const { compartmentId, regionalId } = only("ConfigurationShelf").inputs;
    assert.deepEqual([compartmentId, regionalId], [RIGHT.compartmentId, ARGS.subnetId]);
  });

  it("tells what serves, what served before, and since when", async () => {
    const { component } = await pool();
    assert.equal(await known(component.instanceConfigurationId), mockId("InstanceConfiguration", "quiz-configuration"));
    assert.equal(await known(component.previousInstanceConfigurationId), "");
    assert.deepEqual(await known(component.rolloutHistory), []);
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
    ["a rollout without surge", { rollout: { surge: 0 } }, ["rollout.surge"]],
    ["a canary without a probe", { rollout: { canary: { count: 1, probeUrl: "" } } }, ["rollout.canary.probeUrl"]],
    ["a report outside of the project", { rolloutReport: "/var/rollouts" }, ["rolloutReport"]],
    ["a tag with a period", { instanceTags: { "cost.centre": "42" } }, ["instanceTags.cost.centre"]],
    ["a pool in place of a configuration", { instanceConfigurationId: POOL_ID }, ["instanceConfigurationId"]],
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
