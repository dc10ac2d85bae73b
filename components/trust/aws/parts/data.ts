/** Queues, tables, database and brokers: how they are made, never what is in them. */
import type { Needs, System } from "../system.ts";
import { allow, arnIn } from "../system.ts";

const NOTHING: Needs = { read: [], write: [] };

export function queueNeeds(system: System): Needs {
  if (system.queues === undefined) return NOTHING;
  const own = system.queues.map((name) => arnIn(system, "sqs", name));
  return {
    read: [allow("LookAtQueues", ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], own)],
    write: [
      allow(
        "ChangeOwnQueues",
        ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
        own,
      ),
    ],
  };
}

export function tableNeeds(system: System): Needs {
  if (system.tables === undefined) return NOTHING;
  const own = system.tables.map((name) => arnIn(system, "dynamodb", `table/${name}`));
  return {
    read: [
      allow(
        "LookAtTables",
        [
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeTable",
          "dynamodb:DescribeTimeToLive",
          "dynamodb:ListTagsOfResource",
        ],
        own,
      ),
    ],
    write: [
      allow(
        "ChangeOwnTables",
        [
          "dynamodb:CreateTable",
          "dynamodb:DeleteTable",
          "dynamodb:TagResource",
          "dynamodb:UntagResource",
          "dynamodb:UpdateContinuousBackups",
          "dynamodb:UpdateTable",
          "dynamodb:UpdateTimeToLive",
        ],
        own,
      ),
    ],
  };
}

export function databaseNeeds(system: System): Needs {
  const { database } = system;
  if (database === undefined) return NOTHING;
  const rds = (resource: string) => arnIn(system, "rds", resource);
  const own = [
    rds(`db:${database}`),
    rds(`subgrp:${database}`),
    rds(`pg:${database}-*`),
    rds(`snapshot:${database}-final`),
  ];
  return {
    read: [
      allow(
        "LookAtDatabase",
        [
          "rds:DescribeDBInstances",
          "rds:DescribeDBParameterGroups",
          "rds:DescribeDBParameters",
          "rds:DescribeDBSubnetGroups",
          "rds:ListTagsForResource",
        ],
        own,
      ),
      allow("LookAtEngines", ["rds:DescribeDBEngineVersions", "rds:DescribeOrderableDBInstanceOptions"], ["*"]),
    ],
    write: [
      allow(
        "ChangeOwnDatabase",
        [
          "rds:AddTagsToResource",
          "rds:CreateDBInstance",
          "rds:CreateDBParameterGroup",
          "rds:CreateDBSnapshot",
          "rds:CreateDBSubnetGroup",
          "rds:DeleteDBInstance",
          "rds:DeleteDBParameterGroup",
          "rds:DeleteDBSubnetGroup",
          "rds:ModifyDBInstance",
          "rds:ModifyDBParameterGroup",
          "rds:ModifyDBSubnetGroup",
          "rds:RebootDBInstance",
          "rds:RemoveTagsFromResource",
          "rds:ResetDBParameterGroup",
          "rds:StartDBInstance",
          "rds:StopDBInstance",
        ],
        own,
      ),
      // RDS keeps the password itself, in a secret that it makes on behalf of whoever makes the database.
      allow(
        "KeepPassword",
        ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
        [arnIn(system, "secretsmanager", "secret:rds!db-*")],
        {
          "ForAnyValue:StringEquals": { "aws:CalledVia": ["rds.amazonaws.com"] },
        },
      ),
    ],
  };
}

export function kafkaNeeds(system: System): Needs {
  const { kafka } = system;
  if (kafka === undefined) return NOTHING;
  const own = [arnIn(system, "kafka", `cluster/${kafka}/*`)];
  return {
    read: [
      allow("LookAtBrokers", ["kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:ListTagsForResource"], own),
      // It knows no resource, and tells host names alone.
      allow("FindBrokers", ["kafka:GetBootstrapBrokers"], ["*"]),
    ],
    write: [
      allow(
        "ChangeOwnBrokers",
        ["kafka:CreateClusterV2", "kafka:DeleteCluster", "kafka:TagResource", "kafka:UntagResource"],
        own,
      ),
    ],
  };
}
