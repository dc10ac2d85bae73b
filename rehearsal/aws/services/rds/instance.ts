/** @see https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { sameValue } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { checkInstance } from "./check.ts";
import { dropMasterSecret, masterSecretOf } from "./masterSecret.ts";
import { hasSnapshot, takeSnapshot } from "./snapshots.ts";
import { statusOf } from "./state.ts";
import { acceptGrowth, acceptInstance, acceptUpgrade } from "./accept.ts";
import { actualVersion, engineOf } from "./engines.ts";
import { INSTANCE } from "./types.ts";

/** World seconds until a new instance is available: minutes on AWS. */
const CREATION_SECONDS = 60;

export const instance: Kind = {
  type: INSTANCE,
  name: {
    property: "identifier",
    max: 63,
    pattern: /^[a-z](?:[a-z0-9]|-(?!-|$)){0,62}$/,
    accepted: "lower-case letters, digits and single hyphens, a letter first, no hyphen last, 63 characters at most",
  },
  // Class, storage, version, groups, backups, password and even the identifier change in place.
  replaces: [
    "!identifier",
    "availabilityZone",
    "backupTarget",
    "characterSetName",
    "customIamInstanceProfile",
    "dbName",
    "engine",
    "kmsKeyId",
    "ncharCharacterSetName",
    "restoreToPointInTime.**",
    "s3Import.**",
    "snapshotIdentifier",
    "storageEncrypted",
    "timezone",
    "username",
  ],
  sets: ["vpcSecurityGroupIds", "enabledCloudwatchLogsExports"],
  hides: ["password"],
  secretOutputs: ["password"],
  check: checkInstance,
  create({ inputs }, cloud) {
    const identifier = textAt(inputs, "identifier") ?? "";
    refuseTaken(identifier, cloud);
    acceptInstance(inputs, cloud);
    const resourceId = `db-${cloud.token(26).toUpperCase()}`;
    const host = `${cloud.token(12)}.${cloud.region}.rds.amazonaws.com`;
    const secrets = masterSecretOf(inputs, {}, cloud);
    return {
      id: resourceId,
      outputs: { resourceId, ...places(identifier, host, inputs, cloud), ...defaults(inputs), ...secrets },
      notes: { host, readyAt: cloud.now + CREATION_SECONDS * 1000 },
    };
  },
  update({ inputs, olds, resource }, cloud) {
    if (isModified(olds, inputs) && statusOf(resource, cloud) !== "available") {
      throw new AwsError("InvalidDBInstanceState", "Database instance is not in available state.");
    }
    const before = textAt(resource.outputs, "identifier") ?? "";
    const identifier = textAt(inputs, "identifier") ?? before;
    if (identifier !== before) refuseTaken(identifier, cloud);
    acceptInstance(inputs, cloud);
    acceptUpgrade(olds, inputs);
    acceptGrowth(olds, inputs);
    const secrets = masterSecretOf(inputs, resource.outputs, cloud);
    const host = textAt(resource.notes, "host") ?? "";
    return { ...places(identifier, host, inputs, cloud), ...defaults(inputs), ...secrets };
  },
  remove(resource, cloud) {
    const { inputs, outputs } = resource;
    if (inputs["deletionProtection"] === true) {
      const message = "Cannot delete protected DB Instance, please disable deletion protection and try again.";
      throw new AwsError("InvalidParameterCombination", message);
    }
    if (inputs["skipFinalSnapshot"] !== true) lastSnapshot(resource, cloud);
    dropMasterSecret(outputs, cloud);
  },
  read: (resource, cloud) => ({ outputs: { status: statusOf(resource, cloud) } }),
  settled: (resource, cloud) =>
    cloud.now >= (numberAt(resource.notes, "readyAt") ?? 0)
      ? { state: "ready" }
      : { state: "pending", status: "creating", seconds: 2400 },
};

/** By identifier. @throws AwsError DBInstanceNotFound */
export function needInstance(identifier: string | undefined, cloud: Cloud): Resource {
  const found = cloud.list(INSTANCE).find(({ outputs }) => outputs["identifier"] === identifier);
  if (found === undefined) throw new AwsError("DBInstanceNotFound", `DBInstance ${identifier ?? ""} not found.`);
  return found;
}

