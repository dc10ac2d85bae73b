import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FargateService } from "../../../../components/aws/service/index.ts";
import { revisionIn } from "../../../../components/aws/service/steady/definition.ts";
import type { FargateServiceArgs } from "../../../../components/aws/service/index.ts";
import type { Answers } from "../built.ts";
import { build, known } from "../built.ts";
import { ARGS, answers, CLUSTER_ARN, DIGEST, REPOSITORY } from "./compliant.ts";

/** Waits until the service is steady: whoever still looks at it would see the next test's answers. */
async function made(change: Partial<FargateServiceArgs> = {}, answer: Answers = answers()) {
  const built = await build((options) => new FargateService("api", { ...ARGS, ...change }, options), answer);
  await known(built.component.steady);
  return built;
}

async function serviceOf(change: Partial<FargateServiceArgs> = {}, answer?: Answers) {
  return (await made(change, answer)).inputsOf("api-service");
}

async function containerOf(
  change: Partial<FargateServiceArgs> = {},
  answer?: Answers,
): Promise<Record<string, unknown>> {
  const { only } = await made(change, answer);
  const parsed: unknown = JSON.parse(String(only("TaskDefinition").inputs["containerDefinitions"]));
  assert(Array.isArray(parsed) && parsed.length === 1);
  return parsed[0] as Record<string, unknown>;
}

async function allowed(role: "execution" | "task", change: Partial<FargateServiceArgs> = {}) {
  const { inputsOf } = await made(change);
  return new Map(policyStatements(inputsOf(`api-${role}-policy`)["policy"]).map((each) => [each.Sid, each]));
}

interface Said {
  Sid: string;
  Action: string[];
  Resource: string[];
  Condition?: unknown;
}

function policyStatements(policy: unknown): Said[] {
  return (JSON.parse(String(policy)) as { Statement: Said[] }).Statement;
}

describe("a Fargate service's deployments", () => {
  it("are rolled back by the circuit breaker, and awaited", async () => {
    const inputs = await serviceOf();
    assert.deepEqual(inputs["deploymentCircuitBreaker"], { enable: true, rollback: true });
    assert.equal(inputs["waitForSteadyState"], true);
    assert.deepEqual([inputs["deploymentMinimumHealthyPercent"], inputs["deploymentMaximumPercent"]], [100, 200]);
  });

  it("get the minutes that were given", async () => {
    const { only } = await made({ steadyMinutes: 7 });
    assert.deepEqual(only("Service").options.customTimeouts, { create: "7m", update: "7m" });
  });

  it("are checked once more: steady is the service's ARN", async () => {
    const { component } = await made();
    assert.equal(await known(component.steady), await known(component.serviceArn));
  });
});

describe("a Fargate service's capacity", () => {
  for (const [capacity, capacityProvider] of [
    ["on-demand", "FARGATE"],
    ["spot", "FARGATE_SPOT"],
  ] as const) {
    it(`is ${capacityProvider} alone for ${capacity}, and can be exchanged in place`, async () => {
      const inputs = await serviceOf({ capacity });
      assert.deepEqual(inputs["capacityProviderStrategies"], [{ capacityProvider, weight: 1, base: 0 }]);
      assert.equal(inputs["launchType"], undefined);
      assert.equal(inputs["forceNewDeployment"], true);
    });
  }

  it("is the fixed count, and drift of it is seen", async () => {
    const { only, all } = await made();
    assert.equal(only("Service").inputs["desiredCount"], 2);
    assert.deepEqual(only("Service").options.ignoreChanges, []);
    assert.equal(all("Target").length, 0);
  });

  it("is left to Application Auto Scaling where it scales", async () => {
    const { only } = await made({ scaling: { kind: "cpu", min: 2, max: 10, targetPercent: 60 } });
    assert.deepEqual(only("Service").options.ignoreChanges, ["desiredCount"]);
    const { minCapacity, maxCapacity, resourceId } = only("Target").inputs;
    assert.deepEqual([minCapacity, maxCapacity, resourceId], [2, 10, "service/quiz-dev/api"]);
    assert.deepEqual(only("Policy").inputs["targetTrackingScalingPolicyConfiguration"], {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      scaleOutCooldown: 60,
      scaleInCooldown: 300,
    });
  });

  it("follows a queue, and is woken from nothing", async () => {
    const scaling = { kind: "queue", min: 0, max: 20, queueName: "jobs", messagesPerTask: 10 } as const;
    const { all, only, inputsOf } = await made({ scaling }, answers({ count: 0 }));
    assert.deepEqual(
      all("Policy").map(({ inputs }) => inputs["policyType"]),
      ["TargetTrackingScaling", "StepScaling"],
    );
    assert.deepEqual(inputsOf("api-wake")["stepScalingPolicyConfiguration"], {
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: "Maximum",
      cooldown: 300,
      stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
    });
    assert.equal(only("MetricAlarm").inputs["treatMissingData"], "notBreaching");
  });

  it("needs no waking where a task always runs", async () => {
    const scaling = { kind: "queue", min: 1, max: 20, queueName: "jobs", messagesPerTask: 10 } as const;
    const { all } = await made({ scaling }, answers({ count: 1 }));
    assert.deepEqual([all("Policy").length, all("MetricAlarm").length], [1, 0]);
  });

  it("is nothing while paused, without a look at the image", async () => {
    const { getService } = answers({ count: 0 });
    const { only } = await made(
      { paused: true, scaling: { kind: "cpu", min: 2, max: 10, targetPercent: 60 } },
      { getService: getService! },
    );
    assert.deepEqual([only("Target").inputs["minCapacity"], only("Target").inputs["maxCapacity"]], [0, 0]);
    assert.equal(only("Service").inputs["desiredCount"], 0);
  });

  it("is nothing while the repository is empty", async () => {
    assert.equal((await serviceOf({}, answers({ count: 0, images: [] })))["desiredCount"], 0);
  });

  it("takes the caller's word for the image", async () => {
    const { getService } = answers({ count: 0 });
    assert.equal((await serviceOf({ imageExists: false }, { getService: getService! }))["desiredCount"], 0);
  });
});

