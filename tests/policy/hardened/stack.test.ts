import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import { Candidates } from "../../../policy/hardened/policies/stack.ts";
import { given } from "./case.ts";

const one = given({ name: "one", type: "t", props: { arn: "arn:one", name: "shared" } });
const two = given({ name: "two", type: "t", props: { name: "shared" } });
const later = given({ name: "later", type: "t", props: { arn: UNKNOWN } });

describe("a reference", () => {
  const all = new Candidates([one, two, later], ["arn", "name"]);

  it("means the resource that has it", () => {
    assert.deepEqual(all.meant("arn:one"), [one]);
    assert.deepEqual(all.meant("shared"), [one, two]);
  });

  it("that nothing has may mean what has no name yet", () => {
    assert.deepEqual(all.meant("arn:other"), [later]);
  });

  it("that isn't known may mean any, and one that isn't given means none", () => {
    assert.deepEqual(all.meant(UNKNOWN), [one, two, later]);
    assert.deepEqual(all.meant(undefined), []);
  });

  it("surely means a resource only where it can mean no other", () => {
    assert.deepEqual([...all.surely(["shared", UNKNOWN, undefined])], []);
    assert.deepEqual([...all.surely(["arn:one", "arn:one", "arn:other"])], [one, later]);
  });

  it("that isn't known leaves no resource out", () => {
    assert.deepEqual(all.meantByNone([UNKNOWN]), []);
    assert.deepEqual(all.meantByNone(["arn:one"]), [two, later]);
    assert.deepEqual(all.meantByNone([]), [one, two, later]);
  });
});
