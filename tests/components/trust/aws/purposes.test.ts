/** What a system's roles may do: every call that its stack makes, on its own; none of them on a neighbour's. */
import assert from "node:assert/strict";
import { roleNameOf } from "../../../../components/trust/aws/purposes.ts";
import { ENVIRONMENTS } from "../../../stacks/project.ts";
import type { Call } from "./calls.ts";
import { ACCOUNT, SYSTEMS, call } from "./calls.ts";
import { passes, policiesOf } from "./roles.ts";

async function wrongOnes(policies: readonly string[], calls: readonly Call[], wanted: boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of calls) {
    if ((await passes(policies, one)) !== wanted) wrong.push(`${one.action} on ${one.resource}`);
  }
  return wrong;
}

/** The calls of one environment that aren't also the other's, word for word. */
function apart(calls: readonly Call[], others: readonly Call[]): Call[] {
  const known = new Set(others.map((one) => JSON.stringify(one)));
  return calls.filter((one) => !known.has(JSON.stringify(one)));
}

/** What a StackReference asks of the bucket. */
function foundationReads(environment: string): Call[] {
  const bucket = `arn:aws:s3:::tidegate-state-${ACCOUNT}`;
  const file = `.pulumi/stacks/foundation/${environment}.json`;
  return [call("s3:GetObject", `${bucket}/${file}`), call("s3:ListBucket", bucket, { "s3:prefix": file })];
}

for (const [name, caseOf] of Object.entries(SYSTEMS)) {
  for (const environment of ENVIRONMENTS) {
    const own = caseOf(environment);
    const neighbour = caseOf(environment === "prod" ? "dev" : "prod");
    const all = (one: typeof own) => [...one.reads, ...one.writes];

    describe(`${name} ${environment}`, () => {
      it("lets a deployment make every call that its stack needs", async () => {
        assert.deepEqual(await wrongOnes(await policiesOf(own, "deploy"), all(own), true), []);
      });

      it("lets a preview read, and write nothing", async () => {
        const policies = await policiesOf(own, "preview");
        assert.deepEqual(await wrongOnes(policies, own.reads, true), []);
        assert.deepEqual(await wrongOnes(policies, own.writes, false), []);
      });

      it("lets both read the foundation's state of this environment, and no other's", async () => {
        for (const purpose of ["preview", "deploy"] as const) {
          const policies = await policiesOf(own, purpose);
          assert.deepEqual(await wrongOnes(policies, foundationReads(environment), true), []);
          assert.deepEqual(await wrongOnes(policies, foundationReads(neighbour.system.environment), false), []);
        }
      });

      it("lets neither of them make the same call on the other environment's", async () => {
        const calls = apart(all(neighbour), all(own));
        assert.equal(calls.length, all(neighbour).length, "a call says nothing of whose it is");
        assert.deepEqual(await wrongOnes(await policiesOf(own, "deploy"), calls, false), []);
        assert.deepEqual(
          await wrongOnes(await policiesOf(own, "preview"), apart(neighbour.reads, own.reads), false),
          [],
        );
      });
    });
  }

  describe(`${name} beside other systems`, () => {
    for (const [other, otherCase] of Object.entries(SYSTEMS).filter(([other]) => other !== name)) {
      it(`makes no call on what is ${other}'s`, async () => {
        const { reads, writes } = otherCase("prod");
        const own = caseOf("prod");
        assert.deepEqual(await wrongOnes(await policiesOf(own, "deploy"), [...reads, ...writes], false), []);
        assert.deepEqual(await wrongOnes(await policiesOf(own, "preview"), reads, false), []);
      });
    }
  });
}

describe("the name of a role", () => {
  it("says system, environment and purpose, and is no name that a stack gives", () => {
    assert.equal(
      roleNameOf({ project: "order-tracking", environment: "prod" }, "deploy"),
      "order-tracking-prod-deploy",
    );
    for (const caseOf of Object.values(SYSTEMS)) {
      const { system } = caseOf("prod");
      const made = system.roles.map(({ roleName }) => roleName);
      assert.ok(!made.includes(roleNameOf(system, "deploy")) && !made.includes(roleNameOf(system, "preview")));
    }
  });
});
