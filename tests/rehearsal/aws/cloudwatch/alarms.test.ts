import assert from "node:assert/strict";
import { METRIC_ALARM } from "../../../../rehearsal/aws/services/cloudwatch/metricAlarm.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { caught, previewed, refused } from "../refused.ts";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const DEPTH: Properties = {
  name: "depth",
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 3,
  threshold: 100,
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  statistic: "Maximum",
  period: 60,
};
const metric: Properties = { metricName: "Visible", namespace: "AWS/SQS", period: 60, stat: "Maximum" };
const RATE: Properties = {
  name: "rate",
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 10,
  metricQueries: [
    { id: "visible", metric },
    { id: "backlog", expression: "IF(visible > 0, visible / 2, 0)", returnData: true },
  ],
};

describe("alarms of the embedded CloudWatch", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("watch a metric, or what is computed of some", () => {
    const { id, outputs } = account.make(METRIC_ALARM, DEPTH);
    assert.equal(id, "depth");
    assert.equal(outputs["arn"], "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:depth");
    assert.equal(outputs["treatMissingData"], "missing");
    account.make(METRIC_ALARM, RATE);
    assert.deepEqual([...previewed(METRIC_ALARM, DEPTH), ...previewed(METRIC_ALARM, RATE)], []);
  });

  const previews: readonly [string, object, string, RegExp][] = [
    ["a comparison that isn't there", { comparisonOperator: "Greater" }, "comparisonOperator", /GreaterThanThreshold/],
    ["a period of 45 seconds", { period: 45 }, "period", /multiple of 60/],
    ["no periods", { evaluationPeriods: 0 }, "evaluationPeriods", /1 - /],
    ["two statistics", { extendedStatistic: "p99" }, "statistic", /exactly one/],
    ["no threshold", { threshold: undefined }, "threshold", /exactly one/],
    ["no namespace", { namespace: undefined }, "namespace", /required/],
    ["missing data treated in no known way", { treatMissingData: "ignored" }, "treatMissingData", /notBreaching/],
  ];
  for (const [what, more, property, words] of previews) {
    it(`refuse ${what} in a preview`, () => {
      const inputs = Object.fromEntries(
        Object.entries({ ...DEPTH, ...more }).filter(([, value]) => value !== undefined),
      );
      const faults = previewed(METRIC_ALARM, inputs).filter((fault) => fault.startsWith(`${property}: `));
      assert.match(faults.join(), words);
    });
  }

  it("refuse both a metric and several in a preview", () => {
    caught(
      METRIC_ALARM,
      { ...RATE, metricName: "x", namespace: "n", period: 60, statistic: "Sum" },
      "metricName",
      /exactly one/,
    );
  });

  const topic = "arn:aws:sns:us-east-1:111122223333:t";
  const queries = (...metricQueries: Properties[]): Properties => ({ ...RATE, metricQueries });
  const refusals: readonly [string, Properties, RegExp][] = [
    ["more points than periods", { ...DEPTH, datapointsToAlarm: 4 }, /DatapointsToAlarm/],
    ["an action in another region", { ...DEPTH, alarmActions: [topic] }, /Invalid region us-east-1/],
    ["no query that returns data", queries({ id: "visible", metric }), /Exactly one element/],
    ["two queries of one id", queries({ id: "a", metric }, { id: "a", metric, returnData: true }), /not unique/],
    ["an id with a capital", queries({ id: "A", metric, returnData: true }), /pattern/],
    [
      "an expression of what isn't there",
      queries({ id: "a", expression: "b * 2", returnData: true }),
      /b is not the id/,
    ],
    ["a query of nothing", queries({ id: "a", returnData: true }), /either an expression or a metric/],
  ];
  for (const [what, inputs, words] of refusals) {
    it(`refuse ${what}`, () => refused(() => account.make(METRIC_ALARM, inputs), "ValidationError", words));
  }

  it("take a search, whose words are in quotes", () => {
    const expression = `SUM(SEARCH('{AWS/SQS,QueueName} jobs', 'Sum', 60))`;
    account.make(METRIC_ALARM, queries({ id: "all", expression, returnData: true }));
  });

  it("are made of alarms that are there", () => {
    const rule = 'ALARM("depth") AND NOT OK(depth)';
    refused(() => account.make(COMPOSITE, { alarmName: "both", alarmRule: rule }), "ValidationError", /depth/);
    account.make(METRIC_ALARM, DEPTH);
    assert.equal(account.make(COMPOSITE, { alarmName: "both", alarmRule: rule }).id, "both");
  });
});

describe("dashboards of the embedded CloudWatch", () => {
  const account = new Account();
  const body = (...widgets: object[]) => JSON.stringify({ widgets });
  const make = (dashboardBody: string) => account.make(DASHBOARD, { dashboardName: "api", dashboardBody });
  const graph = {
    type: "metric",
    width: 12,
    height: 6,
    properties: { metrics: [["AWS/SQS", "a"]], region: "eu-central-1" },
  };

  it("show what their bodies say", () => {
    const { outputs } = make(body(graph, { type: "text", properties: { markdown: "# API" } }));
    assert.equal(outputs["dashboardArn"], "arn:aws:cloudwatch::111122223333:dashboard/api");
    caught(DASHBOARD, { dashboardName: "api", dashboardBody: "{widgets:[]}" }, "dashboardBody", /JSON/);
  });

  const broken: readonly [string, string, RegExp][] = [
    ["no widgets", "{}", /\/widgets.*array/s],
    ["a widget of no known type", body({ ...graph, type: "graph" }), /widgets\/0\/type/],
    ["a widget too wide", body({ ...graph, width: 25 }), /width.*24/s],
    ["metrics without a region", body({ ...graph, properties: { metrics: [] } }), /region/],
    ["a text without text", body({ type: "text", properties: {} }), /markdown/],
    ["a widget without properties", body({ type: "metric" }), /properties/],
  ];
  for (const [what, text, words] of broken) {
    it(`refuse ${what}`, () => refused(() => make(text), "InvalidParameterInput", words));
  }
});
