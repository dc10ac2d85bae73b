/**
 * What RDS refuses of an instance, against what there is.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { SECURITY_GROUP } from "../ec2/types.ts";
import { assumedBy } from "../iam/roles.ts";
import { needKey } from "../kms/key.ts";
import { actualVersion, engineOf, familyOf, isInstanceClass, majorOf } from "./engines.ts";
import { hasSnapshot } from "./snapshots.ts";
import { PARAMETER_GROUP, SUBNET_GROUP } from "./types.ts";

const invalid = (message: string) => new AwsError("InvalidParameterValue", message);
const mismatch = (message: string) => new AwsError("InvalidParameterCombination", message);

/** @throws AwsError */
export function acceptInstance(inputs: Properties, cloud: Cloud): void {
  acceptEngine(inputs, cloud);
  acceptStorage(inputs);
  acceptPlace(inputs, cloud);
  acceptMonitoring(inputs, cloud);
  const key = textAt(inputs, "kmsKeyId");
  if (key !== undefined) needKey(key, cloud);
  const snapshot = textAt(inputs, "snapshotIdentifier");
  if (snapshot !== undefined && !hasSnapshot(snapshot, cloud)) {
    throw new AwsError("DBSnapshotNotFound", `DBSnapshot not found: ${snapshot}`);
  }
}

/** Storage only grows, in the words of RDS's guide: the API's own are not known by heart. @throws AwsError */
export function acceptGrowth(olds: Properties, news: Properties): void {
  const [before, after] = [olds, news].map((one) => numberAt(one, "allocatedStorage"));
  if (before === undefined || after === undefined || after >= before) return;
  throw mismatch(
    `You can't reduce the amount of storage for a DB instance after storage has been allocated: ${before} GiB to ${after} GiB.`,
  );
}

/** A version only goes up, and to another major one only where that is asked for. @throws AwsError */
export function acceptUpgrade(olds: Properties, news: Properties): void {
  const name = textAt(news, "engine") ?? "";
  const engine = engineOf(name);
  if (engine === undefined) return;
  const [from, to] = [olds, news].map((one) => actualVersion(engine, textAt(one, "engineVersion")) ?? "");
  if (from === undefined || to === undefined || from === to) return;
  if (from.localeCompare(to, "en", { numeric: true }) > 0)
    throw mismatch(`Cannot upgrade ${name} from ${from} to ${to}`);
  if (majorOf(engine, from) !== majorOf(engine, to) && news["allowMajorVersionUpgrade"] !== true) {
    throw mismatch("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
  }
}

function acceptEngine(inputs: Properties, cloud: Cloud): void {
  const name = textAt(inputs, "engine") ?? "";
  const engine = engineOf(name);
  if (engine === undefined) return;
  const asked = textAt(inputs, "engineVersion");
  const version = actualVersion(engine, asked);
  if (version === undefined) throw mismatch(`Cannot find version ${asked ?? ""} for ${name}`);
  const size = textAt(inputs, "instanceClass") ?? "";
  if (!isInstanceClass(size)) {
    const combination = `DBInstanceClass=${size}, Engine=${name}, EngineVersion=${version}`;
    throw mismatch(`RDS does not support creating a DB instance with the following combination: ${combination}`);
  }
  const user = textAt(inputs, "username");
  if (user !== undefined && engine.reserved.includes(user.toLowerCase())) {
    throw invalid(`MasterUsername ${user} cannot be used as it is a reserved word used by the engine`);
  }
  const database = textAt(inputs, "dbName");
  if (database !== undefined && !/^[A-Za-z]\w{0,62}$/.test(database)) {
    throw invalid("DBName must begin with a letter and contain only alphanumeric characters.");
  }
  const log = textsAt(inputs, "enabledCloudwatchLogsExports").find((one) => !engine.logs.includes(one));
  if (log !== undefined) {
    throw mismatch(`You cannot use the log types '${log}' with engine version ${name} ${version}.`);
  }
  const major = majorOf(engine, version) ?? "";
  acceptParameters(textAt(inputs, "parameterGroupName"), familyOf(name, major), cloud);
}

function acceptParameters(group: string | undefined, family: string, cloud: Cloud): void {
  if (group === undefined || group.startsWith("default.")) return;
  const found = cloud.get(PARAMETER_GROUP, group);
  if (found === undefined) throw new AwsError("DBParameterGroupNotFound", `DBParameterGroup not found: ${group}`);
  const its = textAt(found.inputs, "family") ?? "";
  if (its === family) return;
  const advice = `Please use a Parameter Group with DBParameterGroupFamily ${family}`;
  throw mismatch(
    `The Parameter Group ${group} with DBParameterGroupFamily ${its} can't be used for this instance. ${advice}`,
  );
}

function acceptStorage(inputs: Properties): void {
  const [size, most] = [numberAt(inputs, "allocatedStorage"), numberAt(inputs, "maxAllocatedStorage") ?? 0];
  if (size === undefined) return;
  const name = textAt(inputs, "engine") ?? "";
  const type = textAt(inputs, "storageType") ?? ("iops" in inputs ? "io1" : "gp2");
  const smallest = type.startsWith("io") ? 100 : type === "standard" ? 5 : 20;
  if (size < smallest || size > 65_536) {
    throw invalid(`Invalid storage size for engine name ${name} and storage type ${type}: ${size}`);
  }
  if (most !== 0 && most <= size) throw mismatch("Max storage size must be greater than storage size");
  if (type.startsWith("io") && !("iops" in inputs)) {
    throw mismatch(`You must specify the IOPS parameter for storage type ${type}.`);
  }
  if (type === "gp3" && size < 400 && ("iops" in inputs || "storageThroughput" in inputs)) {
    const what = `engine ${name} and a storage size less than 400`;
    throw mismatch(`You can't specify IOPS or storage throughput for ${what}.`);
  }
}

function acceptPlace(inputs: Properties, cloud: Cloud): void {
  const name = textAt(inputs, "dbSubnetGroupName");
  const group = name === undefined || name === "default" ? undefined : cloud.get(SUBNET_GROUP, name);
  if (name !== undefined && name !== "default" && group === undefined) {
    throw new AwsError("DBSubnetGroupNotFoundFault", `DB subnet group '${name}' does not exist.`);
  }
  for (const id of textsAt(inputs, "vpcSecurityGroupIds")) {
    const found = cloud.get(SECURITY_GROUP, id);
    if (found === undefined) throw invalid(`Invalid security group , groupId= ${id}, groupName=`);
    const [theirs, ours] = [found.outputs["vpcId"], group?.outputs["vpcId"]];
    if (group === undefined || theirs === ours || typeof theirs !== "string" || typeof ours !== "string") continue;
    const where = `The DB instance is in ${ours} and the EC2 security group is in ${theirs}`;
    const message = `The DB instance and EC2 security group are in different VPCs. ${where}`;
    throw new AwsError("InvalidVPCNetworkStateFault", message);
  }
}

function acceptMonitoring(inputs: Properties, cloud: Cloud): void {
  const role = textAt(inputs, "monitoringRoleArn");
  if ((numberAt(inputs, "monitoringInterval") ?? 0) === 0) return;
  if (role === undefined || role === "") {
    const when = "if you specify a MonitoringInterval value other than 0.";
    throw mismatch(`A MonitoringRoleARN value is required ${when}`);
  }
  if (assumedBy(role, cloud).includes("monitoring.rds.amazonaws.com")) return;
  const why = "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING";
  throw invalid(why);
}
