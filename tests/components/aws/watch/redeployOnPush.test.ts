import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RedeployOnPush, ownName, redeployOnPushFaults } from "@tidegate/aws";
import type { RedeployOnPushArgs } from "@tidegate/aws";
import { bundle } from "../../../../components/aws/watch/redeploy/bundle.ts";
import { ACCOUNT, REGION, build, known } from "../built.ts";
import { isAllowed } from "../../../support/iam.ts";

const ECS = `arn:aws:ecs:${REGION}:${ACCOUNT}:service`;
const service = (name: string) => ({
  repositoryName: `quiz-${name}`,
  imageTag: "latest",
  clusterName: `quiz-${name}s`,
  serviceName: name,
  serviceArn: `${ECS}/quiz-${name}s/${name}`,
});
const ARGS: RedeployOnPushArgs = {
  functionName: "quiz-redeploy",
  services: { api: service("api"), worker: service("worker") },
};
const redeploy = (more: Partial<RedeployOnPushArgs> = {}) =>
  build((options) => new RedeployOnPush("redeploy", { ...ARGS, ...more }, options));
const json = (value: unknown): unknown => JSON.parse(String(value));

describe("RedeployOnPush", () => {
  it("follows successful pushes of exactly each service's repository and tag", async () => {
    const { all } = await redeploy();
    assert.deepEqual(
      all("EventRule").map(({ inputs }) => [inputs["name"], json(inputs["eventPattern"])]),
      ["api", "worker"].map((name) => [
        `quiz-redeploy-${name}`,
        {
          source: ["aws.ecr"],
          "detail-type": ["ECR Image Action"],
          detail: {
            "action-type": ["PUSH"],
            result: ["SUCCESS"],
            "repository-name": [`quiz-${name}`],
            "image-tag": ["latest"],
          },
        },
      ]),
    );
  });

  it("hands the function the service that runs the image", async () => {
    const { all, only } = await redeploy();
    assert.deepEqual(
      all("EventTarget").map(({ inputs }) => [inputs["rule"], json(inputs["input"])]),
      ["api", "worker"].map((name) => [
        `quiz-redeploy-${name}`,
        { clusterName: `quiz-${name}s`, serviceName: name, image: `quiz-${name}:latest` },
      ]),
    );
    const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:quiz-redeploy`;
    assert.deepEqual([...new Set(all("EventTarget").map(({ inputs }) => inputs["arn"]))], [arn]);
    assert.equal(only("Function").inputs["handler"], "index.handler");
  });

  it("lets each rule call the function, and no other rule", async () => {
    const { all } = await redeploy();
    assert.deepEqual(
      all("Permission").map(({ inputs }) => [inputs["principal"], inputs["sourceArn"]]),
      ["api", "worker"].map((name) => [
        "events.amazonaws.com",
        `arn:aws:events:${REGION}:${ACCOUNT}:rule/quiz-redeploy-${name}`,
      ]),
    );
  });

  it("ships its code as one module on Lambda's Node", async () => {
    const { inputs } = (await redeploy()).only("Function");
    assert.equal(inputs["runtime"], "nodejs24.x");
    const { code } = inputs;
    assert.ok(code instanceof pulumi.asset.AssetArchive);
    const file = (await code.assets)["index.mjs"];
    assert.ok(file instanceof pulumi.asset.StringAsset);
    assert.equal(await file.text, await bundle());
  });

  const LOG = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group`;
  const CASES: [string, string, boolean][] = [
    ["ecs:UpdateService", `${ECS}/quiz-apis/api`, true],
    ["ecs:UpdateService", `${ECS}/quiz-workers/worker`, true],
    ["ecs:UpdateService", `${ECS}/quiz-apis/other`, false],
    ["ecs:UpdateService", `${ECS}/other/api`, false],
    ["ecs:DeleteService", `${ECS}/quiz-apis/api`, false],
    ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/quiz-task`, false],
    ["logs:PutLogEvents", `${LOG}:/aws/lambda/quiz-redeploy:log-stream:one`, true],
    ["logs:PutLogEvents", `${LOG}:/aws/lambda/other:log-stream:one`, false],
  ];
  for (const [action, resource, passes] of CASES) {
    it(`${passes ? "may" : "may not"} ${action} on ${resource.slice(resource.indexOf(ACCOUNT) + 13)}`, async () => {
      const policy = String((await redeploy()).only("RolePolicy").inputs["policy"]);
      assert.equal(await isAllowed({ action, resource, policies: [policy] }), passes);
    });
  }

  it("rings when a push could not be followed", async () => {
    const { only } = await redeploy({ alarmTopicArn: "arn:topic" });
    const { inputs } = only("MetricAlarm");
    assert.deepEqual([inputs["metricName"], inputs["threshold"], inputs["alarmActions"]], ["Errors", 0, ["arn:topic"]]);
    assert.deepEqual(inputs["dimensions"], { FunctionName: "quiz-redeploy" });
  });

  it("writes into a log group that ends", async () => {
    const { only, component } = await redeploy({ logRetentionDays: 7 });
    const { inputs } = only("LogGroup");
    assert.deepEqual([inputs["name"], inputs["retentionInDays"]], ["/aws/lambda/quiz-redeploy", 7]);
    assert.equal(await known(component.functionName), "quiz-redeploy");
  });

  it("refuses a function that follows nothing", () => {
    const paths = (more: object) => redeployOnPushFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path);
    assert.deepEqual(paths({}), []);
    assert.deepEqual(paths({ functionName: "quiz redeploy", services: {}, logRetentionDays: 2 }), [
      "functionName",
      "services",
      "logRetentionDays",
    ]);
    assert.deepEqual(paths({ services: { "api one": service("api") } }), ["services"]);
  });
});
