import assert from "node:assert/strict";

import { readRecording } from "./recorded.ts";

const queue = {
  urn: "urn:pulumi:dev::scale::tidegate-aws:index:Queue$aws:sqs/queue:Queue::bench-0-jobs",
  custom: true,
  id: "https://sqs/bench-0-jobs",
  type: "aws:sqs/queue:Queue",
  inputs: { __defaults: ["region2"], name: "bench-0-jobs", region: "eu-central-1", region2: "made up", tagsAll: {} },
  outputs: { arn: "arn:aws:sqs:bench-0-jobs" },
  propertyDependencies: { name: ["urn:a"] },
  dependencies: ["urn:a"],
};
const others = [
  { urn: "urn:stack", custom: false, type: "pulumi:pulumi:Stack" },
  { urn: "urn:provider", custom: true, type: "pulumi:providers:aws" },
  { urn: "urn:component", custom: false, type: "tidegate-aws:index:Queue" },
];
const exported = (resources: unknown[]) => JSON.stringify({ version: 3, deployment: { resources } });

describe("a recorded unit", () => {
  it("holds the resources of a cloud, and counts components", () => {
    const { resources, components } = readRecording(exported([...others, queue]));
    assert.equal(components, 1);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["bench-0-jobs"],
    );
  });

  it("has what the program gave, and neither the provider's defaults nor what it adds", () => {
    const [recorded] = readRecording(exported([queue])).resources;
    assert.deepEqual(recorded?.inputs, { name: "bench-0-jobs" });
    assert.deepEqual(recorded?.sources, { name: ["urn:a"] });
    assert.deepEqual(recorded?.dependencies, ["urn:a"]);
    assert.deepEqual(recorded?.outputs, { arn: "arn:aws:sqs:bench-0-jobs", id: "https://sqs/bench-0-jobs" });
  });

  it("has a word for an encrypted value", () => {
    const inputs = {
      value: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:" },
    };
    assert.deepEqual(readRecording(exported([{ ...queue, inputs }])).resources[0]?.inputs, { value: "CHANGEME" });
  });

  it("refuses a state without resources", () => {
    assert.throws(() => readRecording("{}"), /holds no resources/);
  });
});
