import assert from "node:assert/strict";
import { COMPARTMENT, openStage } from "../compute/stage.ts";
import type { Body, Stage } from "../compute/stage.ts";
import { cpuPolicy, cpuRule, details } from "./fixtures.ts";

const ALL = "/20181001/autoScalingConfigurations";

describe("autoscaling configurations", () => {
  let stage: Stage;
  let pool: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool();
    stage.pass(30);
  });
  afterEach(() => stage.close());

  const sizeOf = async () => (await stage.ok("GET", `/20160918/instancePools/${pool}`))["size"];

  it("are read back, with ids and OCI's defaults, and give the pool its initial size", async () => {
    const created = await stage.ok("POST", ALL, details(pool));
    assert.equal(created["coolDownInSeconds"], 300);
    assert.equal(created["isEnabled"], true);
    assert.equal(created["minResourceCount"], 1);
    assert.equal(created["maxResourceCount"], 4);
    const [policy] = created["policies"] as Body[];
    assert.match(String(policy?.["id"]), /^ocid1\.autoscalingpolicy\./);
    assert.equal((policy?.["rules"] as Body[]).length, 2);
    assert.equal(await sizeOf(), 2);
    const read = await stage.ok("GET", `${ALL}/${String(created["id"])}`);
    assert.deepEqual(read["policies"], created["policies"]);
  });

  it("leave the pool's size alone while they are not enabled", async () => {
    await stage.ok("POST", ALL, { ...details(pool), isEnabled: false });
    stage.pass(600);
    assert.equal(await sizeOf(), 1);
  });

  it("give the initial size later to a pool that is still PROVISIONING", async () => {
    pool = await stage.pool();
    await stage.ok("POST", ALL, details(pool));
    assert.equal(await sizeOf(), 1);
    stage.pass(70);
    assert.equal(await sizeOf(), 2);
  });

  const refusals: [string, Body, RegExp][] = [
    ["min above initial", { policies: [cpuPolicy({ capacity: { min: 3, initial: 2, max: 4 } })] }, /min \(3\)/],
    ["initial above max", { policies: [cpuPolicy({ capacity: { min: 1, initial: 5, max: 4 } })] }, /max \(4\)/],
    ["a cooldown below 300 seconds", { coolDownInSeconds: 299 }, /coolDownInSeconds/],
    ["an unknown metric", { policies: [cpuPolicy({ rules: [cpuRule("GT", 70, 1, "DISK")] })] }, /metricType/],
    ["a threshold above 100", { policies: [cpuPolicy({ rules: [cpuRule("GT", 170, 1)] })] }, /0 to 100/],
    [
      "thresholds that cross",
      { policies: [cpuPolicy({ rules: [cpuRule("GT", 30, 1), cpuRule("LT", 70, -1)] })] },
      /must be below/,
    ],
    ["a rule that scales the wrong way", { policies: [cpuPolicy({ rules: [cpuRule("GT", 70, -1)] })] }, /scale out/],
    ["no rule", { policies: [cpuPolicy({ rules: [] })] }, /rules/],
    ["two threshold policies", { policies: [cpuPolicy(), cpuPolicy()] }, /one threshold policy/],
    ["no policy", { policies: [] }, /policies/],
  ];
  for (const [what, change, text] of refusals) {
    it(`are refused with ${what}`, async () => {
      const answer = await stage.refused("POST", ALL, { ...details(pool), ...change });
      assert.equal(answer.status, 400, answer.text);
      assert.match(answer.text, text);
      assert.equal(await sizeOf(), 1);
    });
  }

  it("are refused for a pool that isn't there, or has one already", async () => {
    const absent = await stage.refused("POST", ALL, details(pool.replace(/.{4}$/, "zzzz")));
    assert.equal(absent.status, 404);
    const { id } = await stage.ok("POST", ALL, details(pool));
    const second = await stage.refused("POST", ALL, details(pool));
    assert.equal(second.status, 409);
    assert.ok(second.text.includes(String(id)));
  });

  it("change what is given and keep the rest; their policies can be added, changed and deleted", async () => {
    const { id } = await stage.ok("POST", ALL, { ...details(pool), freeformTags: { team: "api" } });
    const changed = await stage.ok("PUT", `${ALL}/${String(id)}`, { coolDownInSeconds: 600 });
    assert.equal(changed["coolDownInSeconds"], 600);
    assert.deepEqual(changed["freeformTags"], { team: "api" });
    const [policy] = await stage.list(`${ALL}/${String(id)}/policies`);
    const path = `${ALL}/${String(id)}/policies/${String(policy?.["id"])}`;
    const capacity = { min: 2, initial: 2, max: 6 };
    const larger = await stage.ok("PUT", path, { policyType: "threshold", capacity });
    assert.deepEqual(larger["capacity"], capacity);
    assert.equal((larger["rules"] as Body[]).length, 2);
    assert.match((await stage.refused("PUT", path, { policyType: "scheduled" })).text, /can't be changed/);
    const second = await stage.refused("POST", `${ALL}/${String(id)}/policies`, cpuPolicy());
    assert.equal(second.status, 400);
    await stage.ok("DELETE", path);
    assert.deepEqual(await stage.list(`${ALL}/${String(id)}/policies`), []);
  });

  it("go with their pool", async () => {
    const { id } = await stage.ok("POST", ALL, details(pool));
    await stage.ok("DELETE", `/20160918/instancePools/${pool}`);
    stage.pass(120);
    assert.equal((await stage.refused("GET", `${ALL}/${String(id)}`)).status, 404);
    assert.deepEqual(await stage.list(`${ALL}?compartmentId=${COMPARTMENT}`), []);
  });
});
