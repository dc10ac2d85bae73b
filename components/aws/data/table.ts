import * as pulumi from "@pulumi/pulumi";
import { Table as DynamoTable } from "@pulumi/aws/dynamodb/table.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { RECOVERY_DAYS } from "./defaults.ts";
import { sid } from "./sid.ts";
import { attributesOf, indexArgs, keyFaults, TABLE_NAME, TABLE_NAME_WORDS } from "./tableKeys.ts";
import type { TableKeys } from "./tableKeys.ts";
import { TableScaling } from "./tableScaling.ts";

/** What a table's capacity follows: each request is paid for itself, or units are provisioned by the hour. */
export type TableBilling =
  | { readonly mode: "on-demand" }
  | {
      readonly mode: "provisioned";
      /** Read units, and as many write units, at least and at most; equal: fixed, without autoscaling. */
      readonly min: number;
      readonly max: number;
      /** Use of the capacity, in percent, that autoscaling keeps to. 20 to 90. */
      readonly targetPercent: number;
    };

export interface TableArgs extends TableKeys {
  /** 3 to 255 letters, digits, `_`, `-` and `.`. A change replaces the table. */
  readonly tableName: string;
  /**
   * Both ways change in place, with one thing to know: what autoscaling sets is no change for Pulumi, so a table that was
   * on demand starts with no capacity to keep. Go there in two steps: first `min` equal to `max`, then the range.
   */
  readonly billing: TableBilling;
  /** The attribute that holds the second (Unix time) after which an item goes. Default: items stay. */
  readonly ttlAttribute?: string;
  /** Whether AWS and Pulumi both refuse to delete the table. */
  readonly protect: boolean;
}

/**
 * A DynamoDB table: encrypted with the account's own key for DynamoDB, recoverable to any second of the last 35 days.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html
 */
export class Table extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  private readonly called: string;
  private readonly indexNames: readonly string[];

  constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, tableFaults(args, ownName));
    super("tidegate-aws:index:Table", name, {}, opts);

    const { billing, indexes = [] } = args;
    const units = billing.mode === "provisioned" ? billing.min : undefined;
    const isScaled = billing.mode === "provisioned" && billing.min < billing.max;
    const table = new DynamoTable(
      name,
      {
        name: args.tableName,
        hashKey: args.hashKey.name,
        ...(args.rangeKey !== undefined && { rangeKey: args.rangeKey.name }),
        attributes: attributesOf(args),
        ...(indexes.length > 0 && { globalSecondaryIndexes: indexes.map((index) => indexArgs(index, units)) }),
        billingMode: units === undefined ? "PAY_PER_REQUEST" : "PROVISIONED",
        ...(units !== undefined && { readCapacity: units, writeCapacity: units }),
        ...(args.ttlAttribute !== undefined && { ttl: { enabled: true, attributeName: args.ttlAttribute } }),
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
        serverSideEncryption: { enabled: true },
        deletionProtectionEnabled: args.protect,
      },
      { parent: this, protect: args.protect, ...(isScaled && { ignoreChanges: capacities(indexes.length > 0) }) },
    );
    if (isScaled) {
      const indexNames = indexes.map(({ indexName }) => indexName);
      new TableScaling(`${name}-scaling`, { ...billing, tableName: table.name, indexNames }, { parent: this });
    }

    this.called = name;
    this.indexNames = indexes.map(({ indexName }) => indexName);
    this.name = table.name;
    this.arn = table.arn;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  /** What a service may do with its table: read and write items, one by one, in batches and in transactions, and query its indexes. */
  readWriteStatements(): Statement[] {
    const indexArns = this.indexNames.map((indexName) => pulumi.interpolate`${this.arn}/index/${indexName}`);
    return [
      { Sid: sid(this.called, "ReadWrite"), Action: [...READ, ...WRITE], Resource: [this.arn] },
      ...(indexArns.length === 0
        ? []
        : [{ Sid: sid(this.called, "ReadIndexes"), Action: ["dynamodb:Query", "dynamodb:Scan"], Resource: indexArns }]),
    ];
  }
}

/** What is wrong with the names, the keys and the capacity. */
export function tableFaults(args: TableArgs, label: Label): Fault[] {
  return [
    ...textFaults(label("tableName"), args.tableName, TABLE_NAME, TABLE_NAME_WORDS),
    ...keyFaults(args, label),
    ...billingFaults(args.billing, label),
  ];
}

function billingFaults(billing: TableBilling, label: Label): Fault[] {
  if (billing.mode === "on-demand") return [];
  const { min, max, targetPercent } = billing;
  return [
    ...wholeNumberFaults(label("billing.min"), min, 1, MOST_UNITS),
    ...wholeNumberFaults(label("billing.max"), max, Math.max(1, min), MOST_UNITS),
    ...wholeNumberFaults(label("billing.targetPercent"), targetPercent, 20, 90),
  ];
}

/** The inputs that belong to autoscaling once the table exists. */
function capacities(hasIndexes: boolean): string[] {
  const own = ["readCapacity", "writeCapacity"];
  return hasIndexes ? [...own, ...own.map((property) => `globalSecondaryIndexes[*].${property}`)] : own;
}

const READ = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"].map(
  (action) => `dynamodb:${action}`,
);
const WRITE = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"].map((action) => `dynamodb:${action}`);

/** DynamoDB's default quota of units for one table. */
const MOST_UNITS = 40_000;
