import assert from "node:assert/strict";
import { isAnybodys } from "@tidegate/policy/documents";

describe("blocks of addresses", () => {
  for (const [block, expected] of [
    ["0.0.0.0/0", true],
    ["203.0.113.7/0", true],
    [" 0.0.0.0/0 ", true],
    ["0.0.0.0/00", true],
    ["0.0.0.0/1", true],
    ["128.0.0.0/1", true],
    ["64.0.0.0/7", true],
    ["10.0.0.0/8", false],
    ["203.0.113.0/24", false],
    ["203.0.113.7/32", false],
    ["203.0.113.7", false],
    ["::/0", true],
    ["0:0:0:0:0:0:0:0/0", true],
    ["2000::/3", true],
    ["2001:db8::/31", true],
    ["2001:db8::/32", false],
    ["fc00::/7", false],
    ["FD00::/8", false],
    ["fe80::/10", false],
    ["fec0::/10", true],
    ["f::/16", true],
    ["sg-0a1b", false],
    ["pl-0a1b/x", false],
    ["ocid1.vcn.oc1..a", false],
    ["", false],
    ["/", false],
  ] as const) {
    it(`"${block}" ${expected ? "may be anybody's" : "isn't everybody's"}`, () => {
      assert.equal(isAnybodys(block), expected);
    });
  }
});