function refuseTaken(identifier: string, cloud: Cloud): void {
  if (!cloud.list(INSTANCE).some(({ outputs }) => outputs["identifier"] === identifier)) return;
  throw new AwsError("DBInstanceAlreadyExists", "DB instance already exists");
}

function lastSnapshot({ inputs }: Resource, cloud: Cloud): void {
  const name = textAt(inputs, "finalSnapshotIdentifier");
  if (name === undefined || name === "") {
    const message = "final_snapshot_identifier is required when skip_final_snapshot is false";
    throw new AwsError("InvalidParameterCombination", message);
  }
  if (hasSnapshot(name, cloud)) {
    const message = `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`;
    throw new AwsError("DBSnapshotAlreadyExists", message);
  }
  takeSnapshot(name, cloud);
}

/** What the provider keeps to itself or sends by another call than ModifyDBInstance, and what the world doesn't keep. */
const NOT_MODIFIED = [
  "allowMajorVersionUpgrade",
  "applyImmediately",
  "deleteAutomatedBackups",
  "finalSnapshotIdentifier",
  "password",
  "passwordWo",
  "skipFinalSnapshot",
  "tags",
  "tagsAll",
  "timeouts",
];

function isModified(olds: Properties, news: Properties): boolean {
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].some((name) => !NOT_MODIFIED.includes(name) && !sameValue(olds[name], news[name]));
}

function places(identifier: string, host: string, inputs: Properties, { region, account }: Cloud): Properties {
  const address = `${identifier}.${host}`;
  const port = numberAt(inputs, "port") ?? engineOf(textAt(inputs, "engine") ?? "")?.port ?? 5432;
  return {
    identifier,
    arn: makeArn({ service: "rds", region, account, resource: `db:${identifier}` }),
    address,
    port,
    endpoint: `${address}:${port}`,
    hostedZoneId: ZONES[region] ?? "",
    availabilityZone: textAt(inputs, "availabilityZone") ?? `${region}a`,
  };
}

/** Hosted zones of the instances' names. */
const ZONES: Readonly<Record<string, string>> = {
  "us-east-1": "Z2R2ITUGPM61AM",
  "us-east-2": "Z2XHWR1WZ565X2",
  "us-west-1": "Z10WI91S59XXQN",
  "us-west-2": "Z1PVIF0B656C1W",
  "eu-central-1": "Z1RLNUO7B9Q6NB",
  "eu-west-1": "Z29XKXDKYMONMX",
  "eu-west-2": "Z1TTGA775OQIYO",
};

function defaults(inputs: Properties): Properties {
  const name = textAt(inputs, "engine") ?? "";
  const engine = engineOf(name);
  const asked = textAt(inputs, "engineVersion");
  const engineVersionActual = (engine === undefined ? asked : actualVersion(engine, asked)) ?? "";
  return {
    engineVersion: asked ?? engineVersionActual,
    engineVersionActual,
    status: "available",
    storageType: textAt(inputs, "storageType") ?? ("iops" in inputs ? "io1" : "gp2"),
    backupRetentionPeriod: numberAt(inputs, "backupRetentionPeriod") ?? 0,
    backupWindow: textAt(inputs, "backupWindow") ?? "02:00-02:30",
    maintenanceWindow: textAt(inputs, "maintenanceWindow") ?? "sun:03:30-sun:04:00",
    caCertIdentifier: textAt(inputs, "caCertIdentifier") ?? "rds-ca-rsa2048-g1",
    dbSubnetGroupName: textAt(inputs, "dbSubnetGroupName") ?? "default",
    deleteAutomatedBackups: inputs["deleteAutomatedBackups"] ?? true,
    autoMinorVersionUpgrade: inputs["autoMinorVersionUpgrade"] ?? true,
    multiAz: inputs["multiAz"] ?? false,
    licenseModel:
      textAt(inputs, "licenseModel") ?? (name === "postgres" ? "postgresql-license" : "general-public-license"),
    networkType: textAt(inputs, "networkType") ?? "IPV4",
    listenerEndpoints: [],
    replicas: [],
  };
}
