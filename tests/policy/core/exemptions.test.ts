import assert from "node:assert/strict";
import { canConcern, exemptionFor, isInForce, readExemptions } from "@tidegate/policy";

const right = {
  policy: "closed",
  resource: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::assets",
  reason: "Public by its purpose.",
  until: "2027-03-31",
};
const POLICIES = new Set(["closed", "tagged"]);

describe("exemptions", () => {
  it("are read from a list, and none is none", () => {
    assert.deepEqual(readExemptions([right], POLICIES), { exemptions: [right], faults: [] });
    assert.deepEqual(readExemptions(undefined, POLICIES), { exemptions: [], faults: [] });
  });

  for (const [what, given, faults] of [
    ["no list", { closed: right }, ["list: must be a list"]],
    ["no reason", [{ ...right, reason: undefined }], ["list[0].reason: must say why, in words"]],
    ["a reason of one word", [{ ...right, reason: " because " }], ["list[0].reason: must say why, in words"]],
    ["no end", [right, { ...right, until: undefined }], ["list[1].until: must be a day, as in 2027-03-31"]],
    ["a day that isn't", [{ ...right, until: "2027-02-29" }], ["list[0].until: must be a day, as in 2027-03-31"]],
    ["every resource", [{ ...right, resource: "*" }], ["list[0].resource: must be a URN, or part of one with *"]],
    [
      "a policy that isn't",
      [{ ...right, policy: "clsed" }],
      ["list[0].policy: must be the name of a policy of this pack"],
    ],
    [
      "an inherited name",
      [{ ...right, policy: "toString" }],
      ["list[0].policy: must be the name of a policy of this pack"],
    ],
    ["nothing at all", [null], null],
  ] as const) {
    it(`with ${what} are refused`, () => {
      const read = readExemptions(given, POLICIES);
      if (faults === null) assert.equal(read.faults.length, 4);
      else assert.deepEqual(read.faults, faults);
      assert.equal(read.exemptions.length, Array.isArray(given) ? given.length - 1 : 0);
    });
  }

  it("are in force until the end of their last day", () => {
    assert.equal(isInForce(right, "2027-03-31"), true);
    assert.equal(isInForce(right, "2027-04-01"), false);
  });

  for (const [pattern, urn, matches] of [
    ["urn:a::b", "urn:a::b", true],
    ["urn:a::b", "urn:a::bc", false],
    ["*::b", "urn:a::b", true],
    ["*::b", "urn:a::bc", false],
    ["urn:*", "urn:a::b", true],
    ["urn:*:b", "urn::b", true],
    ["urn:*::b", "urn::b", false],
    ["urn:*:a:*b", "urn:x:a:yb", true],
    ["ab*ba", "aba", false],
    ["*a*a*", "a", false],
    ["*.*", "urn:a", false],
  ] as const) {
    it(`for ${pattern} ${matches ? "are" : "aren't"} about ${urn}`, () => {
      assert.equal(exemptionFor([{ ...right, resource: pattern }], "closed", urn) !== undefined, matches);
      assert.equal(exemptionFor([{ ...right, resource: pattern }], "tagged", urn), undefined);
    });
  }
});

describe("an exemption and a stack", () => {
  const URN = "urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev";
  for (const [resource, concerns] of [
    ["urn:pulumi:dev::project::*", true],
    ["urn:pulumi:prod::project::*", false],
    ["urn:pulumi:de::project::*", false],
    ["urn:pulumi:*::project::*", true],
    ["*::thing", true],
  ] as const) {
    it(`${concerns ? "belong" : "don't belong"} together by ${resource}`, () => {
      const exemption = { policy: "one", resource, reason: "For a test.", until: "2027-03-31" };
      assert.equal(canConcern(exemption, URN), concerns);
    });
  }
});
