import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Dashboard,
  apiPanels,
  dashboardBody,
  dashboardFaults,
  databasePanels,
  kafkaPanels,
  loadBalancerPanels,
  ownName,
  queuePanels,
  servicePanels,
  tablePanels,
} from "@tidegate/aws";
import type { Panel } from "@tidegate/aws";
import { build, known } from "../built.ts";

const EVERY: Readonly<Record<string, Panel[]>> = {
  service: servicePanels("quiz", "api"),
  "load balancer": loadBalancerPanels("app/quiz/1", "targetgroup/quiz/2"),
  "HTTP API": apiPanels("a1", "http"),
  "WebSocket API": apiPanels("w1", "websocket"),
  queue: queuePanels("quiz-jobs", "quiz-jobs-dlq"),
  table: tablePanels("quiz-turns"),
  database: databasePanels("quiz"),
  Kafka: kafkaPanels("quiz", ["events"]),
};

interface Body {
  readonly widgets: readonly { x: number; y: number; width: number; height: number; properties: { title: string } }[];
}
const bodyOf = (text: unknown): Body => JSON.parse(String(text)) as Body;

describe("a dashboard's body", () => {
  it("lays panels out three a row, from the left and from above", () => {
    const panels = ["a", "b", "c", "d"].map((title) => ({ title, lines: [] }));
    assert.deepEqual(
      bodyOf(dashboardBody(panels, "eu-central-1")).widgets.map(({ x, y, properties }) => [properties.title, x, y]),
      [
        ["a", 0, 0],
        ["b", 8, 0],
        ["c", 16, 0],
        ["d", 0, 6],
      ],
    );
  });

  it("names region, statistic and metrics of each panel", () => {
    const panel = { title: "t", statistic: "p95", lines: [["AWS/SQS", "Depth", "QueueName", "jobs"]] };
    assert.deepEqual(bodyOf(dashboardBody([panel], "eu-west-1")).widgets[0]?.properties, {
      title: "t",
      metrics: [["AWS/SQS", "Depth", "QueueName", "jobs"]],
      stat: "p95",
      period: 60,
      region: "eu-west-1",
      view: "timeSeries",
    });
  });

  for (const [what, panels] of Object.entries(EVERY)) {
    it(`shows a ${what} by metrics with full dimensions`, () => {
      const lines = panels.flatMap((panel) => panel.lines);
      assert.notEqual(lines.length, 0);
      for (const line of lines) {
        assert.match(line[0] ?? "", /^AWS\/[A-Za-z]+$/);
        assert.equal(line.length % 2, 0, line.join(" "));
        assert.ok(line.length >= 4, line.join(" "));
      }
    });
  }
});

describe("Dashboard", () => {
  it("shows panels that are known and panels that come to be known, and tells where", async () => {
    const { only, component } = await build(
      (options) =>
        new Dashboard(
          "board",
          {
            dashboardName: "quiz-dev",
            region: "eu-central-1",
            panels: [tablePanels("turns"), pulumi.output("jobs").apply((name) => queuePanels(name, `${name}-dlq`))],
          },
          options,
        ),
    );
    const { inputs } = only("Dashboard");
    assert.equal(inputs["dashboardName"], "quiz-dev");
    assert.deepEqual(
      bodyOf(inputs["dashboardBody"]).widgets.map(({ properties }) => properties.title),
      ["turns: units and throttles", "jobs: messages", "jobs: age of the oldest message, s"],
    );
    assert.match(await known(component.url), /eu-central-1\.console\.aws\.amazon\.com.*quiz-dev$/);
  });

  it("refuses a name with blanks", () => {
    assert.deepEqual(
      dashboardFaults({ dashboardName: "quiz dev" }, ownName).map(({ path }) => path),
      ["dashboardName"],
    );
  });
});
