/** Budgets and their rules, by the official SDK's client. */
import assert from "node:assert/strict";
import { BudgetClient, models, requests } from "oci-budget";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { COMPARTMENTS, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { refused } from "../objectstorage/fixture.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const [dev = "", prod = ""] = COMPARTMENTS.map(({ id }) => id);
const BUDGET: models.CreateBudgetDetails = {
  compartmentId: TENANCY_ID,
  displayName: "tidegate-dev",
  amount: 40,
  resetPeriod: models.ResetPeriod.Monthly,
  targetType: models.TargetType.Compartment,
  targets: [dev],
};
const RULE: models.CreateAlertRuleDetails = {
  displayName: "spent",
  type: models.AlertType.Actual,
  threshold: 80,
  thresholdType: models.ThresholdType.Percentage,
  recipients: "ops@example.com,lead@example.com",
};
type Change<T> = Partial<Record<keyof T, unknown>>;
/** A change for a title: OCIDs are long, and all alike. */
const named = (change: object) => JSON.stringify(change).replace(/ocid1\.(\w+)\.[\w.-]+/g, "<$1>");

describe("budgets", () => {
  let world: TestWorld;
  let client: BudgetClient;
  let budgetId: string;
  beforeEach(async () => {
    world = await openWorld();
    client = new BudgetClient({ authenticationDetailsProvider: world.provider });
    client.endpoint = world.endpoint;
    budgetId = (await create()).budget.id;
  });
  afterEach(() => world.close());

  const create = (change: Change<models.CreateBudgetDetails> = {}) =>
    client.createBudget({ createBudgetDetails: { ...BUDGET, ...change } as models.CreateBudgetDetails });
  const rule = (change: Change<models.CreateAlertRuleDetails> = {}) =>
    client.createAlertRule({
      budgetId,
      createAlertRuleDetails: { ...RULE, ...change } as models.CreateAlertRuleDetails,
    });

  it("keep what they were made with, and count their rules", async () => {
    await rule();
    const { budget } = await client.getBudget({ budgetId });
    const { amount, resetPeriod, targetType, targets, targetCompartmentId, lifecycleState, alertRuleCount } = budget;
    assert.deepEqual(
      { amount, resetPeriod, targetType, targets, targetCompartmentId, lifecycleState, alertRuleCount },
      {
        amount: 40,
        resetPeriod: "MONTHLY",
        targetType: "COMPARTMENT",
        targets: [dev],
        targetCompartmentId: dev,
        lifecycleState: "ACTIVE",
        alertRuleCount: 1,
      },
    );
    assert.match(budgetId, /^ocid1\.budget\./);
  });

  it("change in place, under the next version", async () => {
    const updateBudgetDetails = { amount: 50, description: "more" };
    const { budget } = await client.updateBudget({ budgetId, updateBudgetDetails });
    assert.deepEqual([budget.amount, budget.description, budget.version], [50, "more", 2]);
    const stale = client.updateBudget({ budgetId, updateBudgetDetails, ifMatch: "stale" });
    await refused(stale, 412, "NoEtagMatch");
  });

  it("are listed by target type, those on compartments where none is asked for", async () => {
    await create({ displayName: "tagged", targetType: "TAG", targets: ["costs.system.trivia-pay"] });
    const names = async (targetType?: requests.ListBudgetsRequest.TargetType) => {
      const { items } = await client.listBudgets({ compartmentId: TENANCY_ID, ...(targetType && { targetType }) });
      return items.map(({ displayName }) => displayName).toSorted();
    };
    assert.deepEqual(await names(), ["tidegate-dev"]);
    assert.deepEqual(await names(requests.ListBudgetsRequest.TargetType.Tag), ["tagged"]);
    assert.deepEqual(await names(requests.ListBudgetsRequest.TargetType.All), ["tagged", "tidegate-dev"]);
  });

  it("go, and their rules with them", async () => {
    const { id: alertRuleId } = (await rule()).alertRule;
    await client.deleteBudget({ budgetId });
    await refused(client.getBudget({ budgetId }), 404, "NotAuthorizedOrNotFound");
    await refused(client.getAlertRule({ budgetId, alertRuleId }), 404, "NotAuthorizedOrNotFound");
    assert.deepEqual(world.runtime.world.collections["alertRules"], {});
    // The compartment may have another now.
    await create();
  });

  const other = { displayName: "other", targets: [prod] };
  /** What is changed in a right budget, and how it is refused. */
  const wrong: readonly (readonly [Change<models.CreateBudgetDetails>, status: number, code: string])[] = [
    [{ ...other, displayName: "tidegate-dev" }, 409, "NotAuthorizedOrResourceAlreadyExists"],
    [{ ...other, targets: [dev] }, 409, "Conflict"],
    [{ ...other, displayName: "1st" }, 400, "InvalidParameter"],
    [{ ...other, displayName: "two words" }, 400, "InvalidParameter"],
    [{ ...other, amount: 0 }, 400, "InvalidParameter"],
    [{ ...other, amount: 1.5 }, 400, "InvalidParameter"],
    [{ ...other, resetPeriod: "DAILY" }, 400, "InvalidParameter"],
    [{ ...other, targets: [] }, 400, "MissingParameter"],
    [{ ...other, targetType: undefined }, 400, "MissingParameter"],
    [{ ...other, targets: [prod, TENANCY_ID] }, 400, "InvalidParameter"],
    [{ ...other, targetCompartmentId: prod }, 400, "InvalidParameter"],
    [{ ...other, targets: [makeOcid("compartment", "", "none")] }, 404, "NotAuthorizedOrNotFound"],
    [{ ...other, targetType: "TAG", targets: ["costs"] }, 400, "InvalidParameter"],
    [{ ...other, processingPeriodType: "SINGLE_USE" }, 400, "MissingParameter"],
    [{ ...other, budgetProcessingPeriodStartOffset: 32 }, 400, "InvalidParameter"],
    [{ ...other, compartmentId: makeOcid("compartment", "", "none") }, 404, "NotAuthorizedOrNotFound"],
  ];
  for (const [change, status, code] of wrong) {
    it(`refuse ${named(change)}`, () => refused(create(change), status, code));
  }

  describe("rules", () => {
    it("keep what they were made with, change and go", async () => {
      const { id: alertRuleId, ...made } = (await rule({ message: "Look" })).alertRule;
      assert.deepEqual(
        [made.budgetId, made.type, made.threshold, made.thresholdType, made.recipients, made.message],
        [budgetId, "ACTUAL", 80, "PERCENTAGE", RULE.recipients, "Look"],
      );
      const updateAlertRuleDetails = { threshold: 90, recipients: "ops@example.com" };
      await client.updateAlertRule({ budgetId, alertRuleId, updateAlertRuleDetails });
      const { items } = await client.listAlertRules({ budgetId });
      assert.deepEqual(
        items.map(({ threshold, recipients, version }) => ({ threshold, recipients, version })),
        [{ threshold: 90, recipients: "ops@example.com", version: 2 }],
      );
      await client.deleteAlertRule({ budgetId, alertRuleId });
      await refused(client.getAlertRule({ budgetId, alertRuleId }), 404, "NotAuthorizedOrNotFound");
    });

    it("are none of another budget's", async () => {
      const { id: alertRuleId } = (await rule()).alertRule;
      const { id } = (await create(other)).budget;
      await refused(client.getAlertRule({ budgetId: id, alertRuleId }), 404, "NotAuthorizedOrNotFound");
    });

    /** What is changed in a right rule. */
    const wrongRules: readonly Change<models.CreateAlertRuleDetails>[] = [
      { threshold: 0 },
      { threshold: 80.125 },
      { threshold: 10_001 },
      { threshold: 1e12, thresholdType: "ABSOLUTE" },
      { type: "GUESSED" },
      { thresholdType: "RATIO" },
      { recipients: "ops" },
      { recipients: "ops@example.com;lead" },
      { displayName: "80-percent" },
    ];
    for (const change of wrongRules) {
      it(`refuse ${JSON.stringify(change)}`, () => refused(rule(change), 400, "InvalidParameter"));
    }

    it("refuse a name twice, and a change to what a new one refuses", async () => {
      const { id: alertRuleId } = (await rule()).alertRule;
      await refused(rule(), 409, "NotAuthorizedOrResourceAlreadyExists");
      const updateAlertRuleDetails = { threshold: 0 };
      await refused(client.updateAlertRule({ budgetId, alertRuleId, updateAlertRuleDetails }), 400, "InvalidParameter");
    });
  });
});
