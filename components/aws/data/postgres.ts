import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { InstanceDesiredState } from "@pulumi/aws/rds/instanceDesiredState.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { ownName, refuse } from "@tidegate/faults";
import { ServiceRole } from "../iam/serviceRole.ts";
import { running } from "../watch/paused.ts";
import { DATABASE_LOG_DAYS, DATABASE_USER, PERFORMANCE_DAYS, SLOW_QUERY_MS } from "./defaults.ts";
import { postgresFaults } from "./postgresFaults.ts";
import { sameDatabase } from "./sameDatabase.ts";

export interface PostgresArgs {
  /** The instance's name, 56 characters at most: `order-tracking-dev`. The children's names begin with it. */
  readonly identifier: string;
  /** The database that is there from the beginning. Another name would be another instance, so a change is refused. */
  readonly databaseName: string;
  /** The name by which the caller knows it, for messages: a configuration key. Default: `databaseName`. */
  readonly databaseLabel?: string;
  /** `17`: AWS puts in minor versions by itself. `17.6`: it doesn't. A new major takes the instance down while it upgrades. */
  readonly engineVersion: string;
  /** For instance `db.t4g.micro`. A change restarts the database. */
  readonly instanceClass: string;
  /** Size of the disk at the beginning, in GiB, 20 or more. It can grow and never shrink. */
  readonly storageGb: number;
  /** How far AWS may grow it by itself, in GiB: at least a tenth more. Default: it doesn't. */
  readonly maxStorageGb?: number;
  /** Subnets in two zones or more, of one network. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The security group that says who reaches port 5432. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Days that automatic backups, and with them recovery to any second, reach back. 1 to 35. */
  readonly backupDays: number;
  /** A standby in another zone. Twice the price. */
  readonly multiAz: boolean;
  /** Whether AWS and Pulumi both refuse to delete the database. */
  readonly protect: boolean;
  /** Whether a snapshot is taken when the database is deleted. Default: what `protect` is; keep it on to part with a protected one. */
  readonly finalSnapshot?: boolean;
  /**
   * Whether the instance is stopped: its storage is paid, its hours are not. AWS starts it again after 7 days, which a
   * refresh shows, and the next `up` stops it again. A stopped instance takes no changes: end the pause first.
   */
  readonly paused: boolean;
  /** Enhanced monitoring of the operating system, every 1, 5, 10, 15, 30 or 60 seconds. Default: none. */
  readonly monitoring?: { readonly intervalSeconds: number };
  /** Days that the log groups keep entries. Default: 30. */
  readonly logRetentionDays?: number;
}

