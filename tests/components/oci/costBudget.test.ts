import assert from "node:assert/strict";
import { CostBudget, costBudgetFaults } from "@tidegate/oci";
import type { CostBudgetArgs } from "@tidegate/oci";
import { faultsOf } from "../../support/faults.ts";
import { build, known, mockId } from "./built.ts";

const ARGS: CostBudgetArgs = {
  budgetName: "tidegate-dev",
  monthlyAmount: 40,
  emails: ["ops@example.com", "lead@example.com"],
  tenancyId: "ocid1.tenancy.oc1..test",
  compartmentId: "ocid1.compartment.oc1..dev",
};
const budget = (change: Partial<CostBudgetArgs> = {}) =>
  build((options) => new CostBudget("costs", { ...ARGS, ...change }, options));

describe("CostBudget of OCI", () => {
  it("counts one compartment's costs each month, from the root compartment", async () => {
    const { only, component } = await budget();
    assert.deepEqual(only("Budget").inputs, {
      compartmentId: ARGS.tenancyId,
      displayName: "tidegate-dev",
      amount: 40,
      resetPeriod: "MONTHLY",
      targetType: "COMPARTMENT",
      targets: [ARGS.compartmentId],
    });
    assert.equal(await known(component.budgetId), mockId("Budget", "costs"));
  });

  it("tells everybody at 80 % and 100 % spent, and at 100 % expected", async () => {
    const { all } = await budget();
    const rule = (type: string, threshold: number) => ({
      budgetId: mockId("Budget", "costs"),
      displayName: `tidegate-dev-${type.toLowerCase()}-${threshold}`,
      type,
      threshold,
      thresholdType: "PERCENTAGE",
      recipients: "ops@example.com,lead@example.com",
    });
    assert.deepEqual(
      all("Rule").map(({ inputs }) => inputs),
      [rule("ACTUAL", 80), rule("ACTUAL", 100), rule("FORECAST", 100)],
    );
  });
});

/** What is changed, where the fault lies, and what the message says of it. */
const FAULTS: readonly (readonly [change: Partial<CostBudgetArgs>, path: string, accepted: RegExp])[] = [
  [{ budgetName: "1st" }, "budgetName", /not beginning with a digit/],
  [{ budgetName: "two words" }, "budgetName", /letters/],
  [{ budgetName: "x".repeat(81) }, "budgetName", /1 to 80/],
  [{ monthlyAmount: 0 }, "monthlyAmount", /1/],
  [{ monthlyAmount: 12.5 }, "monthlyAmount", /whole number/],
  [{ emails: [] }, "emails", /one mail address/],
  [{ emails: ["ops"] }, "emails[0]", /ops@example\.com/],
  [{ emails: ["a@example.com,b@example.com"] }, "emails[0]", /a mail address/],
  [{ emails: ["a@example.com", "a@example.com"] }, "emails[1]", /only once/],
];

describe("CostBudget of OCI refuses", () => {
  for (const [change, path, accepted] of FAULTS) {
    it(JSON.stringify(change), () => {
      const [fault, ...others] = faultsOf(() => new CostBudget("costs", { ...ARGS, ...change }));
      assert.equal(fault?.path, path);
      assert.match(fault.accepted, accepted);
      assert.deepEqual(others, []);
    });
  }

  it("everything at once, under the caller's names", () => {
    const faults = costBudgetFaults({ budgetName: "", monthlyAmount: -1, emails: ["x", "x"] }, (part) => `of:${part}`);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["of:budgetName", "of:monthlyAmount", "of:emails[0]", "of:emails[1]"],
    );
  });
});
