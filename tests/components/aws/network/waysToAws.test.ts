import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { waysToAws } from "@tidegate/aws";
import type { WaysArgs } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { waysOf } from "../ways.ts";

/** Private tasks in a network with interface endpoints. */
const RIGHT: WaysArgs = {
  network: {
    s3PrefixListId: pulumi.output("pl-s3"),
    dynamodbPrefixListId: pulumi.output("pl-dynamodb"),
    endpointSecurityGroupId: pulumi.output("sg-endpoints"),
  },
  securityGroupId: "sg-tasks",
  internet: false,
  dynamodb: false,
};
const made = (change: Partial<WaysArgs> = {}) =>
  build((options) => waysToAws("tasks", { ...RIGHT, ...change }, options));
const ways = async (change: Partial<WaysArgs> = {}) => waysOf(await made(change), "tasks");

const TO_ENDPOINTS = ["sg-endpoints in sg-tasks 443", "sg-tasks out sg-endpoints 443"];
const TO_S3 = "sg-tasks out pl-s3 443";

describe("waysToAws", () => {
  it("leads to the interface endpoints, opened at both ends, and to S3, where image layers are", async () => {
    assert.deepEqual(await ways(), [...TO_ENDPOINTS, TO_S3].sort());
  });

  it("leads to DynamoDB where it is used", async () => {
    const all = [...TO_ENDPOINTS, TO_S3, "sg-tasks out pl-dynamodb 443"].sort();
    assert.deepEqual(await ways({ dynamodb: true }), all);
  });

  it("leads to S3 alone in a network without interface endpoints", async () => {
    const network = { ...RIGHT.network, endpointSecurityGroupId: undefined };
    assert.deepEqual(await ways({ network }), [TO_S3]);
  });

  it("leads by the internet, and by no other way, where tasks may go there", async () => {
    assert.deepEqual(await ways({ internet: true, dynamodb: true }), ["sg-tasks out 0.0.0.0/0 443"]);
  });

  it("speaks TCP, and says what each rule is for", async () => {
    const { resources } = await made({ dynamodb: true });
    const told = resources.map(({ name, inputs }) => [name, inputs["ipProtocol"], inputs["description"]]);
    assert.deepEqual(told, [
      ["tasks-to-s3-out", "tcp", "Tasks to S3, where image layers are"],
      ["tasks-to-dynamodb-out", "tcp", "Tasks to DynamoDB"],
      ["tasks-to-endpoints-out", "tcp", "Tasks to services of AWS"],
      ["tasks-to-endpoints-in", "tcp", "Tasks to services of AWS"],
    ]);
  });

  it("gives every rule back, for a service to wait for", async () => {
    const { component, resources } = await made({ dynamodb: true });
    const urns = await Promise.all(component.map(({ urn }) => known(urn)));
    assert.deepEqual(
      urns.map((urn) => urn.split("::").at(-1)),
      resources.map(({ name }) => name),
    );
  });
});
