import assert from "node:assert/strict";
import { PLAN, SELECTION } from "../../../../rehearsal/aws/services/backup/selection.ts";
import { VAULT } from "../../../../rehearsal/aws/services/backup/vault.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { arnOf, roleFor } from "../policies.ts";
import { caught, refused } from "../refused.ts";

const RULE = {
  ruleName: "daily",
  targetVaultName: "safe",
  schedule: "cron(0 3 * * ? *)",
  lifecycle: { deleteAfter: 35 },
};

describe("the embedded AWS Backup", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
    account.make(VAULT, { name: "safe" });
  });

  const make = (...rules: Properties[]) => account.make(PLAN, { name: "daily", rules });

  it("has vaults, plans and selections", () => {
    const plan = make(RULE);
    assert.match(plan.id, /^[0-9a-f-]{36}$/);
    const iamRoleArn = arnOf(roleFor(account, "backup"));
    const selection = account.make(SELECTION, {
      name: "data",
      planId: plan.id,
      iamRoleArn,
      resources: ["arn:aws:rds:::db"],
    });
    refused(() => account.remove(plan), "InvalidRequestException", /selections must be deleted prior/);
    account.remove(selection);
    account.remove(plan);
    refused(() => account.make(VAULT, { name: "safe" }), "AlreadyExistsException", /same name/);
  });

  it("keeps a vault that holds recovery points, but by force", () => {
    const vault = account.make(VAULT, { name: "full" });
    account.cloud.put({ ...vault, notes: { recoveryPoints: 3 } });
    refused(() => account.remove(vault), "InvalidRequestException", /contains recovery points/);
    account.remove(account.change(vault, { name: "full", forceDestroy: true }));
  });

  const broken: readonly [string, Properties, RegExp][] = [
    ["a vault that isn't there", { targetVaultName: "no" }, /vault no does not exist/],
    ["a schedule that is none", { schedule: "daily" }, /schedule expression : daily/],
    ["a window of half an hour", { startWindow: 30 }, /start window/],
    ["an end before the window is over", { startWindow: 120, completionWindow: 150 }, /completion window/],
    [
      "a deletion 30 days after the move to the cold",
      { lifecycle: { coldStorageAfter: 30, deleteAfter: 60 } },
      /less than 90 days/,
    ],
    ["a continuous backup over 60 days", { enableContinuousBackup: true, lifecycle: { deleteAfter: 60 } }, /1 to 35/],
  ];
  for (const [what, more, words] of broken) {
    it(`refuses ${what}`, () => refused(() => make({ ...RULE, ...more }), "InvalidParameterValueException", words));
  }

  it("refuses two rules of one name", () => {
    refused(() => make(RULE, RULE), "InvalidParameterValueException", /unique/);
  });

  it("refuses a selection of nothing, without a plan, or with another service's role", () => {
    const planId = make(RULE).id;
    const iamRoleArn = arnOf(roleFor(account, "rds"));
    caught(SELECTION, { planId, iamRoleArn }, "resources", /must be specified/);
    const select = (plan: string) => account.make(SELECTION, { name: "s", planId: plan, iamRoleArn, resources: ["*"] });
    refused(() => select("no"), "ResourceNotFoundException", /plan with ID no/);
    refused(() => select(planId), "InvalidParameterValueException", /cannot be assumed by AWS Backup/);
  });
});
