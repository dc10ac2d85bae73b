/** Logs, alarms and their topic, budget, dashboard, trail, backups, and the function that redeploys after a push. */
import type { Statement } from "@tidegate/aws";
import type { Needs, System } from "../system.ts";
import { allow, arnIn, claimed, globalArn, kept, owned, unclaimed } from "../system.ts";

export function logNeeds(system: System): Needs {
  // CloudWatch Logs writes a group's ARN with `:*` at its end for most actions, and without for tags.
  const groups = system.logGroups.flatMap((name) => [
    arnIn(system, "logs", `log-group:${name}`),
    arnIn(system, "logs", `log-group:${name}:*`),
  ]);
  return {
    read: [
      allow("FindLogGroups", ["logs:DescribeLogGroups"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
      allow("LookAtLogGroups", ["logs:ListTagsForResource"], groups),
    ],
    write: [
      allow(
        "ChangeOwnLogGroups",
        [
          "logs:CreateLogGroup",
          "logs:DeleteLogGroup",
          "logs:DeleteRetentionPolicy",
          "logs:PutRetentionPolicy",
          "logs:TagResource",
          "logs:UntagResource",
        ],
        groups,
      ),
      ...(system.serverless === undefined
        ? []
        : [
            // For the access logs of API Gateway. They know no resource.
            allow(
              "DeliverAccessLogs",
              [
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:UpdateLogDelivery",
              ],
              ["*"],
              { StringEquals: { "aws:RequestedRegion": system.region } },
            ),
          ]),
    ],
  };
}

export function alarmNeeds(system: System): Needs {
  const alarms = system.alarms.map((name) => arnIn(system, "cloudwatch", `alarm:${name}`));
  const topic = [arnIn(system, "sns", system.topic)];
  const keys = [arnIn(system, "kms", "key/*")];
  const board =
    system.dashboard === undefined ? [] : [globalArn(system, "cloudwatch", `dashboard/${system.dashboard}`)];
  const budget = [globalArn(system, "budgets", `budget/${system.budget}`)];
  return {
    read: [
      allow("LookAtAlarms", ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"], alarms),
      allow(
        "LookAtTopic",
        [
          "sns:GetSubscriptionAttributes",
          "sns:GetTopicAttributes",
          "sns:ListSubscriptionsByTopic",
          "sns:ListTagsForResource",
        ],
        topic,
      ),
      allow(
        "LookAtKeys",
        ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        keys,
        owned(system),
      ),
      allow("LookAtBudget", ["budgets:ListTagsForResource", "budgets:ViewBudget"], budget),
      ...board.map((one) => allow("LookAtDashboard", ["cloudwatch:GetDashboard"], [one])),
    ],
    write: [
      allow(
        "ChangeOwnAlarms",
        ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
        alarms,
      ),
      allow(
        "ChangeOwnTopic",
        [
          "sns:CreateTopic",
          "sns:DeleteTopic",
          "sns:SetSubscriptionAttributes",
          "sns:SetTopicAttributes",
          "sns:Subscribe",
          "sns:TagResource",
          "sns:Unsubscribe",
          "sns:UntagResource",
        ],
        topic,
      ),
      // The topic's key. State has keys of its own, with other tags.
      allow("MakeKeys", ["kms:CreateKey"], ["*"], claimed(system)),
      allow("TagNewKeys", ["kms:TagResource"], keys, unclaimed(system)),
      allow(
        "ChangeOwnKeys",
        [
          "kms:EnableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateKeyDescription",
        ],
        keys,
        kept(system),
      ),
      allow("ChangeOwnBudget", ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"], budget),
      ...board.map((one) =>
        allow("ChangeOwnDashboard", ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], [one]),
      ),
    ],
  };
}

export function trailNeeds(system: System): Needs {
  const { trail } = system;
  if (trail === undefined) return { read: [], write: [] };
  const own = [arnIn(system, "cloudtrail", `trail/${trail}`)];
  return {
    read: [
      allow(
        "LookAtTrail",
        ["cloudtrail:GetEventSelectors", "cloudtrail:GetTrail", "cloudtrail:GetTrailStatus", "cloudtrail:ListTags"],
        own,
      ),
      allow("FindTrails", ["cloudtrail:DescribeTrails"], ["*"]),
    ],
    write: [
      allow(
        "ChangeOwnTrail",
        [
          "cloudtrail:AddTags",
          "cloudtrail:CreateTrail",
          "cloudtrail:DeleteTrail",
          "cloudtrail:PutEventSelectors",
          "cloudtrail:RemoveTags",
          "cloudtrail:StartLogging",
          "cloudtrail:StopLogging",
          "cloudtrail:UpdateTrail",
        ],
        own,
      ),
    ],
  };
}

export function backupNeeds(system: System): Needs {
  const { backups } = system;
  if (backups === undefined) return { read: [], write: [] };
  const vault = arnIn(system, "backup", `backup-vault:${backups}`);
  const plans = arnIn(system, "backup", "backup-plan:*");
  return {
    read: [
      allow("LookAtVault", ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"], [vault]),
      allow(
        "LookAtPlans",
        ["backup:GetBackupPlan", "backup:GetBackupSelection", "backup:ListBackupSelections"],
        [plans],
        owned(system),
      ),
      allow("LookAtBackupTags", ["backup:ListTags"], [vault, plans], owned(system)),
    ],
    write: [
      allow(
        "ChangeOwnVault",
        ["backup:CreateBackupVault", "backup:DeleteBackupVault", "backup:DeleteRecoveryPoint"],
        [vault],
      ),
      // It knows no resource, and opens nothing by itself.
      allow("MountVault", ["backup-storage:MountCapsule"], ["*"]),
      allow("MakePlans", ["backup:CreateBackupPlan", "backup:TagResource"], [plans, vault], unclaimed(system)),
      allow(
        "ChangeOwnPlans",
        [
          "backup:CreateBackupSelection",
          "backup:DeleteBackupPlan",
          "backup:DeleteBackupSelection",
          "backup:TagResource",
          "backup:UntagResource",
          "backup:UpdateBackupPlan",
        ],
        [plans, vault],
        kept(system),
      ),
    ],
  };
}

export function redeployNeeds(system: System): Needs {
  const { redeploys } = system;
  if (redeploys === undefined) return { read: [], write: [] };
  const lambda = [arnIn(system, "lambda", `function:${redeploys}`)];
  const rules = [arnIn(system, "events", `rule/${redeploys}-*`)];
  const read: Statement[] = [
    allow(
      "LookAtFunction",
      [
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetPolicy",
        "lambda:ListTags",
        "lambda:ListVersionsByFunction",
      ],
      lambda,
    ),
    allow("LookAtRules", ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"], rules),
  ];
  return {
    read,
    write: [
      allow(
        "ChangeOwnFunction",
        [
          "lambda:AddPermission",
          "lambda:CreateFunction",
          "lambda:DeleteFunction",
          "lambda:RemovePermission",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
        ],
        lambda,
      ),
      allow(
        "ChangeOwnRules",
        [
          "events:DeleteRule",
          "events:PutRule",
          "events:PutTargets",
          "events:RemoveTargets",
          "events:TagResource",
          "events:UntagResource",
        ],
        rules,
      ),
    ],
  };
}
