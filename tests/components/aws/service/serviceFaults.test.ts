import assert from "node:assert/strict";
import { InvalidArguments, ownName } from "@tidegate/faults";
import { FargateService, fargateServiceFaults } from "../../../../components/aws/service/index.ts";
import type { ServiceChoice } from "../../../../components/aws/service/index.ts";
import { ARGS } from "./compliant.ts";

const paths = (change: Partial<ServiceChoice>) =>
  fargateServiceFaults({ ...ARGS, ...change }, ownName).map(({ path }) => path);

describe("a Fargate service's arguments", () => {
  it("have no fault when they are right", () => {
    assert.deepEqual(paths({}), []);
    assert.deepEqual(paths({ reached: "load-balancer", healthCheckGraceSeconds: 60, logRetentionDays: 365 }), []);
  });

  const wrong: [string, Partial<ServiceChoice>, string[]][] = [
    ["a service's name with a dot", { serviceName: "a.b" }, ["serviceName"]],
    ["a family that leaves no room for its roles' names", { family: "f".repeat(55) }, ["family"]],
    ["256 CPU units with 4096 MiB", { cpu: 256, memory: 4096 }, ["memory"]],
    ["a container's name with a space", { container: { name: "a b" } }, ["container.name"]],
    ["port 70000", { container: { name: "api", port: 70000 } }, ["port"]],
    ["a load balancer without a port", { container: { name: "api" }, reached: "load-balancer" }, ["port"]],
    ["Cloud Map without a port", { container: { name: "api" }, reached: "discovery" }, ["port"]],
    ["grace without a load balancer", { healthCheckGraceSeconds: 60, reached: "nobody" }, ["healthCheckGraceSeconds"]],
    [
      "a variable that begins with a digit",
      { container: { name: "api", environment: { "1A": "" } } },
      ["container.environment"],
    ],
    [
      "a variable that is plain and secret",
      { container: { name: "api", environment: { A: "" }, secrets: { A: "arn" } } },
      ["container.secrets"],
    ],
    ["three minutes to stop", { container: { name: "api", stopSeconds: 180 } }, ["container.stopSeconds"]],
    [
      "a health check without CMD",
      { container: { name: "api", healthCommand: ["curl"] } },
      ["container.healthCommand"],
    ],
    ["a digest that is none", { image: { kind: "pinned", digest: "latest" } }, ["image"]],
    ["a range upside down", { scaling: { kind: "cpu", min: 3, max: 2, targetPercent: 60 } }, ["max"]],
    ["10 days of log", { logRetentionDays: 10 }, ["logRetentionDays"]],
    ["no minute to become steady", { steadyMinutes: 0 }, ["steadyMinutes"]],
    ["revision 0", { taskDefinitionRevision: 0 }, ["taskDefinitionRevision"]],
    ["a deployment that may neither start nor stop a task", { maximumPercent: 100 }, ["maximumPercent"]],
  ];
  for (const [what, change, expected] of wrong) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(paths(change), expected);
    });
  }

  it("are refused all together, before anything is registered", () => {
    assert.throws(
      () => new FargateService("api", { ...ARGS, cpu: 1, serviceName: "a.b", steadyMinutes: 0 }),
      (error) => error instanceof InvalidArguments && error.faults.length === 3,
    );
  });

  it("are judged by the caller's own names", () => {
    const [fault] = fargateServiceFaults({ ...ARGS, cpu: 1 }, (key) => `quiz:api-${key}`);
    assert.equal(fault?.path, "quiz:api-cpu");
  });
});
