import assert from "node:assert/strict";
import { sameDatabase } from "../../../../components/aws/data/sameDatabase.ts";
import { Postgres, ownName, postgresFaults } from "@tidegate/aws";
import type { PostgresArgs } from "@tidegate/aws";
import { build, known } from "../built.ts";

const ARGS: PostgresArgs = {
  identifier: "orders-dev",
  databaseName: "orders",
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  storageGb: 20,
  maxStorageGb: 100,
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupId: "sg-1",
  backupDays: 7,
  multiAz: false,
  protect: false,
  paused: false,
};
const postgres = (more: Partial<PostgresArgs> = {}) =>
  build((options) => new Postgres("db", { ...ARGS, ...more }, options));
const instance = async (more: Partial<PostgresArgs> = {}) => (await postgres(more)).only("Instance");

describe("Postgres", () => {
  it("lets AWS make and keep the password: the program has none to give", async () => {
    const { inputs } = await instance();
    assert.equal(inputs["manageMasterUserPassword"], true);
    assert.equal(inputs["password"], undefined);
    assert.equal(inputs["passwordWo"], undefined);
  });

  it("is private, encrypted and behind its security group alone", async () => {
    const { inputs } = await instance();
    assert.equal(inputs["publiclyAccessible"], false);
    assert.equal(inputs["storageEncrypted"], true);
    assert.deepEqual(inputs["vpcSecurityGroupIds"], ["sg-1"]);
    assert.equal(inputs["dbSubnetGroupName"], "orders-dev");
  });

  it("takes TLS alone, and logs slow queries", async () => {
    const { only } = await postgres();
    const { inputs } = only("ParameterGroup");
    assert.equal(inputs["family"], "postgres17");
    assert.deepEqual(inputs["parameters"], [
      { name: "rds.force_ssl", value: "1" },
      { name: "log_min_duration_statement", value: "1000" },
    ]);
  });

  it("has a parameter group for each major version, so that an upgrade finds both", async () => {
    const name = async (engineVersion: string) =>
      (await postgres({ engineVersion })).only("ParameterGroup").inputs["name"];
    assert.equal(await name("16.9"), "orders-dev-postgres16");
    assert.equal(await name("17"), "orders-dev-postgres17");
  });

  it("follows minor versions where only the major is named", async () => {
    assert.equal((await instance()).inputs["autoMinorVersionUpgrade"], true);
    assert.equal((await instance({ engineVersion: "17.6" })).inputs["autoMinorVersionUpgrade"], false);
  });

  it("can't be deleted while it is protected, and leaves a snapshot when it is deleted", async () => {
    const { inputs, options } = await instance({ protect: true });
    assert.equal(inputs["deletionProtection"], true);
    assert.equal(options.protect, true);
    assert.equal(inputs["skipFinalSnapshot"], false);
    assert.equal(inputs["finalSnapshotIdentifier"], "orders-dev-final");
    assert.equal(inputs["deleteAutomatedBackups"], false);
  });

  it("goes without a trace where it isn't protected, unless a snapshot is asked for", async () => {
    const free = await instance();
    assert.equal(free.inputs["deletionProtection"], false);
    assert.equal(free.inputs["skipFinalSnapshot"], true);
    assert.equal(free.inputs["finalSnapshotIdentifier"], undefined);
    const parting = await instance({ finalSnapshot: true });
    assert.equal(parting.inputs["deletionProtection"], false);
    assert.equal(parting.inputs["finalSnapshotIdentifier"], "orders-dev-final");
  });

  it("is stopped by a pause, and nothing else about it changes", async () => {
    const [running, paused] = [await postgres(), await postgres({ paused: true })];
    assert.equal(running.only("InstanceDesiredState").inputs["state"], "available");
    assert.equal(paused.only("InstanceDesiredState").inputs["state"], "stopped");
    assert.deepEqual(paused.only("Instance").inputs, running.only("Instance").inputs);
    assert.equal(paused.resources.length, running.resources.length);
  });

  it("has log groups that end, before RDS makes its own", async () => {
    const { all, only } = await postgres({ logRetentionDays: 7 });
    assert.deepEqual(
      all("LogGroup").map(({ inputs }) => [inputs["name"], inputs["retentionInDays"]]),
      [
        ["/aws/rds/instance/orders-dev/postgresql", 7],
        ["/aws/rds/instance/orders-dev/upgrade", 7],
      ],
    );
    assert.deepEqual(only("Instance").inputs["enabledCloudwatchLogsExports"], ["postgresql", "upgrade"]);
    assert.deepEqual([only("Instance").options.dependsOn].flat().length, 2);
  });

  it("is monitored by a role of its own when asked", async () => {
    const plain = await postgres();
    assert.deepEqual(plain.all("Role"), []);
    assert.equal(plain.only("Instance").inputs["monitoringInterval"], undefined);
    const watched = await postgres({ monitoring: { intervalSeconds: 60 } });
    assert.match(String(watched.only("Role").inputs["assumeRolePolicy"]), /monitoring\.rds\.amazonaws\.com/);
    assert.equal(watched.only("Instance").inputs["monitoringInterval"], 60);
    assert.equal(
      watched.only("Instance").inputs["monitoringRoleArn"],
      "arn:aws:iam::111122223333:role/orders-dev-rds-mon",
    );
  });

  it("tells where it is, and where its password lies", async () => {
    const { component } = await postgres();
    assert.match(await known(component.host), /^orders-dev\..*\.rds\.amazonaws\.com$/);
    assert.equal(await known(component.port), 5432);
    assert.equal(await known(component.databaseName), "orders");
    assert.match(await known(component.masterSecretArn), /^arn:aws:secretsmanager:/);
    assert.equal(await known(component.identifier), "orders-dev");
  });

  it("never replaces the instance for another name of its database, and refuses one that it wasn't made with", async () => {
    const { only, component } = await postgres({ databaseName: "orders" });
    assert.deepEqual(only("Instance").options.ignoreChanges, ["dbName"]);
    assert.equal(await known(component.databaseName), "orders");
    const args = { identifier: "orders-dev", databaseName: "returns", databaseLabel: "shop:databaseName" };
    assert.equal(sameDatabase(args, "returns"), "returns");
    assert.throws(
      () => sameDatabase(args, "orders"),
      /shop:databaseName: given "returns"; accepted: "orders", the database that orders-dev was made with/,
    );
  });
});

