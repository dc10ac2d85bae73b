import assert from "node:assert/strict";
import { readConfig } from "../../../stacks/circle-of-trust/config.ts";
import { faultsOf as thrownBy } from "../../support/faults.ts";
import { describeConfigFiles } from "../configFiles.ts";
import { effectiveConfig } from "../project.ts";
import type { Environment } from "../project.ts";

type Changes = Readonly<Record<string, string>>;

const SYSTEM = "circle-of-trust";

const read = (changes: Changes = {}, environment: Environment = "dev") => {
  const values = effectiveConfig(SYSTEM, environment);
  for (const [key, value] of Object.entries(changes)) values.set(key, value);
  return readConfig((key) => values.get(key));
};

const faultsOf = (changes: Changes, environment: Environment = "dev") => thrownBy(() => read(changes, environment));

const pathsOf = (changes: Changes) => faultsOf(changes).map(({ path }) => path.replace(`${SYSTEM}:`, ""));

describe("the configuration of circle-of-trust", () => {
  it("has the required sizes in prod: API 512/1024, 2 to 10; workers 2048/4096, 0 to 20", () => {
    const { api, worker } = read({}, "prod");
    assert.deepEqual([api.cpu, api.memory], [512, 1024]);
    assert.deepEqual(api.scaling, { kind: "cpu", min: 2, max: 10, targetPercent: 70 });
    assert.deepEqual([worker.cpu, worker.memory], [2048, 4096]);
    assert.deepEqual([worker.scaling.min, worker.scaling.max], [0, 20]);
  });

  it("has endpoints and no NAT gateway by default, as is required, and floating images", () => {
    const { network, api, worker } = read();
    assert.equal(network.nat, "none");
    assert.deepEqual(network.endpoints, ["ecr.api", "ecr.dkr", "logs", "sqs", "secretsmanager"]);
    assert.deepEqual(
      [api.image, worker.image],
      [
        { kind: "floating", tag: "latest" },
        { kind: "floating", tag: "latest" },
      ],
    );
  });

  it("has nothing optional in dev but the dashboard, and in prod what the hardening list names", () => {
    const asked = (environment: Environment) =>
      Object.entries(read({}, environment).with).flatMap(([part, isAsked]) => (isAsked ? [part] : []));
    assert.deepEqual(asked("dev"), ["dashboard"]);
    assert.deepEqual(asked("prod"), ["accessLogs", "waf", "dashboard", "trail", "backups"]);
    assert.equal(read({}, "prod").protect, true);
  });

  it("keys the tables by conversation and by job, with one index from jobs to their conversation", () => {
    const { conversations, jobs } = read();
    assert.deepEqual([conversations.hashKey.name, conversations.rangeKey?.name], ["conversationId", "createdAt"]);
    assert.equal(jobs.hashKey.name, "jobId");
    assert.deepEqual(
      jobs.indexes?.map(({ indexName, hashKey }) => [indexName, hashKey.name]),
      [["by-conversation", "conversationId"]],
    );
  });

  it("has no interface endpoint while paused, and none beside a NAT gateway", () => {
    assert.deepEqual(read({ paused: "true" }).network.endpoints, []);
    for (const natGateways of ["one", "per-az"]) assert.deepEqual(read({ natGateways }).network.endpoints, []);
  });

  it("takes pinned images in prod, also ones that aren't there yet", () => {
    const { api, worker } = read({}, "prod");
    assert.deepEqual([api.image, worker.image], Array(2).fill({ kind: "pinned", digest: "" }));
  });

  const wrong: readonly [string, Changes, readonly string[]][] = [
    ["256 CPU with 4096 MB", { apiCpu: "256", apiMemory: "4096" }, ["apiMemory"]],
    ["CPU units that Fargate doesn't have", { workerCpu: "300" }, ["workerCpu"]],
    ["an API that may be nowhere", { apiMin: "0" }, ["apiMin"]],
    ["a most below the least", { apiMin: "5", apiMax: "2" }, ["apiMax"]],
    ["no worker ever", { workerMax: "0" }, ["workerMax"]],
    ["port 0", { apiPort: "0" }, ["apiPort"]],
    ["a health path without a slash", { apiHealthPath: "health" }, ["apiHealthPath"]],
    ["a tag with a space", { workerImageTag: "the latest" }, ["workerImageTag"]],
    ["a digest that is a tag", { imagePolicy: "pinned", apiImageDigest: "latest" }, ["apiImageDigest"]],
    ["an image policy that is none", { imagePolicy: "newest" }, ["imagePolicy"]],
    ["NAT of an unknown kind", { natGateways: "two" }, ["natGateways"]],
    ["an endpoint that AWS hasn't", { endpoints: '["ecr.api","mail"]' }, ["endpoints[1]"]],
    ["one availability zone", { availabilityZoneCount: "1" }, ["availabilityZoneCount"]],
    ["a VPC with host bits", { vpcCidr: "10.30.0.1/16" }, ["vpcCidr"]],
    ["jobs that last longer than SQS waits", { jobSeconds: "43201" }, ["jobSeconds"]],
    ["no try for a job", { maxReceiveCount: "0" }, ["maxReceiveCount"]],
    ["a billing that is none", { tableBilling: "prepaid" }, ["tableBilling"]],
    [
      "tables that may grow to less than they have",
      { tableBilling: "provisioned", tableMinCapacity: "9", tableMaxCapacity: "3" },
      ["tableMaxCapacity"],
    ],
    ["a metadata URL without TLS", { pingidMetadataUrl: "http://sso.example.com/saml" }, ["pingidMetadataUrl"]],
    ["Cognito without PingID's metadata", { cognito: "true", pingidMetadataUrl: "" }, ["pingidMetadataUrl"]],
    ["Cognito with a site that has no HTTPS", { cognito: "true", siteCdn: "false" }, ["cognito"]],
    ["Cognito under a name that AWS keeps for itself", { cognito: "true", prefix: "aws-circle" }, ["prefix"]],
    ["access logs of a site that S3 serves", { accessLogs: "true", siteCdn: "false" }, ["accessLogs"]],
    ["a web ACL with nothing to stand before", { waf: "true", siteCdn: "false" }, ["waf"]],
    ["following pushes of pinned images", { redeployOnPush: "true", imagePolicy: "pinned" }, ["redeployOnPush"]],
    ["a bucket's name with capitals", { siteBucket: "Site" }, ["siteBucket"]],
    ["a domain without its zone", { domainName: "circle.example.com" }, ["hostedZoneId"]],
    [
      "a domain for S3's own website",
      { domainName: "circle.example.com", hostedZoneId: "Z0123456789TIDEGATEX", siteCdn: "false" },
      ["domainName"],
    ],
    ["no request at all", { apiBurst: "0" }, ["apiBurst"]],
    ["a prefix that is too long for load balancers", { prefix: "circle-of-trust-in-development" }, ["prefix"]],
    ["a retention that CloudWatch hasn't", { logRetentionDays: "45" }, ["logRetentionDays"]],
    ["flow logs for a while that CloudWatch hasn't", { flowLogRetentionDays: "45" }, ["flowLogRetentionDays"]],
    ["a budget below nothing", { budgetUsd: "-1" }, ["budgetUsd"]],
    ["a switch that is a word", { trail: "yes" }, ["trail"]],
    ["nobody who answers for it", { owner: "" }, ["owner"]],
  ];
  for (const [what, changes, keys] of wrong) {
    it(`refuses ${what}, by its key`, () => {
      assert.deepEqual([...new Set(pathsOf(changes))], keys);
    });
  }

  it("reports all faults at once, each once, with what was given and what is accepted", () => {
    const changes = {
      apiCpu: "256",
      apiMemory: "4096",
      apiRate: "0",
      natGateways: "two",
      jobSeconds: "50000",
      siteBucket: "Site",
      waf: "true",
      cognito: "true",
      siteCdn: "false",
    };
    assert.deepEqual(pathsOf(changes).sort(), [
      "apiMemory",
      "apiRate",
      "cognito",
      "jobSeconds",
      "natGateways",
      "siteBucket",
      "waf",
    ]);
    for (const { given, accepted } of faultsOf(changes)) assert.ok(given !== undefined && accepted);
  });
});

describeConfigFiles({
  system: SYSTEM,
  read: readConfig,
  variants: [{ imagePolicy: "floating" }, { imagePolicy: "pinned" }],
  apart: ["prefix", "vpcCidr", "siteBucket"],
});
