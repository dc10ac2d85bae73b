import assert from "node:assert/strict";
import { readConfig } from "../../../stacks/sandbox-broker/config.ts";
import { faultsOf as thrownBy } from "../../support/faults.ts";
import { describeConfigFiles } from "../configFiles.ts";
import { effectiveConfig, ENVIRONMENTS, stackFile } from "../project.ts";
import type { Environment } from "../project.ts";

type Changes = Readonly<Record<string, string>>;

const SYSTEM = "sandbox-broker";

const read = (changes: Changes = {}, environment: Environment = "dev") => {
  const values = effectiveConfig(SYSTEM, environment);
  for (const [key, value] of Object.entries(changes)) values.set(key, value);
  return readConfig(`${SYSTEM}-${environment}`, (key) => values.get(key));
};

const faultsOf = (changes: Changes) => thrownBy(() => read(changes));

describe("the configuration of sandbox-broker", () => {
  it("has in prod the names, the region and the health path that deploy workflows use", () => {
    const { web } = read({}, "prod");
    assert.deepEqual(
      [web.clusterName, web.serviceName, web.repositoryName, web.healthPath],
      ["sandbox-broker-cluster", "sandbox-broker-api", "sandbox-broker-api", "/v1/healthz"],
    );
    for (const environment of ENVIRONMENTS) {
      assert.equal(stackFile(SYSTEM, environment)["aws:region"], "eu-central-1");
    }
  });

  it("keeps tasks in private subnets with endpoints in both environments", () => {
    for (const environment of ENVIRONMENTS) {
      const { web, network } = read({}, environment);
      assert.deepEqual([web.placement, web.internet, network.nat], ["private", false, "none"]);
      assert.deepEqual(network.endpoints, ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]);
    }
  });

  it("serves HTTPS, keeps logs and protects images in prod, and none of that in dev", () => {
    const [dev, prod] = [read(), read({}, "prod")];
    assert.deepEqual(prod.web.https, {
      domainName: "api-sandbox-broker.tidegate.example",
      zoneId: "Z0123456789TIDEGATEX",
    });
    assert.deepEqual([prod.web.accessLogs, prod.web.protect, prod.network.flowLogRetentionDays], [true, true, 90]);
    assert.equal(prod.budgetUsd, 100);
    assert.deepEqual([dev.web.https, dev.web.accessLogs, dev.web.protect], [undefined, false, false]);
    assert.deepEqual([dev.network.flowLogRetentionDays, dev.budgetUsd], [undefined, undefined]);
  });

  it("serves the newest revision unless one is named", () => {
    assert.equal(read().web.taskDefinitionRevision, undefined);
    assert.equal(read({ taskDefinitionRevision: "6" }).web.taskDefinitionRevision, 6);
  });

  it("makes no interface endpoint while paused, nor where a NAT gateway leads out", () => {
    assert.deepEqual(read({ paused: "true" }, "prod").network.endpoints, []);
    const { network, web } = read({ natGateways: "one" });
    assert.deepEqual([network.endpoints, web.internet], [[], true]);
  });

  it("names the key of a digest where the image is pinned, and of a tag where it floats", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const pinned = read({ imagePolicy: "pinned", imageDigest: digest }).web;
    assert.deepEqual([pinned.image, pinned.imageLabel], [{ kind: "pinned", digest }, "sandbox-broker:imageDigest"]);
    const floating = read().web;
    assert.deepEqual(
      [floating.image, floating.imageLabel],
      [{ kind: "floating", tag: "latest" }, "sandbox-broker:imageTag"],
    );
    assert.deepEqual(read({}, "prod").web.image, { kind: "pinned", digest: "" });
  });

  const wrong: readonly [string, Changes, readonly string[]][] = [
    ["a revision below nothing", { taskDefinitionRevision: "-1" }, ["taskDefinitionRevision"]],
    ["half a revision", { taskDefinitionRevision: "1.5" }, ["taskDefinitionRevision"]],
    ["a revision with its family", { taskDefinitionRevision: "sandbox-broker-api:6" }, ["taskDefinitionRevision"]],
    ["256 CPU with 4096 MB", { cpu: "256", memory: "4096" }, ["memory"]],
    ["CPU units that Fargate doesn't have", { cpu: "300" }, ["cpu"]],
    ["a least above the most", { minTasks: "9" }, ["maxTasks"]],
    ["more than all of the CPU", { cpuPercent: "101" }, ["cpuPercent"]],
    ["port 0", { containerPort: "0" }, ["containerPort"]],
    ["a health path without a slash", { healthPath: "v1/healthz" }, ["healthPath"]],
    ["a cluster's name with a dot", { clusterName: "sandbox.broker" }, ["clusterName"]],
    ["a service's name with a space", { serviceName: "sandbox broker" }, ["serviceName"]],
    ["a repository's name in capitals", { repositoryName: "Sandbox" }, ["repositoryName"]],
    ["a VPC with host bits", { vpcCidr: "10.50.0.1/16" }, ["vpcCidr"]],
    ["one availability zone", { availabilityZoneCount: "1" }, ["availabilityZoneCount"]],
    ["NAT of an unknown kind", { natGateways: "two" }, ["natGateways"]],
    ["an endpoint that AWS hasn't", { endpoints: '["ecr.api","mail"]' }, ["endpoints[1]"]],
    ["clients that are no block", { ingressCidrs: '["everybody"]' }, ["ingressCidrs[0]"]],
    ["an image policy that is none", { imagePolicy: "newest" }, ["imagePolicy"]],
    ["a tag with a space", { imageTag: "the latest" }, ["imageTag"]],
    ["a digest that is a tag", { imagePolicy: "pinned", imageDigest: "latest" }, ["imageDigest"]],
    ["HTTPS without a domain or zone", { enableHttps: "true" }, ["domainName", "hostedZoneId"]],
    ["a retention that CloudWatch hasn't", { logRetentionDays: "31" }, ["logRetentionDays"]],
    ["flow logs for a while that CloudWatch hasn't", { flowLogRetentionDays: "31" }, ["flowLogRetentionDays"]],
    ["an address that is none", { alarmEmails: '["ops"]' }, ["alarmEmails[0]"]],
    ["a budget below nothing", { budgetUsd: "-1" }, ["budgetUsd"]],
    ["a switch that is a number", { paused: "1" }, ["paused"]],
    ["nobody who answers for it", { owner: "" }, ["owner"]],
  ];
  for (const [what, changes, keys] of wrong) {
    it(`refuses ${what}, by its key`, () => {
      const paths = faultsOf(changes).map(({ path }) => path);
      assert.deepEqual([...new Set(paths)].sort(), keys.map((key) => `${SYSTEM}:${key}`).sort());
    });
  }

  it("reports all faults at once, each with what was given and what is accepted", () => {
    const changes = {
      taskDefinitionRevision: "-6",
      memory: "4096",
      healthPath: "healthz",
      owner: "",
      natGateways: "two",
    };
    const faults = faultsOf(changes);
    assert.deepEqual(
      faults.map(({ path, given }) => [path, given]),
      [
        ["sandbox-broker:natGateways", "two"],
        ["sandbox-broker:owner", ""],
        ["sandbox-broker:taskDefinitionRevision", -6],
        ["sandbox-broker:healthPath", "healthz"],
        ["sandbox-broker:memory", 4096],
      ],
    );
    for (const { accepted } of faults) assert.ok(accepted);
  });
});

describeConfigFiles({
  system: SYSTEM,
  read: (key) => readConfig("sandbox-broker-prod", key),
  variants: [{ imagePolicy: "floating" }, { imagePolicy: "pinned" }],
  apart: ["clusterName", "serviceName", "repositoryName", "vpcCidr"],
});
