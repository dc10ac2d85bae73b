import assert from "node:assert/strict";
import type { Properties, Value } from "../../../rehearsal/plugins/protocol/values.ts";
import { previewed } from "./refused.ts";
import { findsEach } from "./wrong-values.ts";

const ALARM = {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 1,
  namespace: "AWS/SQS",
  metricName: "NumberOfMessagesSent",
  statistic: "Sum",
  period: 60,
};

/** Inputs that are right, and values that are wrong, by their place, each with what the preview says of it. */
interface Told {
  readonly type: string;
  readonly right: Properties;
  readonly wrong: Readonly<Record<string, readonly [value: Value, words: RegExp]>>;
}

const WRONG: readonly Told[] = [
  {
    type: "backup/selection:Selection",
    right: { resources: ["*"] },
    wrong: { iamRoleArn: ["backup", /an ARN|role's ARN/] },
  },
  {
    type: "budgets/budget:Budget",
    right: { notifications: [{ subscriberEmailAddresses: ["ops@example.com"] }] },
    wrong: {
      timePeriodStart: ["2026-01-01", /YYYY/],
      timePeriodEnd: ["2026-01-01", /YYYY/],
      "notifications[0].notificationType": ["NOW", /FORECASTED/],
      "notifications[0].thresholdType": ["PART", /PERCENTAGE/],
    },
  },
  {
    type: "cloudwatch/eventRule:EventRule",
    right: { scheduleExpression: "rate(1 day)" },
    wrong: { state: ["ON", /ENABLED/] },
  },
  {
    type: "cloudwatch/metricAlarm:MetricAlarm",
    right: ALARM,
    wrong: {
      statistic: ["Median", /Average/],
      datapointsToAlarm: [0, /range/],
    },
  },
  { type: "cognito/identityProvider:IdentityProvider", right: {}, wrong: { providerName: ["_ping", /underscore/] } },
  {
    type: "cognito/userPool:UserPool",
    right: { softwareTokenMfaConfiguration: { enabled: true } },
    wrong: {
      mfaConfiguration: ["YES", /OPTIONAL/],
      deletionProtection: ["ON", /INACTIVE/],
      userPoolTier: ["BIG", /ESSENTIALS/],
      "passwordPolicy.temporaryPasswordValidityDays": [366, /365/],
    },
  },
  { type: "cognito/userPoolClient:UserPoolClient", right: {}, wrong: { preventUserExistenceErrors: ["ON", /LEGACY/] } },
  {
    type: "dynamodb/table:Table",
    right: { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" },
    wrong: {
      billingMode: ["ON_DEMAND", /PAY_PER_REQUEST/],
      tableClass: ["COLD", /STANDARD/],
      streamViewType: ["ALL", /KEYS_ONLY/],
      "globalSecondaryIndexes[0].projectionType": ["SOME", /INCLUDE/],
    },
  },
  {
    type: "kms/key:Key",
    right: {},
    wrong: {
      policy: ["{", /JSON/],
      rotationPeriodInDays: [30, /90 - 2560/],
    },
  },
  {
    type: "lambda/function:Function",
    right: { s3Bucket: "code", s3Key: "one.zip", handler: "main.handler", runtime: "nodejs22.x" },
    wrong: {
      memorySize: [64, /128/],
      "ephemeralStorage.size": [256, /512/],
      packageType: ["Tar", /Image/],
      "tracingConfig.mode": ["On", /Active/],
    },
  },
  {
    type: "lambda/permission:Permission",
    right: {},
    wrong: {
      action: ["invoke", /lambda:InvokeFunction/],
      statementId: ["a b", /hyphens/],
      functionUrlAuthType: ["OPEN", /AWS_IAM/],
    },
  },
  {
    type: "rds/instance:Instance",
    right: { engine: "postgres", allocatedStorage: 20, username: "quiz", manageMasterUserPassword: true },
    wrong: {
      storageType: ["gp9", /gp3/],
      databaseInsightsMode: ["more", /advanced/],
      networkType: ["IPV6", /DUAL/],
      backupWindow: ["3 am", /hh:mm/],
      maintenanceWindow: ["sunday", /ddd/],
      performanceInsightsRetentionPeriod: [30, /731/],
    },
  },
  {
    type: "rds/parameterGroup:ParameterGroup",
    right: {},
    wrong: { "parameters[0].applyMethod": ["later", /pending-reboot/] },
  },
  {
    type: "s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    right: { indexDocument: { suffix: "index.html" } },
    wrong: { "indexDocument.suffix": ["a/b.html", /slashes/] },
  },
  {
    type: "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    right: {},
    wrong: { "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm": ["AES", /AES256/] },
  },
  {
    type: "sns/topic:Topic",
    right: {},
    wrong: {
      signatureVersion: [3, /1 - 2/],
      tracingConfig: ["On", /PassThrough/],
    },
  },
  {
    type: "sqs/queue:Queue",
    right: { name: "jobs.fifo", fifoQueue: true },
    wrong: {
      delaySeconds: [901, /900/],
      kmsDataKeyReusePeriodSeconds: [59, /60/],
      maxMessageSize: [1023, /1024/],
      deduplicationScope: ["all", /messageGroup/],
      fifoThroughputLimit: ["all", /perQueue/],
    },
  },
  {
    type: "ssm/parameter:Parameter",
    right: { type: "String", value: "one" },
    wrong: {
      tier: ["Gold", /Advanced/],
      dataType: ["ami", /aws:ec2:image/],
    },
  },
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
  findsEach(
    WRONG.map(({ type, right, wrong }) => ({
      type: `aws:${type}`,
      right,
      wrong: mapped(wrong, ([value]) => value),
      words: mapped(wrong, ([, words]) => words),
    })),
  );

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

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, from]) => [key, to(from)]));
}
