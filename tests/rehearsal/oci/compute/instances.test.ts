import assert from "node:assert/strict";
import { boots, computeWorkRequests, images, vnics } from "../../../../rehearsal/oci/collections.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { AD_1, AD_2, ARM_IMAGE, COMPARTMENT, launchOf, openStage, SUBNET, X86_IMAGE } from "./stage.ts";
import type { Body, Stage } from "./stage.ts";

const ALL = "/20160918/instances";

describe("instances", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const launch = (details: Body = {}) => stage.ok("POST", ALL, { ...launchOf(), availabilityDomain: AD_1, ...details });
  const stateOf = async (id: unknown) => (await stage.ok("GET", `${ALL}/${String(id)}`))["lifecycleState"];

  it("go from PROVISIONING over STARTING to RUNNING, and boot in 60 to 120 seconds", async () => {
    const launched = await launch();
    assert.equal(launched["lifecycleState"], "PROVISIONING");
    stage.pass(12);
    assert.equal(await stateOf(launched["id"]), "STARTING");
    stage.pass(15);
    assert.equal(await stateOf(launched["id"]), "RUNNING");
    const boot = boots.get(stage.world.runtime.world, String(launched["id"]));
    const took = ((boot?.servesAt ?? 0) - Date.parse(String(launched["timeCreated"]))) / 1000;
    assert.ok(took >= 60 && took <= 120, String(took));
    const work = computeWorkRequests.get(stage.world.runtime.world, String(launched["work"]));
    assert.equal(work?.status, "SUCCEEDED");
    assert.equal(work.resources[0]?.identifier, launched["id"]);
  });

  it("are launched to the end by a process that opens the world of a killed one", async () => {
    const launched = await launch();
    stage.pass(5);
    await stage.world.runtime.save();
    const reopened = await Runtime.open({ file: `${stage.world.folder}/world.json`, speed: 0 });
    reopened.clock.advance(60);
    reopened.present();
    const stored = reopened.world.collections["instances"]?.[String(launched["id"])]?.value;
    assert.equal(Reflect.get(stored as object, "lifecycleState"), "RUNNING");
  });

  it("keep what the launch gave, and have OCI's defaults for the rest", async () => {
    const agentConfig = { pluginsConfig: [{ name: "Custom Logs Monitoring", desiredState: "ENABLED" }] };
    const launched = await launch({ displayName: "one", agentConfig, freeformTags: { team: "api" } });
    assert.equal(launched["displayName"], "one");
    assert.deepEqual(launched["metadata"], launchOf()["metadata"]);
    assert.deepEqual(launched["freeformTags"], { team: "api" });
    assert.deepEqual(launched["agentConfig"], {
      isMonitoringDisabled: false,
      isManagementDisabled: false,
      areAllPluginsDisabled: false,
      ...agentConfig,
    });
    assert.deepEqual(launched["instanceOptions"], { areLegacyImdsEndpointsDisabled: false });
  });

  for (const asked of [
    { isPvEncryptionInTransitEnabled: true },
    { launchOptions: { isPvEncryptionInTransitEnabled: true } },
  ]) {
    it(`read and write their volumes encrypted where they are launched with ${JSON.stringify(asked)}`, async () => {
      const { launchOptions } = await launch(asked);
      assert.equal(Reflect.get(Object(launchOptions), "isPvEncryptionInTransitEnabled"), true);
      const plain = (await launch())["launchOptions"];
      assert.equal(Reflect.get(Object(plain), "isPvEncryptionInTransitEnabled"), false);
    });

    for (const [option, type] of [
      ["bootVolumeType", "ISCSI"],
      ["remoteDataVolumeType", "SCSI"],
    ] as const) {
      it(`are refused with ${JSON.stringify(asked)} where ${option} is ${type}`, async () => {
        const launchOptions = { ...asked.launchOptions, [option]: type };
        const details = { ...launchOf(), availabilityDomain: AD_1, ...asked, launchOptions };
        const refused = await stage.refused("POST", ALL, details);
        assert.equal(refused.status, 400);
        assert.match(refused.text, new RegExp(`"InvalidParameter".*launchOptions\\.${option} is ${type}`));
      });
    }

    it(`are refused with ${JSON.stringify(asked)} of an image that was brought along and doesn't take it`, async () => {
      const moment = stage.world.runtime.present();
      const brought = images.get(moment.world, ARM_IMAGE);
      assert.ok(brought);
      const launchOptions = { ...brought.launchOptions, isPvEncryptionInTransitEnabled: false };
      images.put(moment, ARM_IMAGE, { ...brought, launchOptions });
      await launch();
      const refused = await stage.refused("POST", ALL, { ...launchOf(), availabilityDomain: AD_1, ...asked });
      assert.equal(refused.status, 400);
      assert.ok(refused.text.includes(ARM_IMAGE), refused.text);
    });
  }

  it("are spread over fault domains where the launch names none", async () => {
    const domains = [await launch(), await launch(), await launch(), await launch()].map((one) => one["faultDomain"]);
    assert.deepEqual(domains, ["FAULT-DOMAIN-1", "FAULT-DOMAIN-2", "FAULT-DOMAIN-3", "FAULT-DOMAIN-1"]);
  });

  it("show their address through their VNIC's attachment", async () => {
    const { id } = await launch();
    stage.pass(30);
    const [attached] = await stage.list(
      `/20160918/vnicAttachments?compartmentId=${COMPARTMENT}&instanceId=${String(id)}`,
    );
    assert.equal(attached?.["lifecycleState"], "ATTACHED");
    assert.equal(attached["subnetId"], SUBNET);
    const one = await stage.ok("GET", `/20160918/vnicAttachments/${String(attached["id"])}`);
    assert.equal(vnics.get(stage.world.runtime.world, String(one["vnicId"]))?.privateIp, "10.0.1.2");
  });

  const refusals: [string, Body, number, RegExp][] = [
    ["an unknown shape", { shape: "VM.Standard.Z9" }, 404, /VM\.Standard\.Z9/],
    ["too many OCPUs", { shapeConfig: { ocpus: 81 } }, 400, /shapeConfig\.ocpus.*80/],
    ["too little memory", { shapeConfig: { ocpus: 4, memoryInGBs: 2 } }, 400, /memoryInGBs must be from 4/],
    [
      "an image of another architecture",
      { sourceDetails: { sourceType: "image", imageId: X86_IMAGE } },
      400,
      /not valid for image/,
    ],
    [
      "an image's OCID of another kind",
      { sourceDetails: { sourceType: "image", imageId: SUBNET } },
      400,
      /sourceDetails\.imageId/,
    ],
    [
      "a subnet that isn't there",
      { createVnicDetails: { subnetId: SUBNET.replace(/.{4}$/, "zzzz") } },
      404,
      /NotAuthorizedOrNotFound/,
    ],
    ["an availability domain of another region", { availabilityDomain: "Uocm:PHX-AD-1" }, 400, /availabilityDomain/],
    ["user data that is no base64", { metadata: { user_data: "#cloud-config" } }, 400, /user_data/],
    ["metadata of more than 32,000 bytes", { metadata: { user_data: "A".repeat(32_004) } }, 400, /32000/],
    [
      "volumes, which the rehearsal hasn't got",
      { launchVolumeAttachments: [{ type: "iscsi" }] },
      400,
      /launchVolumeAttachments/,
    ],
  ];
  for (const [what, change, status, text] of refusals) {
    it(`are refused with ${what}`, async () => {
      const answer = await stage.refused("POST", ALL, { ...launchOf(), availabilityDomain: AD_1, ...change });
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, text);
      assert.deepEqual(await stage.list(`${ALL}?compartmentId=${COMPARTMENT}`), []);
    });
  }

  it("stop, start and reset in the states that allow it", async () => {
    const { id } = await launch();
    assert.match(
      (await stage.refused("POST", `${ALL}/${String(id)}?action=STOP`)).text,
      /IncorrectState.*PROVISIONING/,
    );
    stage.pass(30);
    const stopping = await stage.ok("POST", `${ALL}/${String(id)}?action=SOFTSTOP`);
    assert.equal(stopping["lifecycleState"], "STOPPING");
    stage.pass(40);
    assert.equal(await stateOf(id), "STOPPED");
    assert.equal((await stage.ok("POST", `${ALL}/${String(id)}?action=START`))["lifecycleState"], "STARTING");
    stage.pass(20);
    assert.equal(await stateOf(id), "RUNNING");
    const before = boots.get(stage.world.runtime.world, String(id))?.servesAt ?? 0;
    stage.pass(200);
    await stage.ok("POST", `${ALL}/${String(id)}?action=RESET`);
    assert.ok((boots.get(stage.world.runtime.world, String(id))?.servesAt ?? 0) > before + 200_000);
    assert.equal((await stage.refused("POST", `${ALL}/${String(id)}?action=DANCE`)).status, 400);
  });

  it("change their name and their shape, but not their user data", async () => {
    const { id } = await launch();
    stage.pass(30);
    const renamed = await stage.ok("PUT", `${ALL}/${String(id)}`, { displayName: "two" });
    assert.equal(renamed["displayName"], "two");
    assert.equal(renamed["lifecycleState"], "RUNNING");
    const larger = await stage.ok("PUT", `${ALL}/${String(id)}`, { shapeConfig: { ocpus: 2 } });
    assert.equal((larger["shapeConfig"] as Body)["ocpus"], 2);
    assert.equal((larger["shapeConfig"] as Body)["memoryInGBs"], 6);
    assert.equal(larger["lifecycleState"], "STARTING");
    const refused = await stage.refused("PUT", `${ALL}/${String(id)}`, { metadata: { user_data: "QUJD" } });
    assert.match(refused.text, /metadata\.user_data can't be changed/);
  });

  it("give their address back when they are TERMINATED, stay readable for a day, then vanish", async () => {
    const { id } = await launch();
    stage.pass(30);
    await stage.ok("DELETE", `${ALL}/${String(id)}`);
    assert.equal(await stateOf(id), "TERMINATING");
    assert.match((await stage.refused("DELETE", `${ALL}/${String(id)}`)).text, /IncorrectState/);
    stage.pass(30);
    assert.equal(await stateOf(id), "TERMINATED");
    assert.deepEqual(vnics.list(stage.world.runtime.world), []);
    stage.pass(25 * 3600);
    assert.equal((await stage.refused("GET", `${ALL}/${String(id)}`)).status, 404);
    assert.deepEqual(await stage.list(`/20160918/vnicAttachments?compartmentId=${COMPARTMENT}`), []);
  });

  it("are terminated in the middle of a launch without coming back to life", async () => {
    const { id } = await launch();
    stage.pass(12);
    await stage.ok("DELETE", `${ALL}/${String(id)}`);
    stage.pass(15);
    assert.equal(await stateOf(id), "TERMINATING");
    stage.pass(600);
    assert.equal(await stateOf(id), "TERMINATED");
  });

  it("are listed by availability domain, name and state", async () => {
    await launch({ displayName: "a" });
    await launch({ displayName: "b", availabilityDomain: AD_2 });
    const names = async (query: string) => {
      return (await stage.list(`${ALL}?compartmentId=${COMPARTMENT}${query}`)).map((one) => one["displayName"]);
    };
    assert.deepEqual(await names(`&availabilityDomain=${AD_2}`), ["b"]);
    assert.deepEqual(await names("&displayName=a"), ["a"]);
    assert.deepEqual(await names("&lifecycleState=RUNNING"), []);
    assert.equal((await names("&lifecycleState=provisioning")).length, 2);
    assert.deepEqual(await names("&sortBy=DISPLAYNAME"), ["a", "b"]);
  });
});
