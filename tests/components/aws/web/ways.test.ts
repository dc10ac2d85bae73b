import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "@tidegate/aws";
import { Network, WebService } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { answers } from "../service/compliant.ts";
import { waysOf } from "../ways.ts";
import type { Args } from "./compliant.ts";
import { HTTPS, made, NETWORK, RIGHT } from "./compliant.ts";

const ways = async (change: Partial<Args> = {}, network: Partial<NetworkArgs> = {}) =>
  waysOf(await made(change, network), "web");

const FROM_CLIENTS = "sg-web-balancer in 0.0.0.0/0 80";
const TO_TASKS = ["sg-web-balancer out sg-web-tasks 8080", "sg-web-tasks in sg-web-balancer 8080"];
const TO_AWS = [
  "sg-net-endpoints-group in sg-web-tasks 443",
  "sg-web-tasks out sg-net-endpoints-group 443",
  "sg-web-tasks out pl-net-endpoints-s3 443",
];
const TO_INTERNET = "sg-web-tasks out 0.0.0.0/0 443";

describe("the ways of a web service", () => {
  it("lead from clients to the load balancer, from there to the tasks, from these to AWS, and nowhere else", async () => {
    assert.deepEqual(await ways(), [FROM_CLIENTS, ...TO_TASKS, ...TO_AWS].sort());
  });

  it("lead from each block of clients that was named, and from no other", async () => {
    const expected = ["sg-web-balancer in 10.0.0.0/8 80", "sg-web-balancer in 192.0.2.0/24 80", ...TO_TASKS, ...TO_AWS];
    assert.deepEqual(await ways({ ingressCidrs: ["10.0.0.0/8", "192.0.2.0/24"] }), expected.sort());
  });

  it("let clients in by HTTPS too where it is served", async () => {
    const expected = [FROM_CLIENTS, "sg-web-balancer in 0.0.0.0/0 443", ...TO_TASKS, ...TO_AWS];
    assert.deepEqual(await ways({ https: HTTPS }), expected.sort());
  });

  it("follow the container's port", async () => {
    const { all } = await made({ container: { port: 9000 } });
    assert.ok(waysOf({ all }, "web").includes("sg-web-balancer out sg-web-tasks 9000"));
    assert.equal(all("TargetGroup")[0]?.inputs["port"], 9000);
  });

  it("lead to each thing that the tasks use, opened at both ends", async () => {
    const reaches = [{ name: "postgres", securityGroupId: "sg-database", port: 5432 }];
    const expected = ["sg-web-tasks out sg-database 5432", "sg-database in sg-web-tasks 5432"];
    assert.deepEqual(await ways({ reaches }), [FROM_CLIENTS, ...TO_TASKS, ...TO_AWS, ...expected].sort());
  });

  it("lead to the internet where tasks may go there", async () => {
    assert.deepEqual(await ways({ internet: true }, { nat: "one" }), [FROM_CLIENTS, ...TO_TASKS, TO_INTERNET].sort());
  });

  it("lead to the internet from public subnets, which is the tasks' only way to ECR", async () => {
    assert.deepEqual(await ways({ placement: "public" }), [FROM_CLIENTS, ...TO_TASKS, TO_INTERNET].sort());
  });

  it("are open before the first task starts, and what the caller named is there", async () => {
    const database = "tidegate-test:index:Database";
    const { all, only, component } = await build((options) => {
      const after = [new pulumi.ComponentResource(database, "database", {}, options)];
      return new WebService("web", { ...RIGHT, after, network: new Network("net", NETWORK, options) }, options);
    }, answers());
    await known(component.service.steady);
    const waited = await Promise.all(named(only("Service").options.dependsOn));
    const rules = [...all("SecurityGroupEgressRule"), ...all("SecurityGroupIngressRule")]
      .map(({ name }) => name)
      .filter((name) => name.startsWith("web"));
    assert.deepEqual(waited.sort(), [...rules, "database", "net", "web-balancer"].sort());
  });
});

/** The names of resources that another one waits for. */
function named(dependsOn: pulumi.ResourceOptions["dependsOn"]): Promise<string>[] {
  assert.ok(Array.isArray(dependsOn));
  return dependsOn.map(async (one: unknown) => {
    assert.ok(one instanceof pulumi.Resource);
    return (await known(one.urn)).split("::").at(-1) ?? "";
  });
}
