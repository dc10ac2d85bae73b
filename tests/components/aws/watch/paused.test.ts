import assert from "node:assert/strict";
import { running } from "@tidegate/aws";

describe("a pause", () => {
  it("stops what costs by the hour and can come back", () => {
    assert.deepEqual(running(true), { tasks: false, database: "stopped", loadBalancer: false, kafka: false });
  });

  it("leaves everything running when it is over", () => {
    assert.deepEqual(running(false), { tasks: true, database: "available", loadBalancer: true, kafka: true });
  });
});