describe("a Fargate service's task", () => {
  it("has the size, and is for Fargate alone", async () => {
    const { only } = await made();
    const { cpu, memory, networkMode, requiresCompatibilities, runtimePlatform } = only("TaskDefinition").inputs;
    assert.deepEqual([cpu, memory, networkMode, requiresCompatibilities], ["256", "512", "awsvpc", ["FARGATE"]]);
    assert.deepEqual(runtimePlatform, { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" });
  });

  it("keeps earlier revisions, and serves one by its number", async () => {
    const { only, component } = await made({ taskDefinitionRevision: 4 }, answers({ revision: 4 }));
    assert.equal(await known(component.taskDefinitionRevision), 4);
    assert.equal(only("TaskDefinition").inputs["skipDestroy"], true);
    assert.match(String(only("Service").inputs["taskDefinition"]), /task-definition\/quiz-dev:4$/);
  });

  it("names the earlier revision while a new one is still unknown", () => {
    const cluster = `arn:aws-cn:ecs:cn-north-1:111122223333:cluster/quiz`;
    const found = revisionIn(cluster, "quiz-dev", 4);
    assert.equal(found, "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/quiz-dev:4");
  });

  it("begins a deployment when what new tasks must prove changes, and has no word for it otherwise", async () => {
    const triggers = async (change: Partial<FargateServiceArgs>) => (await serviceOf(change))["triggers"];
    assert.equal(await triggers({}), undefined);
    assert.deepEqual(await triggers({ proven: { healthPath: "/health" } }), { healthPath: "/health" });
  });

  it("runs the pinned digest, or the floating tag", async () => {
    assert.equal((await containerOf())["image"], `${REPOSITORY.url}@${DIGEST}`);
    const floating = await containerOf({ image: { kind: "floating", tag: "latest" } });
    assert.equal(floating["image"], `${REPOSITORY.url}:latest`);
  });

  it("lets others register revisions only while the image floats and no revision was asked for", async () => {
    const transforms = async (change: Partial<FargateServiceArgs>, answer = answers()) =>
      (await made(change, answer)).only("Service").options.transforms?.length;
    const image = { kind: "floating", tag: "latest" } as const;
    assert.equal(await transforms({ image }), 1);
    assert.equal(await transforms({}), 0);
    assert.equal(await transforms({ image, taskDefinitionRevision: 4 }, answers({ revision: 4 })), 0);
  });

  it("writes to a log that forgets", async () => {
    const { only } = await made({ logRetentionDays: 7 });
    const { name, retentionInDays } = only("LogGroup").inputs;
    assert.deepEqual([name, retentionInDays], ["/ecs/quiz-dev", 7]);
    assert.match(JSON.stringify(await containerOf()), /"awslogs-region":"eu-central-1"/);
  });

  it("has no shell unless asked for", async () => {
    assert.equal((await serviceOf())["enableExecuteCommand"], false);
    assert.equal(
      (await made()).resources.some(({ name }) => name === "api-task-policy"),
      false,
    );
    const exec = await allowed("task", { exec: true });
    assert.deepEqual([...exec.keys()], ["OpenShell"]);
  });
});

describe("a Fargate service's roles", () => {
  const arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:quiz-AbCdEf";

  it("let ECS pull this image and write this log, and nothing else", async () => {
    const statements = await allowed("execution");
    assert.deepEqual([...statements.keys()], ["LogInToRegistry", "PullImage", "WriteLog"]);
    assert.deepEqual(statements.get("PullImage")?.Resource, [REPOSITORY.arn]);
    assert.deepEqual(statements.get("WriteLog")?.Resource, [
      "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/quiz-dev:*",
    ]);
    assert.deepEqual(statements.get("LogInToRegistry")?.Action, ["ecr:GetAuthorizationToken"]);
  });

  it("let ECS read the secrets that the container refers to, whole or by a key", async () => {
    const container = { ...ARGS.container, secrets: { WHOLE: arn, KEY: pulumi.output(`${arn}:password::`) } };
    const statements = await allowed("execution", { container });
    assert.deepEqual(statements.get("ReadSecrets")?.Resource, [arn, arn]);
  });

  it("let ECS read what was named instead, if it was", async () => {
    const container = { ...ARGS.container, secrets: { WHOLE: arn } };
    assert.equal((await allowed("execution", { container, secretArns: [] })).has("ReadSecrets"), false);
  });

  it("give the program its statements alone, for tasks of this account and region", async () => {
    const statements = [{ Sid: "Send", Action: ["sqs:SendMessage"], Resource: ["arn:aws:sqs:::jobs"] }];
    assert.deepEqual([...(await allowed("task", { statements })).keys()], ["Send"]);
    const { resources } = await made();
    const role = resources.find(({ type, name }) => type === "aws:iam/role:Role" && name === "api-task");
    assert.deepEqual(policyStatements(role?.inputs["assumeRolePolicy"])[0]?.Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-central-1:111122223333:*" },
    });
  });

  it("name who may redeploy exactly this service", async () => {
    const { component } = await made();
    const [statement] = component.redeployStatements();
    assert.deepEqual(statement?.Action, ["ecs:DescribeServices", "ecs:UpdateService"]);
    assert.equal(await known(pulumi.output(statement?.Resource[0])), await known(component.serviceArn));
  });
});

describe("how requests reach a Fargate service", () => {
  const targetGroupArn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/quiz/1";

  it("is by a target group at the container's port", async () => {
    const inputs = await serviceOf({ targetGroupArn, healthCheckGraceSeconds: 90 });
    assert.deepEqual(inputs["loadBalancers"], [{ targetGroupArn, containerName: "api", containerPort: 8080 }]);
    assert.equal(inputs["healthCheckGracePeriodSeconds"], 90);
  });

  it("is by Cloud Map with the container's name and port", async () => {
    const { serviceRegistries } = await serviceOf({ discoveryServiceArn: "arn:service" });
    assert.deepEqual(serviceRegistries, { registryArn: "arn:service", containerName: "api", containerPort: 8080 });
  });

  it("is not at all for a worker", async () => {
    const inputs = await serviceOf({ container: { name: "worker" } });
    assert.deepEqual([inputs["loadBalancers"], inputs["serviceRegistries"]], [undefined, undefined]);
  });

  it("is in the subnets and security groups that were given", async () => {
    assert.deepEqual((await serviceOf({ assignPublicIp: true }))["networkConfiguration"], {
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["sg-1"],
      assignPublicIp: true,
    });
  });

  it("waits for what the caller named", async () => {
    const { only, component } = await build((options) => {
      const rule = new pulumi.ComponentResource("tidegate-test:index:Rule", "rule", {}, options);
      return new FargateService("api", ARGS, { ...options, dependsOn: [rule] });
    }, answers());
    await known(component.steady);
    const named = await known(pulumi.output(only("Service").options.dependsOn).apply((all) => JSON.stringify(all)));
    assert.match(named, /"__name":"rule"/);
  });

  it("lives in its cluster", async () => {
    assert.equal((await serviceOf())["cluster"], CLUSTER_ARN);
  });
});
