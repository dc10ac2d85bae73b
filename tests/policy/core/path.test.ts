import assert from "node:assert/strict";
import { pathText, readsAsName } from "@tidegate/policy";

describe("a path", () => {
  it("is written as Pulumi writes it", () => {
    assert.equal(pathText(["a", 2, "kubernetes.io/name", "b-c"]), 'a[2]["kubernetes.io/name"].b-c');
  });

  for (const [key, reads] of [
    ["userName", true],
    ["DB_PASSWORD", true],
    ["DNSName", true],
    ["ec2Instance", true],
    ["kubernetes.io/name", true],
    ["aws:cdk:path", true],
    ["orders-db-2026", true],
    ["enableNetworkAddressUsageMetrics", true],
    ["Tr0ub4dor", false],
    ["XRbVdylRUxfU", false],
    ["a1b2c3d4", false],
    ["hunter2!", false],
    ["1234567890", false],
    ["", false],
    ["...", false],
    ["a".repeat(65), false],
  ] as const) {
    it(`has a key that ${reads ? "reads" : "doesn't read"} as a name: ${key.slice(0, 20)}`, () => {
      assert.equal(readsAsName(key), reads);
    });
  }
});
