import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag } from "@tidegate/policy";
import { requiredTags } from "../../../policy/hardened/policies/account/required-tags.ts";
import { given } from "./case.ts";

const KEYS = ["Project", "Env", "Owner"];
const VALUES = { Project: "${project}", Env: "${stack}", Owner: "team-shop" };

function remediated(
  props: Bag,
  values: Readonly<Record<string, string>>,
  type = "oci:Kms/vault:Vault",
): Bag | undefined {
  return requiredTags.remediate?.(given({ name: "it", type, props }), { keys: KEYS, values });
}

describe("required-tags sets right", () => {
  it("what is missing and has a value, and keeps what is there", () => {
    assert.deepEqual(remediated({ freeformTags: { Owner: "someone", Tier: "1" } }, VALUES), {
      freeformTags: { Owner: "someone", Tier: "1", Project: "shop", Env: "prod" },
    });
  });

  it("a resource without any tags", () => {
    assert.deepEqual(remediated({}, VALUES), {
      freeformTags: { Project: "shop", Env: "prod", Owner: "team-shop" },
    });
  });

  it("nothing that has no value", () => {
    assert.equal(remediated({}, {}), undefined);
    assert.deepEqual(remediated({}, { Owner: "team-shop" }), { freeformTags: { Owner: "team-shop" } });
  });

  it("nothing where nothing is missing", () => {
    assert.equal(remediated({ freeformTags: { Project: "a", Env: "b", Owner: "c" } }, VALUES), undefined);
  });

  it("no tags that a preview doesn't know, wholly or in part", () => {
    assert.equal(remediated({ freeformTags: UNKNOWN }, VALUES), undefined);
    assert.equal(remediated({ freeformTags: { Shelf: UNKNOWN } }, VALUES), undefined);
  });

  it("no provider: its default tags are the program's", () => {
    assert.equal(remediated({}, VALUES, "pulumi:providers:aws"), undefined);
  });

  it("so that its judgement finds nothing more", () => {
    const set = remediated({}, VALUES) ?? {};
    const resource = given({ name: "it", type: "oci:Kms/vault:Vault", props: set });
    assert.deepEqual(requiredTags.judge(resource, { keys: KEYS, values: VALUES }), []);
  });
});
