import assert from "node:assert/strict";
import { AD_1, AD_2, AD_3, attachment, BALANCER, COMPARTMENT, openStage, poolDetails, SUBNET } from "./stage.ts";
import type { Body, Stage } from "./stage.ts";

const ALL = "/20160918/instancePools";
const THREE = [AD_1, AD_2, AD_3].map((availabilityDomain) => ({ availabilityDomain, primarySubnetId: SUBNET }));

describe("instance pools' details", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("name their instances and hosts as the formatters say", async () => {
    const id = await stage.pool({ size: 2, instanceDisplayNameFormatter: "api-${launchCount}" });
    const names = (await stage.members(id)).map((member) => member["displayName"]);
    assert.deepEqual(names, ["api-1", "api-2"]);
  });

  const absent = (id: string) => id.replace(/.{4}$/, "zzzz");
  const refusals: [string, Body, number, RegExp][] = [
    ["port 0", { loadBalancers: [{ ...attachment(), port: 0 }] }, 400, /port must be .* 1 to 65535/],
    ["a backend set that isn't there", { loadBalancers: [{ ...attachment(), backendSetName: "none" }] }, 404, /'none'/],
    [
      "a load balancer that isn't there",
      { loadBalancers: [{ ...attachment(), loadBalancerId: absent(BALANCER) }] },
      404,
      /zzzz/,
    ],
    [
      "a VNIC that isn't there",
      { loadBalancers: [{ ...attachment(), vnicSelection: "second" }] },
      400,
      /vnicSelection/,
    ],
    ["no placement", { placementConfigurations: [] }, 400, /placementConfigurations/],
    [
      "an availability domain twice",
      { placementConfigurations: [THREE[0], THREE[0]] },
      400,
      /placementConfigurations\[1\]/,
    ],
    [
      "a subnet that isn't there",
      { placementConfigurations: [{ availabilityDomain: AD_1, primarySubnetId: absent(SUBNET) }] },
      404,
      /zzzz/,
    ],
    [
      "an action before termination, which the rehearsal hasn't got",
      {
        lifecycleManagement: {
          lifecycleActions: {
            preTermination: {
              isEnabled: true,
              timeout: 60,
              onTimeout: { preserveBlockVolumeMode: "DELETE_ALWAYS", preserveBootVolumeMode: "DELETE_ALWAYS" },
            },
          },
        },
      },
      400,
      /preTermination/,
    ],
    ["a negative size", { size: -1 }, 400, /size/],
  ];
  for (const [what, change, status, text] of refusals) {
    it(`are refused with ${what}`, async () => {
      const instanceConfigurationId = await stage.configuration();
      const answer = await stage.refused("POST", ALL, { ...poolDetails(), instanceConfigurationId, ...change });
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, text);
      assert.deepEqual(await stage.list(`${ALL}?compartmentId=${COMPARTMENT}`), []);
    });
  }

  it("are refused with an instance configuration that isn't there, or couldn't be launched", async () => {
    const configuration = await stage.configuration({ shapeConfig: { ocpus: 200 } });
    const gone = await stage.refused("POST", ALL, { ...poolDetails(), instanceConfigurationId: absent(configuration) });
    assert.equal(gone.status, 404);
    const large = await stage.refused("POST", ALL, { ...poolDetails(), instanceConfigurationId: configuration });
    assert.match(large.text, /shapeConfig\.ocpus/);
  });
});