/**
 * PostgreSQL on RDS: private, encrypted, TLS alone, backed up, slow queries logged. AWS makes the first user's password,
 * keeps it in Secrets Manager and turns it; no program, plan or state ever holds it.
 *
 * Changes are made at once rather than in the maintenance window, so that an `up` that has ended has done them.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export class Postgres extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly databaseName: pulumi.Output<string>;
  /** The secret with `username` and `password`. A task reads one of them as `<arn>:password::`. */
  readonly masterSecretArn: pulumi.Output<string>;
  readonly identifier: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, postgresFaults(args, ownName));
    super("tidegate-aws:index:Postgres", name, {}, opts);

    const logGroups = this.logGroups(name, args);
    const instance = this.instance(name, args, logGroups);
    new InstanceDesiredState(
      `${name}-state`,
      { identifier: instance.identifier, state: running(args.paused).database },
      { parent: this },
    );

    this.host = instance.address;
    this.port = instance.port;
    this.databaseName = instance.dbName.apply((made) => sameDatabase(args, made));
    this.masterSecretArn = instance.masterUserSecrets.apply((secrets) => secretOf(args.identifier, secrets));
    this.identifier = instance.identifier;
    this.arn = instance.arn;
    this.registerOutputs({ host: this.host, port: this.port, masterSecretArn: this.masterSecretArn, arn: this.arn });
  }

  /** RDS would make its log groups itself, and keep every entry forever. */
  private logGroups(name: string, args: PostgresArgs): LogGroup[] {
    return LOGS.map(
      (log) =>
        new LogGroup(
          `${name}-${log}-log`,
          {
            name: `/aws/rds/instance/${args.identifier}/${log}`,
            retentionInDays: args.logRetentionDays ?? DATABASE_LOG_DAYS,
          },
          { parent: this },
        ),
    );
  }

  private instance(name: string, args: PostgresArgs, logGroups: LogGroup[]): Instance {
    const { identifier, engineVersion } = args;
    const finalSnapshot = args.finalSnapshot ?? args.protect;
    return new Instance(
      name,
      {
        identifier,
        engine: "postgres",
        engineVersion,
        autoMinorVersionUpgrade: !engineVersion.includes("."),
        allowMajorVersionUpgrade: true,
        instanceClass: args.instanceClass,
        dbName: args.databaseName,
        username: DATABASE_USER,
        manageMasterUserPassword: true,
        allocatedStorage: args.storageGb,
        ...(args.maxStorageGb !== undefined && { maxAllocatedStorage: args.maxStorageGb }),
        storageType: "gp3",
        storageEncrypted: true,
        dbSubnetGroupName: this.subnets(name, args).name,
        parameterGroupName: this.parameters(name, args).name,
        vpcSecurityGroupIds: [args.securityGroupId],
        publiclyAccessible: false,
        multiAz: args.multiAz,
        backupRetentionPeriod: args.backupDays,
        backupWindow: "03:00-04:00",
        maintenanceWindow: "sun:04:30-sun:05:30",
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !finalSnapshot,
        deletionProtection: args.protect,
        skipFinalSnapshot: !finalSnapshot,
        ...(finalSnapshot && { finalSnapshotIdentifier: `${identifier}-final` }),
        enabledCloudwatchLogsExports: [...LOGS],
        performanceInsightsEnabled: true,
        performanceInsightsRetentionPeriod: PERFORMANCE_DAYS,
        ...this.monitoring(name, args),
        applyImmediately: true,
      },
      // Another name is refused below, rather than the instance replaced.
      { parent: this, protect: args.protect, dependsOn: logGroups, ignoreChanges: ["dbName"] },
    );
  }

  private subnets(name: string, { identifier, subnetIds }: PostgresArgs): SubnetGroup {
    return new SubnetGroup(
      `${name}-subnets`,
      { name: identifier, description: `Subnets of ${identifier}`, subnetIds },
      { parent: this },
    );
  }

  /** One group a major version, named by it: an upgrade needs the new one while the old is still in use. */
  private parameters(name: string, { identifier, engineVersion }: PostgresArgs): ParameterGroup {
    const family = `postgres${engineVersion.split(".", 1)[0] ?? engineVersion}`;
    return new ParameterGroup(
      `${name}-parameters`,
      {
        name: `${identifier}-${family}`,
        family,
        description: `Parameters of ${identifier}`,
        parameters: [
          { name: "rds.force_ssl", value: "1" },
          { name: "log_min_duration_statement", value: String(SLOW_QUERY_MS) },
        ],
      },
      { parent: this },
    );
  }

  private monitoring(name: string, { identifier, monitoring }: PostgresArgs) {
    if (monitoring === undefined) return {};
    const role = new ServiceRole(
      `${name}-monitoring`,
      {
        roleName: `${identifier}-rds-mon`,
        service: "monitoring.rds.amazonaws.com",
        description: `Writes the operating system's metrics of ${identifier}`,
        statements: MONITORING,
      },
      { parent: this },
    );
    return { monitoringInterval: monitoring.intervalSeconds, monitoringRoleArn: role.arn };
  }
}

function secretOf(identifier: string, secrets: readonly { secretArn: string }[]): string {
  const [secret] = secrets;
  if (secret === undefined) {
    throw new Error(
      `The database ${identifier} has no secret that AWS manages: someone has set its password by hand. ` +
        `Set \`manage-master-user-password\` with \`aws rds modify-db-instance\`, then run \`pulumi refresh\`.`,
    );
  }
  return secret.secretArn;
}

const LOGS = ["postgresql", "upgrade"] as const;

/** What AWS's own policy AmazonRDSEnhancedMonitoringRole allows. RDS names its log group RDSOSMetrics. */
const MONITORING = [
  {
    Sid: "Groups",
    Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
    Resource: ["arn:aws:logs:*:*:log-group:RDS*"],
  },
  {
    Sid: "Streams",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
    Resource: ["arn:aws:logs:*:*:log-group:RDS*:log-stream:*"],
  },
];
