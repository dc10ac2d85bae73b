import * as pulumi from "@pulumi/pulumi";
import { Plan } from "@pulumi/aws/backup/plan.js";
import { Selection } from "@pulumi/aws/backup/selection.js";
import { Vault } from "@pulumi/aws/backup/vault.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import { ServiceRole } from "../iam/serviceRole.ts";

export interface BackupPlanArgs {
  /** The name of vault, plan and role: 2 to 50 letters, digits, hyphens and underscores. */
  readonly planName: string;
  /** ARNs of what is backed up: tables, databases, buckets with versioning. One at least. */
  readonly resourceArns: readonly pulumi.Input<string>[];
  /** Days that a backup is kept. Default: 35. */
  readonly keepDays?: number;
  /** The hour of the day, UTC, at which backups begin. Default: 1. AWS Backup may not start within an hour before RDS backs up by itself, at 3. */
  readonly hour?: number;
  /** Whether the vault stays while it holds backups. Otherwise they go with it. */
  readonly protect: boolean;
}

/**
 * A daily AWS Backup plan with a vault and a role of its own. It holds copies apart from the stores' own recovery, which
 * go when a store goes. The two policies are AWS's own, because they follow what AWS Backup needs of each service.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export class BackupPlan extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;
  /** The role that restores: `aws backup start-restore-job --iam-role-arn`. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, backupPlanFaults(args, ownName));
    super("tidegate-aws:index:BackupPlan", name, {}, opts);

    const { planName } = args;
    const vault = new Vault(
      `${name}-vault`,
      { name: planName, forceDestroy: !args.protect },
      { parent: this, protect: args.protect },
    );
    const plan = new Plan(
      name,
      {
        name: planName,
        rules: [
          {
            ruleName: "daily",
            targetVaultName: vault.name,
            schedule: `cron(0 ${args.hour ?? HOUR} * * ? *)`,
            // Minutes: it starts within the hour that follows, and is given up after three.
            startWindow: 60,
            completionWindow: 180,
            lifecycle: { deleteAfter: args.keepDays ?? KEEP_DAYS },
          },
        ],
      },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        roleName: `${planName}-backup`,
        service: "backup.amazonaws.com",
        description: `Backs up and restores what ${planName} names`,
        statements: [],
      },
      { parent: this },
    );
    const policies = ["ForBackup", "ForRestores"].map(
      (purpose) =>
        new RolePolicyAttachment(
          `${name}-${purpose === "ForBackup" ? "backs-up" : "restores"}`,
          {
            role: role.roleName,
            policyArn: `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${purpose}`,
          },
          { parent: this },
        ),
    );
    new Selection(
      `${name}-selection`,
      { name: planName, planId: plan.id, iamRoleArn: role.arn, resources: [...args.resourceArns] },
      { parent: this, dependsOn: policies },
    );

    this.vaultName = vault.name;
    this.roleArn = role.arn;
    this.registerOutputs({ vaultName: this.vaultName, roleArn: this.roleArn });
  }
}

/** What is wrong with the name, the days and the hour, and whether there is anything to back up. */
export function backupPlanFaults(args: BackupPlanArgs, label: Label): Fault[] {
  const accepted = "2 to 50 letters, digits, hyphens and underscores";
  return [
    ...textFaults(label("planName"), args.planName, /^[A-Za-z0-9_-]{2,50}$/, accepted),
    ...wholeNumberFaults(label("keepDays"), args.keepDays ?? KEEP_DAYS, 1, 36_500),
    ...wholeNumberFaults(label("hour"), args.hour ?? HOUR, 0, 23),
    ...(args.resourceArns.length === 0
      ? [{ path: label("resourceArns"), given: [], accepted: "the ARN of one resource at least" }]
      : []),
  ];
}

const KEEP_DAYS = 35;
const HOUR = 1;
