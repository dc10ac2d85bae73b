import assert from "node:assert/strict";
import type { Properties } from "../../../rehearsal/plugins/protocol/values.ts";
import { Account, REGION } from "./account.ts";

const ask = (name: string, args: Properties = {}, region = REGION): Properties => {
  const answer = new Account().ask(`aws:index/${name}:${name}`, args, region);
  assert.ok(answer !== undefined, `${name} is known`);
  return answer;
};

describe("the functions of the account", () => {
  it("say who asks, as a role that was assumed", () => {
    const { accountId, arn } = ask("getCallerIdentity");
    assert.equal(accountId, "111122223333");
    assert.match(JSON.stringify(arn), /arn:aws:sts::111122223333:assumed-role\//);
  });

  it("say the region of the call, or of the one asked for", () => {
    assert.equal(ask("getRegion")["region"], REGION);
    assert.equal(ask("getRegion", { name: "us-east-1" })["description"], "US East (N. Virginia)");
    assert.equal(ask("getRegion", { endpoint: "ec2.eu-west-1.amazonaws.com" })["region"], "eu-west-1");
    assert.throws(() => ask("getRegion", { region: "moon-1" }), /no matching regions found/);
  });

  it("give three zones a region, with ids in the same order", () => {
    const { names, zoneIds } = ask("getAvailabilityZones", { state: "available" });
    assert.deepEqual(names, ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
    assert.deepEqual(zoneIds, ["euc1-az1", "euc1-az2", "euc1-az3"]);
    assert.deepEqual(ask("getAvailabilityZones", {}, "us-east-1")["zoneIds"], ["use1-az1", "use1-az2", "use1-az3"]);
  });

  it("leave out zones by name, id, state and filter", () => {
    const names = (args: Properties) => ask("getAvailabilityZones", args)["names"];
    const excluded = { excludeNames: ["eu-central-1a"], excludeZoneIds: ["euc1-az3"] };
    assert.deepEqual(names(excluded), ["eu-central-1b"]);
    assert.deepEqual(names({ state: "unavailable" }), []);
    assert.deepEqual(names({ filters: [{ name: "zone-name", values: ["eu-central-1c"] }] }), ["eu-central-1c"]);
    assert.deepEqual(names({ filters: [{ name: "zone-type", values: ["local-zone"] }] }), []);
  });

  it("describe one zone, and refuse none and several", () => {
    assert.equal(ask("getAvailabilityZone", { name: "eu-central-1b" })["zoneId"], "euc1-az2");
    assert.equal(ask("getAvailabilityZone", { zoneId: "euc1-az3" })["name"], "eu-central-1c");
    assert.throws(() => ask("getAvailabilityZone", { name: "eu-west-1a" }), /no matching AZ found/);
    assert.throws(() => ask("getAvailabilityZone"), /multiple AZs matched/);
  });

  it("take an ARN apart, and know the partition and a service's principal", () => {
    const { service, region, resource } = ask("getArn", { arn: "arn:aws:sqs:eu-west-1:111122223333:jobs" });
    assert.deepEqual([service, region, resource], ["sqs", "eu-west-1", "jobs"]);
    assert.throws(() => ask("getArn", { arn: "jobs" }), /arn: invalid prefix/);
    assert.equal(ask("getPartition")["partition"], "aws");
    assert.equal(ask("getServicePrincipal", { serviceName: "ecs-tasks" })["name"], "ecs-tasks.amazonaws.com");
  });
});
