import assert from "node:assert/strict";
import { cidrFaults, isFullCidr, prefixLength } from "@tidegate/faults";

describe("an IPv4 CIDR block", () => {
  for (const block of ["0.0.0.0/0", "10.0.0.0/8", "10.20.0.0/16", "192.0.2.1/32"]) {
    it(`is ${block}`, () => assert.equal(isFullCidr(block), true));
  }

  const NONE: Readonly<Record<string, string>> = {
    "10.20.0.1/16": "with host bits",
    "10.20.0.0": "without a length",
    "10.20.0.0/33": "longer than an address",
    "10.20/16": "with numbers left out",
    "010.20.0.0/16": "with a number that could be octal",
    "2001:db8::/32": "of IPv6",
    everybody: "in a word",
    "": "of nothing",
  };
  for (const [text, why] of Object.entries(NONE)) {
    it(`isn't one ${why}: ${text}`, () => assert.equal(isFullCidr(text), false));
  }

  it("has a prefix's length", () => assert.equal(prefixLength("10.20.0.0/16"), 16));

  it("has to be as wide and as narrow as is accepted, both included", () => {
    const widths = ["10.0.0.0/15", "10.0.0.0/16", "10.0.0.0/22", "10.0.0.0/23"];
    assert.deepEqual(
      widths.map((block) => cidrFaults("cidr", block, 16, 22).length),
      [1, 0, 0, 1],
    );
    const accepted = "an IPv4 CIDR block without host bits, as in 10.20.0.0/16, /16 to /22";
    assert.deepEqual(cidrFaults("cidr", "10.0.0.0/8", 16, 22), [{ path: "cidr", given: "10.0.0.0/8", accepted }]);
  });
});
