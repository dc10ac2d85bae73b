import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { arrayOf, objectIn } from "../detection/json.ts";
import type { PreviewedResource } from "./previewed.ts";
import { terraformPlan } from "./terraform.ts";

const queue: PreviewedResource = {
  urn: "urn:queue",
  type: "aws:sqs/queue:Queue",
  name: "bench-0-jobs",
  inputs: { __defaults: [], name: "bench-0-jobs", sqsManagedSseEnabled: true, tagsAll: { Env: "dev" } },
  sources: { name: [], sqsManagedSseEnabled: [] },
};

const queuePolicy: PreviewedResource = {
  urn: "urn:policy",
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name: "bench-0-tls",
  inputs: { policy: UNKNOWN, queueUrl: UNKNOWN },
  sources: { policy: [queue.urn], queueUrl: [queue.urn, "urn:component"] },
};

const about = (given: Partial<PreviewedResource>): PreviewedResource => ({ ...queue, ...given });

const resourceIn = (plan: object, part: string, index = 0): object => {
  const [, key] = part.split(".");
  const list =
    key === undefined
      ? objectIn(plan, part)
      : objectIn(objectIn(objectIn(plan, part.split(".")[0] ?? ""), key), "resources");
  const found = arrayOf(list)[index];
  assert.ok(isRecord(found));
  return found;
};

/** The arguments of the one resource. */
const valuesOf = (resource: PreviewedResource): object =>
  objectIn(resourceIn(terraformPlan([resource]), "planned_values.root_module"), "values");

describe("the template that is equivalent to a preview", () => {
  it("has each resource under its type and name in Terraform", () => {
    const { values: _, ...head } = {
      values: 0,
      ...resourceIn(terraformPlan([about({ name: "a:b/c" })]), "planned_values.root_module"),
    };
    assert.deepEqual(head, {
      address: "aws_sqs_queue.a_b_c",
      mode: "managed",
      type: "aws_sqs_queue",
      name: "a_b_c",
      schema_version: 0,
    });
  });

  it("has each argument in snake case, and nothing of the engine's own", () => {
    assert.deepEqual(valuesOf(queue), {
      name: "bench-0-jobs",
      sqs_managed_sse_enabled: true,
      tags_all: { Env: "dev" },
    });
  });

  it("has a block for an object where there can be one, and for each of a list where there can be many", () => {
    const table = {
      attributes: [
        { name: "id", type: "S" },
        { name: "at", type: "N" },
      ],
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    };
    assert.deepEqual(valuesOf(about({ type: "aws:dynamodb/table:Table", inputs: table })), {
      attribute: table.attributes,
      point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 35 }],
    });
  });

  it("leaves the keys of a map as they are", () => {
    const inputs = { dimensions: { QueueName: "bench-0-jobs" } };
    assert.deepEqual(valuesOf(about({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", inputs })), inputs);
  });

  it("says of what isn't known yet that it isn't, also within a list", () => {
    const alarm = about({
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      inputs: { name: "age", alarmActions: ["arn", UNKNOWN] },
    });
    assert.deepEqual(objectIn(resourceIn(terraformPlan([alarm]), "resource_changes"), "change"), {
      actions: ["create"],
      before: null,
      after: { name: "age" },
      after_unknown: { alarm_actions: true },
    });
  });

  it("holds no secret, not even concealed", () => {
    const inputs = { secretStringWo: "[secret]", secretStringWoVersion: 1 };
    assert.deepEqual(valuesOf(about({ type: "aws:secretsmanager/secretVersion:SecretVersion", inputs })), {
      secret_string_wo_version: 1,
    });
  });

  it("refers to the resources that a value comes from, as far as it has them", () => {
    const plan = terraformPlan([queue, queuePolicy]);
    const references = ["aws_sqs_queue.bench-0-jobs"];
    assert.deepEqual(objectIn(resourceIn(plan, "configuration.root_module", 1), "expressions"), {
      policy: { references },
      queue_url: { references },
    });
    assert.deepEqual(objectIn(resourceIn(plan, "configuration.root_module", 0), "expressions"), {
      name: { constant_value: "bench-0-jobs" },
      sqs_managed_sse_enabled: { constant_value: true },
      tags_all: { constant_value: { Env: "dev" } },
    });
  });

  const REFUSED: readonly (readonly [string, readonly PreviewedResource[], RegExp])[] = [
    [
      "a type that isn't mapped",
      [about({ type: "aws:s3/bucket:Bucket" })],
      /bench-0-jobs: say .* aws:s3\/bucket:Bucket/,
    ],
    ["an object that is no block", [about({ inputs: { lifecycle: { days: 1 } } })], /lifecycle of bench-0-jobs/],
    ["a list of objects that are no blocks", [about({ inputs: { rules: [{ days: 1 }] } })], /rules of bench-0-jobs/],
    ["two resources of one address", [queue, about({ urn: "urn:other" })], /one address/],
    [
      "a block in a block",
      [about({ type: "aws:dynamodb/table:Table", inputs: { attributes: [{ name: { first: "id" } }] } })],
      /holds a block/,
    ],
  ];
  for (const [what, resources, expected] of REFUSED) {
    it(`refuses ${what}`, () => {
      assert.throws(() => terraformPlan(resources), expected);
    });
  }
});
