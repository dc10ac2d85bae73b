import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import { reportOf } from "./commands.ts";
import { withFaults } from "./faults.ts";
import { resourcesIn } from "./previewed.ts";
import { TERRAFORM_TYPES } from "./terraform-types.ts";

const stateOf = (type: string, given: object = {}): object => ({
  op: "create",
  newState: { urn: `urn:pulumi:dev::scale::${type}::a`, custom: true, type, inputs: { name: "a" }, ...given },
});

const previewOf = (...steps: object[]): string => JSON.stringify({ steps });

describe("what a preview would make", () => {
  it("is the clouds' resources, with what isn't known yet and where it comes from", () => {
    const queue = stateOf("aws:sqs/queue:Queue", {
      inputs: { name: "a", redrivePolicy: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      propertyDependencies: { name: [], redrivePolicy: ["urn:other"] },
    });
    const others = [
      stateOf("pulumi:pulumi:Stack", { custom: false }),
      stateOf("pulumi:providers:aws"),
      stateOf("tidegate-aws:index:Queue", { custom: false }),
      { op: "delete" },
    ];
    assert.deepEqual(resourcesIn(previewOf(...others, queue)), [
      {
        urn: "urn:pulumi:dev::scale::aws:sqs/queue:Queue::a",
        type: "aws:sqs/queue:Queue",
        name: "a",
        inputs: { name: "a", redrivePolicy: UNKNOWN },
        sources: { name: [], redrivePolicy: ["urn:other"] },
      },
    ]);
  });

  it("is refused where it is nothing", () => {
    assert.throws(() => resourcesIn(previewOf(stateOf("pulumi:providers:aws"))), /no resource/);
    assert.throws(() => resourcesIn("[]"), /no resource/);
  });
});

describe("a preview with faults", () => {
  const types = Object.keys(TERRAFORM_TYPES);

  it("has one in each resource of some types, and is as it was otherwise", () => {
    const { preview, count } = withFaults(previewOf(...types.map((type) => stateOf(type))));
    const changed = resourcesIn(preview).filter(({ inputs }) => Object.keys(inputs).length > 1);
    assert.equal(changed.length, count);
    assert.ok(count >= 5);
    assert.deepEqual(changed.find(({ type }) => type === "aws:kms/key:Key")?.inputs, {
      name: "a",
      enableKeyRotation: false,
    });
  });

  it("can't be made of one without such resources", () => {
    assert.throws(() => withFaults(previewOf(stateOf("aws:sqs/queue:Queue"))), /no aws:/);
  });
});

describe("Checkov's report", () => {
  const report = {
    summary: { failed: 1, parsing_errors: 0, resource_count: 2 },
    results: {
      passed_checks: [{ check_id: "CKV_AWS_7" }, { check_id: "CKV_AWS_27" }],
      failed_checks: [{ check_id: "CKV_AWS_27" }],
    },
  };

  it("tells of findings, and of each rule that was asked once", () => {
    assert.deepEqual(reportOf(JSON.stringify(report), 2), { findings: 1, rules: new Set(["CKV_AWS_7", "CKV_AWS_27"]) });
  });

  it("counts only where it is about the whole template", () => {
    assert.throws(() => reportOf(JSON.stringify(report), 3), /read 2 of the template's 3/);
    const unread = { ...report, summary: { ...report.summary, parsing_errors: 1 } };
    assert.throws(() => reportOf(JSON.stringify(unread), 2), /Checkov read/);
    assert.throws(() => reportOf(JSON.stringify({ failed: 0, passed: 0 }), 2), /no object as summary/);
  });
});
