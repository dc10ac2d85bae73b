/** @see https://www.pulumi.com/registry/packages/aws/api-docs/backup/plan/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import { isSchedule } from "../events/eventRule.ts";
import { PLAN, SELECTION } from "./selection.ts";
import { VAULT } from "./vault.ts";

export const plan: Kind = {
  type: PLAN,
  name: {
    property: "name",
    max: 50,
    pattern: /^[\w.-]{1,50}$/,
    accepted: "letters, digits, .-_, 50 characters at most",
  },
  sets: ["rules", "advancedBackupSettings"],
  create({ inputs }, cloud) {
    accept(inputs, cloud);
    const id = cloud.uuid();
    const { region, account } = cloud;
    const arn = makeArn({ service: "backup", region, account, resource: `backup-plan:${id}` });
    return { id, outputs: { arn, ...computed(inputs, cloud) } };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return computed(inputs, cloud);
  },
  remove({ id }, cloud) {
    if (!cloud.list(SELECTION).some(({ inputs }) => inputs["planId"] === id)) return;
    const message = "Related backup plan selections must be deleted prior to backup plan deletion";
    throw new AwsError("InvalidRequestException", message);
  },
};

/** Minutes. */
const WINDOWS = { startWindow: 60, completionWindow: 180 };

function computed(inputs: Properties, cloud: Cloud): Properties {
  return {
    version: Buffer.from(cloud.hex(24)).toString("base64url"),
    rules: objectsAt(inputs, "rules").map((rule) => ({ ...WINDOWS, enableContinuousBackup: false, ...rule })),
  };
}

/** @throws AwsError InvalidParameterValueException */
function accept(inputs: Properties, cloud: Cloud): void {
  const rules = objectsAt(inputs, "rules");
  const names = rules.map((rule) => textAt(rule, "ruleName") ?? "");
  const fault =
    new Set(names).size < names.length
      ? "rule names must be unique"
      : rules.map((rule) => ruleFault(rule, cloud)).find((one) => one !== undefined);
  if (fault === undefined) return;
  throw new AwsError("InvalidParameterValueException", `Error in some rules due to : ${fault}`);
}

function ruleFault(rule: Properties, cloud: Cloud): string | undefined {
  const vault = textAt(rule, "targetVaultName") ?? "";
  if (cloud.get(VAULT, vault) === undefined) return `Backup vault ${vault} does not exist`;
  const schedule = textAt(rule, "schedule");
  if (schedule !== undefined && !isSchedule(schedule)) return `Invalid schedule expression : ${schedule}`;
  const [start, end] = [numberAt(rule, "startWindow") ?? 60, numberAt(rule, "completionWindow") ?? 180];
  if (start < 60) return "Invalid start window. It must be at least 60 minutes";
  if (end < start + 60) return "Invalid completion window. It must be at least 60 minutes longer than the start window";
  const lifecycle = objectAt(rule, "lifecycle");
  const [cold, gone] = [numberAt(lifecycle, "coldStorageAfter") ?? 0, numberAt(lifecycle, "deleteAfter") ?? 0];
  if (cold > 0 && gone > 0 && gone < cold + 90) {
    return "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays";
  }
  if (rule["enableContinuousBackup"] === true && (gone < 1 || gone > 35)) {
    return "Invalid lifecycle. Continuous backups are kept 1 to 35 days";
  }
  return undefined;
}
