import assert from "node:assert/strict";
import { BackupPlan, backupPlanFaults, ownName } from "@tidegate/aws";
import type { BackupPlanArgs } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";

const TABLE = arnOf("aws:dynamodb/table:Table", "quiz-turns")!;
const ARGS: BackupPlanArgs = { planName: "quiz-prod", resourceArns: [TABLE], protect: true };
const plan = (more: Partial<BackupPlanArgs> = {}) =>
  build((options) => new BackupPlan("backup", { ...ARGS, ...more }, options));

describe("BackupPlan", () => {
  it("backs up every day into its own vault, and keeps a backup for 35 days", async () => {
    const { only } = await plan();
    assert.equal(only("Vault").inputs["name"], "quiz-prod");
    const [rule] = only("Plan").inputs["rules"] as Record<string, unknown>[];
    assert.equal(rule?.["schedule"], "cron(0 1 * * ? *)");
    assert.equal(rule?.["targetVaultName"], "quiz-prod");
    assert.deepEqual(rule?.["lifecycle"], { deleteAfter: 35 });
  });

  it("takes exactly what is named, by a role that AWS Backup alone assumes", async () => {
    const { only, all, component } = await plan();
    assert.deepEqual(only("Selection").inputs["resources"], [TABLE]);
    assert.equal(only("Selection").inputs["iamRoleArn"], await known(component.roleArn));
    assert.match(String(only("Role").inputs["assumeRolePolicy"]), /"Service":"backup\.amazonaws\.com"/);
    assert.deepEqual(
      all("RolePolicyAttachment").map(({ inputs }) => inputs["policyArn"]),
      ["Backup", "Restores"].map(
        (purpose) => `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${purpose}`,
      ),
    );
  });

  it("takes what is named only once its role may", async () => {
    const { only } = await plan();
    assert.equal([only("Selection").options.dependsOn].flat().length, 2);
  });

  it("keeps the vault with its backups where it is protected", async () => {
    const guarded = (await plan()).only("Vault");
    assert.deepEqual([guarded.inputs["forceDestroy"], guarded.options.protect], [false, true]);
    const free = (await plan({ protect: false })).only("Vault");
    assert.deepEqual([free.inputs["forceDestroy"], free.options.protect], [true, false]);
  });

  it("refuses a plan of nothing, an hour that no day has, and no days", () => {
    const paths = (more: object) => backupPlanFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path);
    assert.deepEqual(paths({}), []);
    assert.deepEqual(paths({ planName: "q", hour: 24, keepDays: 0, resourceArns: [] }), [
      "planName",
      "keepDays",
      "hour",
      "resourceArns",
    ]);
  });
});
