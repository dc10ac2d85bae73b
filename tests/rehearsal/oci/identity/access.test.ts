import assert from "node:assert/strict";
import { instances } from "../../../../rehearsal/oci/collections.ts";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { instanceMay } from "../../../../rehearsal/oci/services/identity/access.ts";
import { AVAILABILITY_DOMAINS, COMPARTMENTS, REGION, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const DEV = COMPARTMENTS[0]?.id ?? "";
const PROD = COMPARTMENTS[1]?.id ?? "";
const INSTANCE = makeOcid("instance", REGION, "test/instance");
const SECRET = makeOcid("vaultsecret", REGION, "test/secret");
const RULE = `ALL {instance.compartment.id = '${DEV}'}`;
const STATEMENT = `Allow dynamic-group api to read secret-bundles in compartment dev where target.secret.id = '${SECRET}'`;
const READ = {
  verb: "read",
  resource: "secret-bundles",
  compartmentId: DEV,
  target: { "target.secret.id": SECRET },
} as const;

describe("an instance's access", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
    instances.put(world.runtime.present(), INSTANCE, {
      id: INSTANCE,
      compartmentId: DEV,
      availabilityDomain: AVAILABILITY_DOMAINS[0] ?? "",
      lifecycleState: "RUNNING",
      region: REGION,
      shape: "VM.Standard.A1.Flex",
      timeCreated: "2026-01-05T09:00:00.000Z",
      definedTags: { ops: { role: "api" } },
    });
  });
  afterEach(() => world.close());

  async function group(matchingRule: string, name = "api") {
    const details = { compartmentId: TENANCY_ID, name, description: "The API's instances", matchingRule };
    return world.send("POST", "/20160918/dynamicGroups", details);
  }

  async function policy(statement: string, compartmentId = TENANCY_ID) {
    const details = { compartmentId, name: "api", description: "What they may", statements: [statement] };
    return world.send("POST", "/20160918/policies", details);
  }

  async function grant(rule: string, statement: string, compartmentId = TENANCY_ID): Promise<void> {
    for (const answer of [await group(rule), await policy(statement, compartmentId)]) {
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    }
  }

  const ask = (change: object = {}) => instanceMay(world.runtime.present(), INSTANCE, { ...READ, ...change });

  it("is what a policy's statement allows its dynamic group", async () => {
    await grant(RULE, STATEMENT);
    assert.deepEqual(ask(), { allowed: true, why: `The policy api allows it: ${STATEMENT}` });
  });

  it("is nothing without a dynamic group that takes it in", async () => {
    await grant(`instance.compartment.id = '${PROD}'`, STATEMENT);
    assert.equal(ask().allowed, false);
    assert.match(ask().why, /No dynamic group's matching rule takes in/);
  });

  it("is what everybody may, also without a dynamic group", async () => {
    assert.equal((await policy("Allow any-user to read secret-bundles in tenancy")).status, 200);
    assert.equal(ask().allowed, true, ask().why);
  });

  it("is nothing without a policy", async () => {
    await group(RULE);
    assert.match(ask().why, /No policy names them/);
  });

  for (const [what, change, why] of [
    ["a stronger verb", { verb: "use" }, /lets them read, not use/],
    ["another resource type", { resource: "log-content" }, /is about secret-bundles, not log-content/],
    ["another compartment", { compartmentId: PROD }, /not about the compartment/],
    ["another secret", { target: { "target.secret.id": "other" } }, /condition that doesn't hold/],
    ["a request without what the condition asks about", { target: {} }, /condition that doesn't hold/],
  ] as const) {
    it(`does not reach to ${what}`, async () => {
      await grant(RULE, STATEMENT);
      assert.equal(ask(change).allowed, false);
      assert.match(ask(change).why, why);
    });
  }

  it("does not reach to what a condition can't be asked of, also where it says what something must not be", async () => {
    await grant(RULE, "Allow dynamic-group api to read secret-bundles in tenancy where target.secret.name != 'other'");
    assert.equal(ask().allowed, false);
    assert.equal(ask({ target: { "target.secret.name": "mine" } }).allowed, true);
  });

  for (const rule of [
    `instance.id = '${INSTANCE}'`,
    `Any {instance.id = 'other', instance.compartment.id = '${DEV}'}`,
    `all {instance.compartment.id = '${DEV}', tag.ops.role.value = 'api'}`,
    `tag.ops.role.value`,
    `ANY {ALL {instance.id != 'other', tag.ops.role.value}, resource.type = 'fnfunc'}`,
  ]) {
    it(`takes it in by the matching rule ${rule.replace(/ocid1\S+(?=')/g, "...")}`, async () => {
      await grant(rule, STATEMENT);
      assert.equal(ask().allowed, true, ask().why);
    });
  }

  for (const [statement, where] of [
    [`allow dynamic-group 'Default'/'api' to MANAGE secret-family in tenancy`, TENANCY_ID],
    [`Allow dynamic-group Default/api to use all-resources in compartment id ${DEV}`, TENANCY_ID],
    [`Allow dynamic-group api to read secret-bundles in compartment dev`, DEV],
    [
      `Allow any-user to read secret-bundles in tenancy where any {target.secret.id = '${SECRET}', request.operation='x'}`,
      TENANCY_ID,
    ],
    [
      `Allow dynamic-group api to read secret-bundles in tenancy where target.secret.id = /ocid1.vaultsecret.*/`,
      TENANCY_ID,
    ],
    [
      `Allow dynamic-group api to read secret-bundles in tenancy where target.secret.id in ('x', '${SECRET}')`,
      TENANCY_ID,
    ],
  ] as const) {
    it(`is allowed by: ${statement.replace(/ocid1\.\S+?(?=['\s]|$)/g, "...")}`, async () => {
      await grant(RULE, statement, where);
      assert.equal(ask().allowed, true, ask().why);
    });
  }

  it("ends when the dynamic group is deleted", async () => {
    await grant(RULE, STATEMENT);
    const listed = await world.send("GET", `/20160918/dynamicGroups?compartmentId=${TENANCY_ID}`);
    const [{ id } = { id: "" }] = listed.body as { id: string }[];
    assert.equal((await world.send("DELETE", `/20160918/dynamicGroups/${id}`)).status, 204);
    assert.equal(ask().allowed, false);
  });

  for (const [rule, why] of [
    [`ANY {instance.id = 'a'`, /character 23.*"}"/],
    [`instance.id == 'a'`, /value in quotes/],
    [`instance.id`, /must compare instance.id/],
    [`instance.name = 'a'`, /asks about instance.name/],
    [``, /its end/],
  ] as const) {
    it(`can't come from the matching rule "${rule}"`, async () => {
      const answer = await group(rule);
      assert.equal(answer.status, 400);
      assert.match((answer.body as { message: string }).message, why);
    });
  }

  for (const [statement, why] of [
    [`Permit dynamic-group api to read secrets in tenancy`, /"Allow"/],
    [`Allow dynamic-group api to write secrets in tenancy`, /verbs inspect, read, use, manage/],
    [`Allow dynamic-group api to read secretz in tenancy`, /No permissions found.*secretz/],
    [`Allow dynamic-group api to read secrets in compartment staging`, /Compartment {staging} does not exist/],
    [`Allow dynamic-group web to read secrets in tenancy`, /dynamic group that does not exist: web/],
    [`Allow dynamic-group api to read secrets in tenancy where secret.id = 'a'`, /begin with "request\."/],
    [`Allow dynamic-group api to read secrets in tenancy when hungry`, /its end.*"when hungry"/],
    [`Allow dynamic-group id ${SECRET} to read secrets in tenancy`, /OCID of a dynamicgroup/],
  ] as const) {
    it(`can't come from: ${statement.slice(0, 80)}`, async () => {
      await group(RULE);
      const answer = await policy(statement);
      assert.equal(answer.status, 400);
      assert.match((answer.body as { message: string }).message, why);
    });
  }

  it("can't be given for the tenancy by a policy in a compartment", async () => {
    await group(RULE);
    const answer = await policy(`Allow dynamic-group api to read secrets in tenancy`, DEV);
    assert.equal(answer.status, 400);
    assert.match(JSON.stringify(answer.body), /root compartment/);
  });
});