describe("a database's arguments", () => {
  const CASES: [string, Partial<PostgresArgs>, string[]][] = [
    ["as they are", {}, []],
    ["a name with two hyphens in a row", { identifier: "orders--dev" }, ["identifier"]],
    ["a name that leaves no room for its children", { identifier: "o".repeat(57) }, ["identifier"]],
    ["PostgreSQL's own database", { databaseName: "postgres" }, ["databaseName"]],
    ["a database with a hyphen", { databaseName: "order-tracking" }, ["databaseName"]],
    ["a version that AWS no longer starts", { engineVersion: "11" }, ["engineVersion"]],
    ["a class that isn't RDS's", { instanceClass: "t4g.micro" }, ["instanceClass"]],
    ["too small a disk", { storageGb: 10 }, ["storageGb"]],
    ["a disk that can grow by less than a tenth", { maxStorageGb: 21 }, ["maxStorageGb"]],
    ["no backups", { backupDays: 0 }, ["backupDays"]],
    ["days that CloudWatch doesn't know", { logRetentionDays: 31 }, ["logRetentionDays"]],
    ["an interval that RDS doesn't know", { monitoring: { intervalSeconds: 20 } }, ["monitoring.intervalSeconds"]],
    ["several at once", { databaseName: "", backupDays: 36 }, ["databaseName", "backupDays"]],
  ];
  for (const [title, more, paths] of CASES) {
    it(title, () => {
      assert.deepEqual(
        postgresFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path),
        paths,
      );
    });
  }
});
