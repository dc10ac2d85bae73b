/** Mistakes in what circle-of-trust keeps and watches: queue, tables, buckets, trail, dashboard, roles, redeployment. */
import { first, firstStatement, inJson, list, record, rewrite, set, setIn } from "../mistake.ts";
import type { Mistake } from "../mistake.ts";

const QUEUE = ["Queue", "queue"] as const;
const JOBS = ["Table", "jobs"] as const;
const CONVERSATIONS = ["Table", "conversations"] as const;

const redrivesTo = (queue: string): Mistake["change"] => rewrite("redrivePolicy", /[\w-]+-dlq/, queue);

export const DATA: readonly Mistake[] = [
  // The queue.
  {
    name: "a queue that is its own dead-letter queue",
    at: QUEUE,
    change: redrivesTo("circle-of-trust-jobs"),
    fails: "change",
    says: /InvalidParameterValue: Value .* for parameter RedrivePolicy is invalid\. Reason: A queue cannot be its own/,
  },
  {
    name: "a dead-letter queue that isn't there",
    at: QUEUE,
    change: redrivesTo("circle-of-trust-lost"),
    fails: "change",
    says: /for parameter RedrivePolicy is invalid\. Reason: Dead letter target does not exist/,
  },
  {
    name: "a FIFO queue whose name doesn't say so",
    at: ["Queue", "queue-dlq"],
    change: set({ fifoQueue: true }),
    fails: "preview",
    says: /a FIFO queue's ends with \.fifo/,
  },
  {
    name: "a queue's name with a blank",
    at: QUEUE,
    change: set({ name: "circle of trust" }),
    fails: "preview",
    says: /letters, digits, hyphens and underscores, 80 characters at most/,
  },
  {
    name: "a message hidden for 13 hours",
    at: QUEUE,
    change: set({ visibilityTimeoutSeconds: 46_800 }),
    fails: "preview",
    says: /expected visibilityTimeoutSeconds to be in the range \(0 - 43200\), got 46800/,
  },
  {
    name: "a queue's policy without a principal",
    at: ["QueuePolicy", "queue-tls"],
    change: inJson("policy", (document) => {
      const policy = record(document);
      const statements = list(policy["Statement"]).map((statement) => {
        const { Principal: _, ...rest } = record(statement);
        return rest;
      });
      return { ...policy, Statement: statements };
    }),
    fails: "change",
    says: /InvalidAttributeValue: Invalid value for the parameter Policy/,
  },
  // The tables.
  {
    name: "a key that isn't declared",
    at: JOBS,
    change: (props) => ({
      ...props,
      attributes: list(props["attributes"]).filter((one) => record(one)["name"] !== "conversationId"),
    }),
    fails: "preview",
    says: /all indexes must match a defined attribute\. Unmatched indexes: \["conversationId"\]/,
  },
  {
    name: "an attribute that no key uses",
    at: CONVERSATIONS,
    change: (props) => ({ ...props, attributes: [...list(props["attributes"]), { name: "title", type: "S" }] }),
    fails: "preview",
    says: /all attributes must be indexed\. Unused attributes: \["title"\]/,
  },
  {
    name: "a key of a type that DynamoDB doesn't have",
    at: CONVERSATIONS,
    change: first("attributes", { type: "STRING" }),
    fails: "preview",
    says: /expected attributes\[\d\]\.type to be one of \["S","N","B"\], got STRING/,
  },
  {
    name: "capacity of a table that is paid by the request",
    at: CONVERSATIONS,
    change: set({ billingMode: "PAY_PER_REQUEST" }),
    fails: "preview",
    says: /readCapacity can not be set when billing_mode is "PAY_PER_REQUEST"/,
  },
  {
    name: "an index without capacity in a provisioned table",
    at: JOBS,
    change: (props) => {
      const added = { name: "by-state", hashKey: "jobId", projectionType: "ALL" };
      return { ...props, globalSecondaryIndexes: [...list(props["globalSecondaryIndexes"]), added] };
    },
    fails: "preview",
    says: /readCapacity must be at least 1 when billing_mode is "PROVISIONED"/,
  },
  {
    name: "recovery of 90 days",
    at: CONVERSATIONS,
    change: setIn("pointInTimeRecovery", { recoveryPeriodInDays: 90 }),
    fails: "preview",
    says: /expected pointInTimeRecovery\.recoveryPeriodInDays to be in the range \(1 - 35\), got 90/,
  },
  {
    name: "another time-to-live attribute while one is in use",
    at: JOBS,
    change: setIn("ttl", { attributeName: "diesAt" }),
    fails: "change",
    says: /TimeToLive is active on a different AttributeName: current AttributeName is expiresAt/,
  },
  // Buckets and the trail.
  {
    name: "a public bucket's policy where public access is blocked",
    at: ["BucketPolicy", "site-policy"],
    change: firstStatement({ Principal: "*", Condition: {} }),
    fails: "change",
    says: /AccessDenied: .*public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access/,
  },
  {
    name: "a bucket's name in capitals",
    at: ["Bucket", "site-bucket"],
    change: set({ bucket: "Circle-Of-Trust" }),
    fails: "preview",
    says: /lower-case letters/,
  },
  {
    name: "a trail that the bucket's policy doesn't let write",
    at: ["Trail", "trail"],
    change: set({ s3KeyPrefix: "elsewhere" }),
    fails: "change",
    says: /InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: circle-of-trust-trail-\d+/,
  },
  // What watches.
  {
    name: "a dashboard's body that is no JSON",
    at: ["Dashboard", "dashboard"],
    change: set({ dashboardBody: "{" }),
    fails: "preview",
    says: /"dashboardBody" contains an invalid JSON/,
  },
  {
    name: "a dashboard with a widget of no known type",
    at: ["Dashboard", "dashboard"],
    change: inJson("dashboardBody", (document) => {
      const body = record(document);
      const [one, ...others] = list(body["widgets"]);
      return { ...body, widgets: [{ ...record(one), type: "graph" }, ...others] };
    }),
    fails: "change",
    says: /InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors/,
  },
  {
    name: "an alarm that looks every 45 seconds",
    at: ["MetricAlarm", "queue-depth"],
    change: set({ period: 45 }),
    fails: "preview",
    says: /expected period to be 10, 20, 30 or a multiple of 60, got 45/,
  },
  {
    name: "an event pattern whose value is no list",
    at: ["EventRule", "redeploy-api-rule"],
    change: inJson("eventPattern", (pattern) => ({ ...record(pattern), source: "aws.ecr" })),
    fails: "change",
    says: /InvalidEventPatternException: Event pattern is not valid\. Reason: "source" must be an object or an array/,
  },
  {
    name: "a runtime that Lambda doesn't have",
    at: ["Function", "redeploy"],
    change: set({ runtime: "nodejs99.x" }),
    fails: "preview",
    says: /expected runtime to be one of Lambda's runtimes, got nodejs99\.x/,
  },
  {
    name: "a function's role that Lambda may not assume",
    at: ["Function", "redeploy"],
    change: rewrite("role", /role\/.+$/, "role/circle-of-trust-api-task"),
    fails: "change",
    says: /InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda/,
  },
  {
    name: "backups that go before they have been cold for 90 days",
    at: ["Plan", "backups"],
    change: first("rules", { lifecycle: { coldStorageAfter: 30, deleteAfter: 60 } }),
    fails: "change",
    says: /DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays/,
  },
];
