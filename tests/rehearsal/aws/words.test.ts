import assert from "node:assert/strict";
import type { Properties, Value } from "../../../rehearsal/plugins/protocol/values.ts";
import { previewed } from "./refused.ts";

/** Type, the property with a wrong value (all else is left out), and what the preview says of it. */
const WRONG: readonly (readonly [type: string, property: string, value: Value, words: RegExp])[] = [
  ["backup/selection:Selection", "iamRoleArn", "backup", /an ARN|role's ARN/],
  ["budgets/budget:Budget", "timePeriodStart", "2026-01-01", /YYYY/],
  ["budgets/budget:Budget", "timePeriodEnd", "2026-01-01", /YYYY/],
  ["budgets/budget:Budget", "notifications[0].notificationType", "NOW", /FORECASTED/],
  ["budgets/budget:Budget", "notifications[0].thresholdType", "PART", /PERCENTAGE/],
  ["cloudwatch/eventRule:EventRule", "state", "ON", /ENABLED/],
  ["cloudwatch/metricAlarm:MetricAlarm", "statistic", "Median", /Average/],
  ["cloudwatch/metricAlarm:MetricAlarm", "datapointsToAlarm", 0, /range/],
  ["cognito/identityProvider:IdentityProvider", "providerName", "_ping", /underscore/],
  ["cognito/userPool:UserPool", "mfaConfiguration", "YES", /OPTIONAL/],
  ["cognito/userPool:UserPool", "deletionProtection", "ON", /INACTIVE/],
  ["cognito/userPool:UserPool", "userPoolTier", "BIG", /ESSENTIALS/],
  ["cognito/userPool:UserPool", "passwordPolicy.temporaryPasswordValidityDays", 366, /365/],
  ["cognito/userPoolClient:UserPoolClient", "preventUserExistenceErrors", "ON", /LEGACY/],
  ["dynamodb/table:Table", "billingMode", "ON_DEMAND", /PAY_PER_REQUEST/],
  ["dynamodb/table:Table", "tableClass", "COLD", /STANDARD/],
  ["dynamodb/table:Table", "streamViewType", "ALL", /KEYS_ONLY/],
  ["dynamodb/table:Table", "globalSecondaryIndexes[0].projectionType", "SOME", /INCLUDE/],
  ["kms/key:Key", "policy", "{", /JSON/],
  ["kms/key:Key", "rotationPeriodInDays", 30, /90 - 2560/],
  ["lambda/function:Function", "memorySize", 64, /128/],
  ["lambda/function:Function", "ephemeralStorage.size", 256, /512/],
  ["lambda/function:Function", "packageType", "Tar", /Image/],
  ["lambda/function:Function", "tracingConfig.mode", "On", /Active/],
  ["lambda/permission:Permission", "action", "invoke", /lambda:InvokeFunction/],
  ["lambda/permission:Permission", "statementId", "a b", /hyphens/],
  ["lambda/permission:Permission", "functionUrlAuthType", "OPEN", /AWS_IAM/],
  ["rds/instance:Instance", "storageType", "gp9", /gp3/],
  ["rds/instance:Instance", "databaseInsightsMode", "more", /advanced/],
  ["rds/instance:Instance", "networkType", "IPV6", /DUAL/],
  ["rds/instance:Instance", "backupWindow", "3 am", /hh:mm/],
  ["rds/instance:Instance", "maintenanceWindow", "sunday", /ddd/],
  ["rds/instance:Instance", "performanceInsightsRetentionPeriod", 30, /731/],
  ["rds/parameterGroup:ParameterGroup", "parameters[0].applyMethod", "later", /pending-reboot/],
  ["s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "indexDocument.suffix", "a/b.html", /slashes/],
  [
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
    "AES",
    /AES256/,
  ],
  ["sns/topic:Topic", "signatureVersion", 3, /1 - 2/],
  ["sns/topic:Topic", "tracingConfig", "On", /PassThrough/],
  ["sqs/queue:Queue", "delaySeconds", 901, /900/],
  ["sqs/queue:Queue", "kmsDataKeyReusePeriodSeconds", 59, /60/],
  ["sqs/queue:Queue", "maxMessageSize", 1023, /1024/],
  ["sqs/queue:Queue", "deduplicationScope", "all", /messageGroup/],
  ["sqs/queue:Queue", "fifoThroughputLimit", "all", /perQueue/],
  ["ssm/parameter:Parameter", "tier", "Gold", /Advanced/],
  ["ssm/parameter:Parameter", "dataType", "ami", /aws:ec2:image/],
];

/** Type, inputs, and the fault that their combination is. */
const TOGETHER: readonly (readonly [type: string, inputs: Properties, fault: RegExp])[] = [
  ["budgets/budget:Budget", { limitAmount: "1", plannedLimits: [] }, /^limitAmount: exactly one/],
  ["cloudwatch/eventRule:EventRule", { eventPattern: "{}", state: "ENABLED", isEnabled: true }, /^state: exactly one/],
  ["cloudwatch/eventTarget:EventTarget", { input: "{}", inputPath: "$" }, /^input: exactly one/],
  [
    "cloudwatch/metricAlarm:MetricAlarm",
    { evaluationCriteria: {}, statistic: "Sum", extendedStatistic: "p9" },
    /^statistic: exactly one/,
  ],
  ["cloudwatch/metricAlarm:MetricAlarm", { metricName: "a" }, /^statistic: exactly one/],
  ["cloudwatch/metricAlarm:MetricAlarm", { metricName: "a" }, /^period: .*required with metricName/],
  ["cloudwatch/metricAlarm:MetricAlarm", {}, /^comparisonOperator: .*required/],
  ["cloudwatch/metricAlarm:MetricAlarm", {}, /^evaluationPeriods: .*required/],
  ["rds/instance:Instance", { password: "a", passwordWo: "b", snapshotIdentifier: "s" }, /^password: exactly one/],
  ["rds/instance:Instance", {}, /^engine: .*required/],
  ["rds/instance:Instance", {}, /^allocatedStorage: .*required/],
  ["rds/instance:Instance", {}, /^username: .*required/],
  ["sqs/queue:Queue", { deduplicationScope: "queue" }, /^deduplicationScope: .*isn't FIFO/],
  ["sqs/queue:Queue", { fifoThroughputLimit: "perQueue" }, /^fifoThroughputLimit: .*isn't FIFO/],
];

describe("a preview on the embedded AWS", () => {
  for (const [type, property, value, words] of WRONG) {
    it(`refuses ${JSON.stringify(value)} for ${property} of ${type}`, () => {
      const [fault] = previewed(`aws:${type}`, nested(property, value)).filter(
        (one) => one.startsWith(`${property}: `) && words.test(one),
      );
      assert.notEqual(fault, undefined, previewed(`aws:${type}`, nested(property, value)).join("\n"));
    });
  }

  for (const [type, inputs, fault] of TOGETHER) {
    it(`refuses ${JSON.stringify(inputs)} for ${type}: ${fault.source}`, () => {
      const faults = previewed(`aws:${type}`, inputs);
      assert.ok(
        faults.some((one) => fault.test(one)),
        faults.join("\n"),
      );
    });
  }
});

/** `a.b` and `a[0].b` as properties. */
function nested(path: string, value: Value): Properties {
  const [first = "", ...rest] = path.split(".");
  const inner = rest.length === 0 ? value : nested(rest.join("."), value);
  const isList = first.endsWith("[0]");
  return { [first.replace("[0]", "")]: isList ? [inner] : inner };
}
