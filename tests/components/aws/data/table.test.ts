import assert from "node:assert/strict";
import { Table, ownName, tableFaults } from "@tidegate/aws";
import type { TableArgs } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";
import type { Built } from "../built.ts";

const ARGS: TableArgs = {
  tableName: "quiz-turns",
  hashKey: { name: "id", type: "S" },
  rangeKey: { name: "at", type: "N" },
  billing: { mode: "on-demand" },
  protect: false,
};
const BY_DAY = {
  indexName: "by-day",
  hashKey: { name: "day", type: "S" },
  rangeKey: { name: "at", type: "N" },
} as const;
const RANGE = { mode: "provisioned", min: 5, max: 100, targetPercent: 70 } as const;

const table = (more: Partial<TableArgs> = {}): Promise<Built<Table>> =>
  build((options) => new Table("turns", { ...ARGS, ...more }, options));
const theTable = async (more: Partial<TableArgs> = {}) => (await table(more)).only("Table");

describe("Table", () => {
  it("is encrypted, and recoverable for 35 days", async () => {
    const { inputs } = await theTable();
    assert.deepEqual(inputs["serverSideEncryption"], { enabled: true });
    assert.deepEqual(inputs["pointInTimeRecovery"], { enabled: true, recoveryPeriodInDays: 35 });
  });

  it("declares each key once, and nothing else", async () => {
    const { inputs } = await theTable({ indexes: [BY_DAY] });
    assert.equal(inputs["hashKey"], "id");
    assert.equal(inputs["rangeKey"], "at");
    assert.deepEqual(inputs["attributes"], [
      { name: "id", type: "S" },
      { name: "at", type: "N" },
      { name: "day", type: "S" },
    ]);
  });

  it("has indexes with everything, the keys alone, or chosen attributes", async () => {
    const keys = { indexName: "keys", hashKey: { name: "day", type: "S" }, projection: "KEYS_ONLY" } as const;
    const some = { indexName: "some", hashKey: { name: "day", type: "S" }, projection: ["title"] } as const;
    const { inputs } = await theTable({ indexes: [BY_DAY, keys, some] });
    const day = { attributeName: "day", keyType: "HASH" };
    assert.deepEqual(inputs["globalSecondaryIndexes"], [
      { name: "by-day", keySchemas: [day, { attributeName: "at", keyType: "RANGE" }], projectionType: "ALL" },
      { name: "keys", keySchemas: [day], projectionType: "KEYS_ONLY" },
      { name: "some", keySchemas: [day], projectionType: "INCLUDE", nonKeyAttributes: ["title"] },
    ]);
  });

  it("costs by the request on demand, and nothing scales it", async () => {
    const { only, all } = await table();
    assert.equal(only("Table").inputs["billingMode"], "PAY_PER_REQUEST");
    assert.equal(only("Table").inputs["readCapacity"], undefined);
    assert.equal(only("Table").options.ignoreChanges, undefined);
    assert.deepEqual(all("Target"), []);
  });

  it("scales reads and writes of the table and of each index when provisioned", async () => {
    const { only, all } = await table({ billing: RANGE, indexes: [BY_DAY] });
    assert.equal(only("Table").inputs["billingMode"], "PROVISIONED");
    assert.equal(only("Table").inputs["readCapacity"], 5);
    assert.deepEqual(
      all("Target").map(({ inputs }) => [inputs["resourceId"], inputs["scalableDimension"]]),
      [
        ["table/quiz-turns", "dynamodb:table:ReadCapacityUnits"],
        ["table/quiz-turns", "dynamodb:table:WriteCapacityUnits"],
        ["table/quiz-turns/index/by-day", "dynamodb:index:ReadCapacityUnits"],
        ["table/quiz-turns/index/by-day", "dynamodb:index:WriteCapacityUnits"],
      ],
    );
    for (const { inputs } of all("Target")) assert.deepEqual([inputs["minCapacity"], inputs["maxCapacity"]], [5, 100]);
    assert.deepEqual(
      all("Policy").map(({ inputs }) => inputs["targetTrackingScalingPolicyConfiguration"]),
      ["Read", "Write", "Read", "Write"].map((way) => ({
        predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${way}CapacityUtilization` },
        targetValue: 70,
      })),
    );
  });

  it("leaves capacities to autoscaling once it exists", async () => {
    const { options } = await theTable({ billing: RANGE, indexes: [BY_DAY] });
    assert.deepEqual(options.ignoreChanges, [
      "readCapacity",
      "writeCapacity",
      "globalSecondaryIndexes[*].readCapacity",
      "globalSecondaryIndexes[*].writeCapacity",
    ]);
  });

  it("holds a fixed capacity by itself: a table on demand can go there in one step", async () => {
    const { only, all } = await table({ billing: { ...RANGE, max: 5 } });
    assert.equal(only("Table").inputs["writeCapacity"], 5);
    assert.equal(only("Table").options.ignoreChanges, undefined);
    assert.deepEqual(all("Target"), []);
  });

  it("is protected on both sides when asked, and on none when not", async () => {
    const guarded = await theTable({ protect: true });
    assert.deepEqual([guarded.inputs["deletionProtectionEnabled"], guarded.options.protect], [true, true]);
    const free = await theTable();
    assert.deepEqual([free.inputs["deletionProtectionEnabled"], free.options.protect], [false, false]);
  });

  it("lets items go when asked", async () => {
    assert.equal((await theTable()).inputs["ttl"], undefined);
    assert.deepEqual((await theTable({ ttlAttribute: "until" })).inputs["ttl"], {
      enabled: true,
      attributeName: "until",
    });
  });

  it("tells its name and ARN", async () => {
    const { component } = await table();
    assert.equal(await known(component.name), "quiz-turns");
    assert.equal(await known(component.arn), arnOf("aws:dynamodb/table:Table", "quiz-turns"));
  });
});

describe("a table's arguments", () => {
  const CASES: [string, Partial<TableArgs>, string[]][] = [
    ["as they are", { indexes: [BY_DAY], billing: RANGE }, []],
    ["a name too short", { tableName: "qt" }, ["tableName"]],
    ["a key without a name", { hashKey: { name: "", type: "S" } }, ["hashKey.name"]],
    ["one attribute as both keys", { rangeKey: { name: "id", type: "S" } }, ["rangeKey.name"]],
    [
      "one attribute of two types",
      { indexes: [{ ...BY_DAY, rangeKey: { name: "at", type: "S" } }] },
      ["indexes[0].rangeKey.type"],
    ],
    ["two indexes of one name", { indexes: [BY_DAY, BY_DAY] }, ["indexes[1].indexName"]],
    ["more indexes than there may be", { indexes: many(21) }, ["indexes"]],
    ["no capacity", { billing: { ...RANGE, min: 0 } }, ["billing.min"]],
    ["less at most than at least", { billing: { ...RANGE, max: 4 } }, ["billing.max"]],
    ["a target that leaves no room", { billing: { ...RANGE, targetPercent: 95 } }, ["billing.targetPercent"]],
    ["several at once", { tableName: "", billing: { ...RANGE, min: 0 } }, ["tableName", "billing.min"]],
  ];
  for (const [title, more, paths] of CASES) {
    it(title, () => {
      assert.deepEqual(
        tableFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path),
        paths,
      );
    });
  }
});

function many(count: number) {
  return Array.from({ length: count }, (_, at) => ({ ...BY_DAY, indexName: `by-day-${at}` }));
}
