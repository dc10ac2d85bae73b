/** What a first preview doesn't know yet, because the program leaves it to the cloud, is known not to be given. */
import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import { settingsOf } from "../../../policy/core/settings.ts";
import type { Bag, JudgedResource, StackPolicy, Value } from "@tidegate/policy";
import { stateEncrypted } from "../../../policy/hardened/policies/encryption/state-encrypted.ts";
import { ociBalancerAccessLogs } from "../../../policy/hardened/policies/logs/oci-balancer-access-logs.ts";
import { queueWatched } from "../../../policy/hardened/policies/logs/queue-watched.ts";
import { endpointsWithoutNat } from "../../../policy/hardened/policies/network/endpoints-without-nat.ts";
import { given } from "./case.ts";

const BUCKET = "oci:ObjectStorage/bucket:Bucket";
const BALANCER = "oci:LoadBalancer/loadBalancer:LoadBalancer";
const LOG = "oci:Logging/log:Log";
const SERVICE = "aws:ecs/service:Service";

/** A resource of which the program gives some properties; of the others nothing is known. */
function asked(type: string, name: string, props: Bag, filledIn: readonly string[] = []): JudgedResource {
  const unknown: Bag = Object.fromEntries(filledIn.map((key): [string, Value] => [key, UNKNOWN]));
  return { ...given({ type, name, props: { ...unknown, ...props } }), given: Object.keys(props) };
}

async function found(policy: StackPolicy, resources: readonly JudgedResource[]): Promise<string[]> {
  const findings = await policy.judge(resources, settingsOf(policy, {}).config);
  return findings.map(({ urn = "", path }) => `${urn.split("::").at(-1)}: ${path}`);
}

describe("on a first preview", () => {
  it("a bucket of states whose key isn't known yet is fine, and one that is given none isn't", async () => {
    const bucket = (key: Bag) => asked(BUCKET, "state", { name: "app-state", ...key }, ["kmsKeyId"]);
    assert.deepEqual(await found(stateEncrypted, [bucket({ kmsKeyId: UNKNOWN })]), []);
    assert.deepEqual(await found(stateEncrypted, [bucket({})]), ["state: kmsKeyId"]);
  });

  it("a queue whose redrive policy isn't known yet is fine, and one that is given none isn't", async () => {
    const queue = (redrive: Bag) => asked("aws:sqs/queue:Queue", "jobs", redrive, ["url", "arn", "redrivePolicy"]);
    assert.deepEqual(await found(queueWatched, [queue({ redrivePolicy: UNKNOWN })]), []);
    assert.deepEqual(await found(queueWatched, [queue({})]), ["jobs: redrivePolicy"]);
  });

  it("a log without a source follows no load balancer", async () => {
    const balancer = asked(BALANCER, "public", {}, ["id"]);
    const access: Bag = { source: { service: "loadbalancer", category: "access", resource: UNKNOWN } };
    const own = asked(LOG, "app", { logType: "CUSTOM" }, ["configuration"]);
    assert.deepEqual(
      await found(ociBalancerAccessLogs, [balancer, own, asked(LOG, "access", { configuration: access })]),
      [],
    );
    assert.deepEqual(await found(ociBalancerAccessLogs, [balancer, own]), ["public: "]);
  });

  it("a component that tells no inputs is judged by the network that it made", async () => {
    const network = { networkConfiguration: { assignPublicIp: false }, desiredCount: 1 };
    const around = [asked("awsx:ec2:Vpc", "vpc", {}), asked(SERVICE, "api", network)];
    const vpc = asked("aws:ec2/vpc:Vpc", "vpc", {});
    const nat = asked("aws:ec2/natGateway:NatGateway", "nat", {});
    assert.equal((await found(endpointsWithoutNat, [...around, vpc])).length, 4);
    assert.deepEqual(await found(endpointsWithoutNat, [...around, vpc, nat]), []);
    assert.deepEqual(await found(endpointsWithoutNat, around), []);
  });
});
