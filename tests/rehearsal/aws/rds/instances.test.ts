import assert from "node:assert/strict";
import { KINDS } from "../../../../rehearsal/aws/services/index.ts";
import {
  DESIRED_STATE,
  INSTANCE,
  PARAMETER_GROUP,
  SUBNET_GROUP,
} from "../../../../rehearsal/aws/services/rds/types.ts";
import { SECRET } from "../../../../rehearsal/aws/services/secretsmanager/secret.ts";
import { objectsAt } from "../../../../rehearsal/aws/parts.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { arnOf, roleFor } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const DAY = 24 * 3600;

describe("databases of the embedded RDS", () => {
  let scene: NetworkScene;
  let inputs: Properties;
  beforeEach(() => {
    scene = new NetworkScene();
    const { account, inside, group } = scene;
    account.make(SUBNET_GROUP, { name: "inside", subnetIds: inside });
    account.make(PARAMETER_GROUP, {
      name: "forced-tls",
      family: "postgres16",
      parameters: [{ name: "rds.force_ssl", value: "1" }],
    });
    inputs = {
      identifier: "orders",
      engine: "postgres",
      engineVersion: "16.4",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      storageType: "gp3",
      dbName: "orders",
      username: "orders",
      manageMasterUserPassword: true,
      dbSubnetGroupName: "inside",
      parameterGroupName: "forced-tls",
      vpcSecurityGroupIds: [group.id],
      skipFinalSnapshot: true,
    };
  });

  const make = (more: Properties = {}): Resource => scene.account.make(INSTANCE, { ...inputs, ...more });

  it("have ids, addresses and a secret of RDS's own", () => {
    const { id, outputs } = make();
    assert.match(id, /^db-[0-9A-Z]{26}$/);
    assert.equal(outputs["arn"], "arn:aws:rds:eu-central-1:111122223333:db:orders");
    assert.match(textOf(outputs["endpoint"]), /^orders\.[a-z0-9]{12}\.eu-central-1\.rds\.amazonaws\.com:5432$/);
    const [own] = objectsAt(outputs, "masterUserSecrets");
    const secret = scene.account.cloud.get(SECRET, textOf(own?.["secretArn"]));
    assert.match(textOf(secret?.outputs["name"]), /^rds!db-[0-9a-f-]{36}$/);
    assert.deepEqual(secret?.notes["jsonKeys"], ["username", "password"]);
    assert.deepEqual(previewed(INSTANCE, inputs), []);
  });

  it("take a minute, and take their secret with them", () => {
    const { account } = scene;
    const database = make();
    assert.equal(account.settled(database).state, "pending");
    account.pass(60);
    assert.equal(account.settled(database).state, "ready");
    account.remove(database);
    assert.deepEqual(account.cloud.list(SECRET), []);
  });

  it("run the newest minor version of a major one", () => {
    assert.match(textOf(make({ engineVersion: "16" }).outputs["engineVersionActual"]), /^16\.\d+$/);
    const found = scene.account.ask("aws:rds/getEngineVersion:getEngineVersion", { engine: "postgres", version: "16" });
    assert.equal(found?.["parameterGroupFamily"], "postgres16");
    const odd = { engine: "postgres", version: "9" };
    const ask = () => scene.account.ask("aws:rds/getEngineVersion:getEngineVersion", odd);
    refused(ask, "InvalidParameterValue", /no matching RDS engine version/);
  });

  it("are made anew for what RDS can't change, and for nothing else", () => {
    const { replaces = [] } = KINDS.get(INSTANCE) ?? {};
    for (const name of ["engine", "username", "dbName", "storageEncrypted", "kmsKeyId", "!identifier"]) {
      assert.ok(replaces.includes(name), name);
    }
    const size = [
      "instanceClass",
      "allocatedStorage",
      "maxAllocatedStorage",
      "storageType",
      "engineVersion",
      "multiAz",
    ];
    const care = ["backupRetentionPeriod", "deletionProtection", "parameterGroupName", "dbSubnetGroupName", "password"];
    const rest = ["manageMasterUserPassword", "vpcSecurityGroupIds", "publiclyAccessible", "finalSnapshotIdentifier"];
    for (const name of [...size, ...care, ...rest]) assert.ok(!replaces.includes(name), name);
  });

  const refusals: readonly [string, () => Properties, string, RegExp][] = [
    [
      "a version that isn't there",
      () => ({ engineVersion: "16.99" }),
      "InvalidParameterCombination",
      /Cannot find version 16\.99 for postgres/,
    ],
    [
      "a class that isn't there",
      () => ({ instanceClass: "db.t2.micro" }),
      "InvalidParameterCombination",
      /db\.t2\.micro/,
    ],
    ["a user's name that is PostgreSQL's", () => ({ username: "admin" }), "InvalidParameterValue", /reserved word/],
    ["a database with a hyphen", () => ({ dbName: "my-orders" }), "InvalidParameterValue", /DBName/],
    ["too little storage", () => ({ allocatedStorage: 10 }), "InvalidParameterValue", /Invalid storage size/],
    [
      "less storage at most than at first",
      () => ({ maxAllocatedStorage: 20 }),
      "InvalidParameterCombination",
      /Max storage size/,
    ],
    [
      "throughput of its own on a small gp3",
      () => ({ storageThroughput: 250 }),
      "InvalidParameterCombination",
      /less than 400/,
    ],
    [
      "io2 without a number of operations",
      () => ({ storageType: "io2", allocatedStorage: 100, maxAllocatedStorage: 0 }),
      "InvalidParameterCombination",
      /IOPS/,
    ],
    ["a subnet group that isn't there", () => ({ dbSubnetGroupName: "no" }), "DBSubnetGroupNotFoundFault", /'no'/],
    ["a parameter group that isn't there", () => ({ parameterGroupName: "no" }), "DBParameterGroupNotFound", /no/],
    ["parameters of another version", () => ({ engineVersion: "15.7" }), "InvalidParameterCombination", /postgres15/],
    ["a security group that isn't there", () => ({ vpcSecurityGroupIds: ["sg-0"] }), "InvalidParameterValue", /sg-0/],
    [
      "a security group of another VPC",
      () => ({ vpcSecurityGroupIds: [elsewhere()] }),
      "InvalidVPCNetworkStateFault",
      /different VPCs/,
    ],
    [
      "monitoring without a role",
      () => ({ monitoringInterval: 60 }),
      "InvalidParameterCombination",
      /MonitoringRoleARN/,
    ],
    [
      "monitoring with another service's role",
      () => ({ monitoringInterval: 60, monitoringRoleArn: arnOf(roleFor(scene.account, "ec2")) }),
      "InvalidParameterValue",
      /ENHANCED_MONITORING/,
    ],
    [
      "logs of another engine",
      () => ({ enabledCloudwatchLogsExports: ["slowquery"] }),
      "InvalidParameterCombination",
      /slowquery/,
    ],
    ["a snapshot that isn't there", () => ({ snapshotIdentifier: "no" }), "DBSnapshotNotFound", /no/],
    ["a second one of an identifier", () => make().inputs, "DBInstanceAlreadyExists", /already exists/],
  ];
  const elsewhere = () => {
    const vpc = scene.account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.9.0.0/16" });
    return scene.account.make("aws:ec2/securityGroup:SecurityGroup", { vpcId: vpc.id, name: "far", description: "far" })
      .id;
  };
  for (const [what, more, code, words] of refusals) {
    it(`refuse ${what}`, () => refused(() => make(more()), code, words));
  }

  it("take monitoring with RDS's own role", () => {
    const monitoringRoleArn = arnOf(roleFor(scene.account, "monitoring.rds"));
    make({ monitoringInterval: 60, monitoringRoleArn });
  });

  const previews: readonly [string, Properties, string, RegExp][] = [
    ["a password beside a managed one", { password: "x" }, "manageMasterUserPassword", /exactly one/],
    ["no password at all", { manageMasterUserPassword: false }, "password", /required/],
    ["an engine that isn't there", { engine: "postgresql" }, "engine", /"postgres"/],
    ["backups for 36 days", { backupRetentionPeriod: 36 }, "backupRetentionPeriod", /0 - 35/],
    ["a class without its beginning", { instanceClass: "t4g.micro" }, "instanceClass", /db\.t4g\.micro/],
    ["monitoring every 7 seconds", { monitoringInterval: 7 }, "monitoringInterval", /got 7/],
    ["a final snapshot with two hyphens", { finalSnapshotIdentifier: "a--b" }, "finalSnapshotIdentifier", /hyphens/],
  ];
  for (const [what, more, property, words] of previews) {
    it(`refuse ${what} in a preview`, () => caught(INSTANCE, { ...inputs, ...more }, property, words));
  }

  it("grow, and never shrink", () => {
    const database = make({ allocatedStorage: 50 });
    const to = (allocatedStorage: number) => scene.account.change(database, { ...inputs, allocatedStorage });
    refused(() => to(40), "InvalidParameterCombination", /You can't reduce the amount of storage/);
    assert.equal(to(60).outputs["allocatedStorage"], 60);
  });

  it("go up in version, and to another major one when asked", () => {
    const { account } = scene;
    const database = make({ parameterGroupName: "default.postgres16" });
    const to = (more: Properties) =>
      account.change(database, { ...inputs, parameterGroupName: "default.postgres16", ...more });
    refused(
      () => to({ engineVersion: "16.2" }),
      "InvalidParameterCombination",
      /Cannot upgrade postgres from 16\.4 to 16\.2/,
    );
    refused(() => to({ engineVersion: "17.2" }), "InvalidParameterCombination", /AllowMajorVersionUpgrade/);
    assert.equal(to({ engineVersion: "17.2", allowMajorVersionUpgrade: true }).outputs["engineVersionActual"], "17.2");
  });

  it("keep id and secret through an update, and change their address with their identifier", () => {
    const database = make();
    const changed = scene.account.change(database, { ...inputs, identifier: "shop", instanceClass: "db.t4g.small" });
    assert.equal(changed.id, database.id);
    assert.match(textOf(changed.outputs["address"]), /^shop\./);
    assert.deepEqual(changed.outputs["masterUserSecrets"], database.outputs["masterUserSecrets"]);
  });

  it("go with a last snapshot, or not while they are protected", () => {
    const { account } = scene;
    const safe = make({ deletionProtection: true, skipFinalSnapshot: false });
    refused(() => account.remove(safe), "InvalidParameterCombination", /disable deletion protection/);
    const open = account.change(safe, { ...inputs, skipFinalSnapshot: false });
    refused(() => account.remove(open), "InvalidParameterCombination", /final_snapshot_identifier is required/);
    const last = { ...inputs, skipFinalSnapshot: false, finalSnapshotIdentifier: "orders-last" };
    account.remove(account.change(open, last));
    const again = make(last);
    refused(() => account.remove(again), "DBSnapshotAlreadyExists", /orders-last/);
    make({ identifier: "restored", snapshotIdentifier: "orders-last" });
  });

  it("stop and start as asked, are not changed while stopped, and start by themselves after a week", () => {
    const { account } = scene;
    const database = make();
    const state = account.make(DESIRED_STATE, { identifier: "orders", state: "stopped" });
    assert.equal(account.settled(state).state, "pending");
    account.pass(20);
    assert.equal(account.settled(state).state, "ready");
    assert.equal(account.look(database)?.outputs["status"], "stopped");
    const change = () => account.change(database, { ...inputs, instanceClass: "db.t4g.small" });
    refused(change, "InvalidDBInstanceState", /not in available state/);
    account.change(database, { ...inputs, tags: { Owner: "team" } });
    account.pass(7 * DAY);
    assert.equal(account.look(state)?.inputs["state"], "available");
    account.change(account.change(state, { identifier: "orders", state: "stopped" }), {
      identifier: "orders",
      state: "available",
    });
    change();
    const nowhere = () => account.make(DESIRED_STATE, { identifier: "no", state: "stopped" });
    refused(nowhere, "DBInstanceNotFound", /no not found/);
    caught(DESIRED_STATE, { identifier: "orders", state: "paused" }, "state", /stopped/);
  });
});
