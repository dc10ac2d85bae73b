import assert from "node:assert/strict";
import { auditPolicies } from "@tidegate/policies/audit";
import { policies } from "@tidegate/policies";
import { AUDIT_ONLY, levelsOf, readExemptions } from "@tidegate/policy";
import { documentOf } from "../../../policy/all/document.ts";

describe("policies that only an audit asks", () => {
  const names = auditPolicies.map(({ name }) => name);

  it("are those that packs know by name, and none of a pack's own", () => {
    assert.deepEqual(names, [...AUDIT_ONLY]);
    assert.deepEqual(
      policies.filter(({ name }) => AUDIT_ONLY.has(name)),
      [],
    );
    assert.ok(names.every((name) => !(name in levelsOf(policies, "dev"))));
  });

  for (const name of AUDIT_ONLY) {
    it(`may be exempted in a file that a pack is given: ${name}`, () => {
      const exemption = { policy: name, resource: "*::b", reason: "It came so.", until: "2027-01-01" };
      assert.deepEqual(readExemptions([exemption], new Set(["another"])), { exemptions: [exemption], faults: [] });
    });

    it(`stand in the document in a section of their own: ${name}`, () => {
      const [before = "", behind = ""] = documentOf([], auditPolicies).split("\n## Only in `tidegate audit`\n");
      assert.deepEqual([before.includes(`### ${name}\n`), behind.includes(`\n### ${name}\n`)], [false, true]);
    });
  }

  it("say what holds and what to do, in sentences", () => {
    for (const { description, remedy, sources } of auditPolicies) {
      assert.match(description, /^[A-Z].*\.$/);
      assert.match(remedy, /^[A-Z].*\.$/);
      assert.ok(sources.length > 0);
    }
  });
});
