import assert from "node:assert/strict";
import type { Policy } from "@tidegate/policy";
import { levelOf, rulesOf } from "../../../cli/audit/rules.ts";

const ABOUT = { description: "", remedy: "", sources: [], about: "stack", judge: () => [] } as const;
const tags: Policy = {
  ...ABOUT,
  name: "tags",
  levels: { dev: "advisory", prod: "mandatory" },
  config: { days: { schema: { type: "integer", minimum: 1 }, default: 30, describes: "How long." } },
};
const plain: Policy = { ...ABOUT, name: "plain", levels: { dev: "advisory", prod: "advisory" } };

async function told(given: unknown): Promise<unknown> {
  const rules = await rulesOf([tags, plain], given);
  if (!("rules" in rules)) return rules;
  return rules.rules.map((rule) => [rule.policy.name, levelOf(rule, "prod"), rule.config]);
}

describe("An audit's configuration", () => {
  const right: Record<string, [given: unknown, told: unknown]> = {
    nothing: [
      undefined,
      [
        ["tags", "mandatory", { days: 30 }],
        ["plain", "advisory", {}],
      ],
    ],
    "a level": [
      { tags: "advisory" },
      [
        ["tags", "advisory", { days: 30 }],
        ["plain", "advisory", {}],
      ],
    ],
    settings: [
      { tags: { days: 7 } },
      [
        ["tags", "mandatory", { days: 7 }],
        ["plain", "advisory", {}],
      ],
    ],
    both: [
      { tags: { days: 7, enforcementLevel: "disabled" }, all: "mandatory" },
      [
        ["tags", "disabled", { days: 7 }],
        ["plain", "mandatory", {}],
      ],
    ],
    "remediation, which an audit doesn't do": [
      { tags: "remediate" },
      [
        ["tags", "mandatory", { days: 30 }],
        ["plain", "advisory", {}],
      ],
    ],
  };
  for (const [name, [given, expected]] of Object.entries(right)) {
    it(`is read: ${name}`, async () => assert.deepEqual(await told(given), expected));
  }

  const wrong: Record<string, [given: unknown, faults: string[]]> = {
    "no object": [[], ["must be an object"]],
    "a policy that there isn't": [{ tag: "advisory" }, ["tag: there is no such policy"]],
    "a level that there isn't": [{ tags: "error" }, ["tags: must be advisory, mandatory, remediate or disabled"]],
    "neither level nor settings": [{ tags: ["advisory"] }, ["tags: must be a level or an object"]],
    "a setting that there isn't": [{ tags: { day: 1 } }, ["tags.day: there is no such setting"]],
    "a setting of another type": [{ tags: { days: 0 } }, ["tags.days: must be >= 1"]],
    "an exemption without a reason, and more": [
      { exemptions: { list: [{ policy: "tags", resource: "x", reason: "", until: "2027-01-01" }] }, all: "none" },
      ["all: must be advisory, mandatory, remediate or disabled", "exemptions.list[0].reason: must say why, in words"],
    ],
  };
  for (const [name, [given, faults]] of Object.entries(wrong)) {
    it(`is refused: ${name}`, async () => assert.deepEqual(await told(given), faults));
  }
});
