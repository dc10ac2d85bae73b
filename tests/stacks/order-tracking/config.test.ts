import assert from "node:assert/strict";
import { readConfig } from "../../../stacks/order-tracking/config.ts";
import { faultsOf as thrownBy } from "../../support/faults.ts";
import { describeConfigFiles } from "../configFiles.ts";
import { effectiveConfig, ENVIRONMENTS } from "../project.ts";
import type { Environment } from "../project.ts";

type Changes = Readonly<Record<string, string>>;

const SYSTEM = "order-tracking";

const read = (changes: Changes = {}, environment: Environment = "dev") => {
  const values = effectiveConfig(SYSTEM, environment);
  for (const [key, value] of Object.entries(changes)) values.set(key, value);
  return readConfig(`${SYSTEM}-${environment}`, (key) => values.get(key));
};

const faultsOf = (changes: Changes, environment: Environment = "dev") => thrownBy(() => read(changes, environment));

describe("the configuration of order-tracking", () => {
  it("is as is required in dev: public subnets and addresses, a small database, plain HTTP", () => {
    const { network, web, database, kafka } = read();
    assert.deepEqual(
      [web.placement, web.internet, web.https, web.healthPath],
      ["public", true, undefined, "/actuator/health"],
    );
    assert.deepEqual([network.nat, network.endpoints], ["none", []]);
    assert.deepEqual([database.instanceClass, database.multiAz, database.protect], ["db.t4g.micro", false, false]);
    assert.deepEqual(kafka, { topics: ["order-events"], groups: ["order-tracking"], createTopics: true });
  });

  it("is hardened in prod: private subnets with endpoints, HTTPS, pinned image, logs, backups, protection", () => {
    const { network, web, database, budgetUsd } = read({}, "prod");
    assert.deepEqual([web.placement, web.internet, web.image.kind], ["private", false, "pinned"]);
    assert.deepEqual([network.nat, network.endpoints], ["none", ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]]);
    assert.equal(network.flowLogRetentionDays, 90);
    assert.deepEqual(web.https, { domainName: "orders.tidegate.example", zoneId: "Z0123456789TIDEGATEX" });
    assert.deepEqual([web.accessLogs, web.protect], [true, true]);
    assert.deepEqual([database.multiAz, database.protect, database.backupDays], [true, true, 35]);
    assert.equal(budgetUsd, 300);
  });

  for (const environment of ENVIRONMENTS) {
    it(`names everything after the project and the environment in ${environment}`, () => {
      const { network, web, database } = read({}, environment);
      const name = `${SYSTEM}-${environment}`;
      const names = [
        network.prefix,
        web.prefix,
        web.clusterName,
        web.serviceName,
        web.repositoryName,
        database.identifier,
      ];
      assert.deepEqual([...new Set(names)], [name]);
    });
  }

  it("makes no Kafka cluster and no interface endpoint while paused, and stops the database", () => {
    const { network, web, database, kafka } = read({ paused: "true" }, "prod");
    assert.deepEqual([network.endpoints, web.paused, database.paused, kafka], [[], true, true, undefined]);
  });

  it("needs no endpoint where a NAT gateway leads out", () => {
    const { network } = read({ natGateways: "one", externalApis: "true" }, "prod");
    assert.deepEqual([network.nat, network.endpoints], ["one", []]);
  });

  it("serves the domain itself where there is no subdomain", () => {
    assert.equal(read({ subdomain: "" }, "prod").web.https?.domainName, "tidegate.example");
  });

  it("has no budget where it is 0", () => {
    assert.equal(read({ budgetUsd: "0" }).budgetUsd, undefined);
  });

  const wrong: readonly [string, Changes, readonly string[]][] = [
    ["256 CPU with 4096 MB", { cpu: "256", memory: "4096" }, ["memory"]],
    ["CPU units that Fargate doesn't have", { cpu: "300" }, ["cpu"]],
    ["a CPU that is no number", { cpu: "half" }, ["cpu"]],
    ["a least above the most", { minTasks: "9" }, ["maxTasks"]],
    ["port 0", { containerPort: "0" }, ["containerPort"]],
    ["a health path without a slash", { healthPath: "health" }, ["healthPath"]],
    ["a VPC with host bits", { vpcCidr: "10.40.0.1/16" }, ["vpcCidr"]],
    ["a VPC that is too small", { vpcCidr: "10.40.0.0/24" }, ["vpcCidr"]],
    ["one availability zone", { availabilityZoneCount: "1" }, ["availabilityZoneCount"]],
    ["NAT of an unknown kind", { natGateways: "two" }, ["natGateways"]],
    ["an endpoint that AWS hasn't", { endpoints: '["ecr.api","mail"]' }, ["endpoints[1]"]],
    ["clients that are no block", { ingressCidrs: '["everybody"]' }, ["ingressCidrs[0]"]],
    ["tasks that are nowhere", { placement: "cellar" }, ["placement"]],
    ["private tasks that should reach the world without NAT", { placement: "private" }, ["externalApis"]],
    ["an image policy that is none", { imagePolicy: "newest" }, ["imagePolicy"]],
    ["a tag with a space", { imageTag: "the latest" }, ["imageTag"]],
    ["a digest that is a tag", { imagePolicy: "pinned", imageDigest: "latest" }, ["imageDigest"]],
    ["public tasks without the internet", { externalApis: "false" }, ["externalApis"]],
    ["HTTPS without a domain or zone", { enableHttps: "true" }, ["domainName", "hostedZoneId"]],
    [
      "HTTPS under a name that is none",
      {
        enableHttps: "true",
        domainName: "tidegate.example",
        hostedZoneId: "Z0123456789TIDEGATEX",
        subdomain: "my orders",
      },
      ["subdomain"],
    ],
    ["HTTPS without a zone", { enableHttps: "true", domainName: "tidegate.example" }, ["hostedZoneId"]],
    ["a database that is too small", { databaseStorageGb: "5" }, ["databaseStorageGb"]],
    ["a database that may grow to less than it has", { databaseMaxStorageGb: "10" }, ["databaseMaxStorageGb"]],
    ["a version that is a word", { databaseVersion: "newest" }, ["databaseVersion"]],
    ["an instance class without db.", { databaseClass: "t4g.micro" }, ["databaseClass"]],
    ["a database's name with a hyphen", { databaseName: "the-orders" }, ["databaseName"]],
    ["no backups", { backupDays: "0" }, ["backupDays"]],
    ["a topic that is a wildcard", { kafkaTopics: '["order-*"]' }, ["kafkaTopics[0]"]],
    ["no topic", { kafkaTopics: "[]" }, ["kafkaTopics"]],
    ["a group that is a wildcard", { kafkaGroups: '["*"]' }, ["kafkaGroups[0]"]],
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
      cpu: "256",
      memory: "4096",
      placement: "cellar",
      backupDays: "36",
      kafkaTopics: '["*"]',
      owner: "",
    };
    assert.deepEqual(
      faultsOf(changes).map(({ path, given }) => [path, given]),
      [
        ["order-tracking:placement", "cellar"],
        ["order-tracking:owner", ""],
        ["order-tracking:memory", 4096],
        ["order-tracking:backupDays", 36],
        ["order-tracking:kafkaTopics[0]", "*"],
      ],
    );
    for (const { accepted } of faultsOf(changes)) assert.ok(accepted);
  });
});

describeConfigFiles({
  system: SYSTEM,
  read: (key) => readConfig("order-tracking-prod", key),
  variants: [{ imagePolicy: "floating" }, { imagePolicy: "pinned" }],
  apart: ["vpcCidr"],
});
