import assert from "node:assert/strict";
import { arnOf, known } from "../built.ts";
import type { Args } from "./compliant.ts";
import { HTTPS, made } from "./compliant.ts";

describe("WebService", () => {
  it("is a load balancer, tasks in a cluster of their own, a repository, alarms, and two security groups", async () => {
    const { all, inputsOf } = await made();
    for (const kind of ["LoadBalancer", "Service", "Cluster", "Repository", "Topic"]) {
      assert.equal(all(kind).length, 1, kind);
    }
    assert.equal(inputsOf("web-cluster-cluster")["name"], "quiz-dev");
    assert.equal(inputsOf("web-repository-repository")["imageTagMutability"], "IMMUTABLE");
    assert.equal(inputsOf("web-alarms")["name"], "quiz-dev-alarms");
    const groups = all("SecurityGroup").filter(({ name }) => name.startsWith("web"));
    assert.deepEqual(
      groups.map(({ inputs }) => [inputs["name"], inputs["vpcId"]]),
      [
        ["quiz-dev-balancer", "vpc-net-vpc"],
        ["quiz-dev-tasks", "vpc-net-vpc"],
      ],
    );
  });

  it("serves under the load balancer's own name", async () => {
    const { component } = await made();
    const dnsName = await known(component.dnsName);
    assert.equal(dnsName, "quiz-dev-1234567890.eu-central-1.elb.amazonaws.com");
    assert.equal(await known(component.url), `http://${dnsName}`);
  });

  it("runs one container, named as the service, on demand, in the size that was asked for", async () => {
    const { only, inputsOf } = await made();
    const { family, cpu, memory, containerDefinitions } = only("TaskDefinition").inputs;
    assert.deepEqual([family, cpu, memory], ["quiz-dev", "256", "512"]);
    const definitions: unknown = JSON.parse(String(containerDefinitions));
    assert.ok(Array.isArray(definitions));
    assert.equal(definitions.length, 1);
    assert.partialDeepStrictEqual(definitions[0], { name: "quiz-dev", portMappings: [{ containerPort: 8080 }] });
    const { cluster, capacityProviderStrategies } = only("Service").inputs;
    assert.equal(cluster, arnOf("aws:ecs/cluster:Cluster", "quiz-dev"));
    assert.deepEqual(capacityProviderStrategies, [{ capacityProvider: "FARGATE", weight: 1, base: 0 }]);
    assert.equal(inputsOf("web-api-log")["retentionInDays"], 14);
  });

  it("sends requests to the container's port, and gives new tasks two minutes", async () => {
    const { only, inputsOf } = await made();
    const { loadBalancers, healthCheckGracePeriodSeconds } = only("Service").inputs;
    const forwarded = JSON.stringify(inputsOf("web-balancer-http")["defaultActions"]);
    const targetGroupArn = /arn:[^"]+/.exec(forwarded)?.[0];
    assert.deepEqual(loadBalancers, [{ targetGroupArn, containerName: "quiz-dev", containerPort: 8080 }]);
    assert.equal(healthCheckGracePeriodSeconds, 120);
  });

  it("gives the tasks what its caller gave: statements, scaling, an earlier revision", async () => {
    const statements = [{ Sid: "Send", Action: ["sqs:SendMessage"], Resource: ["arn:aws:sqs:::jobs"] }];
    const scaling = { kind: "cpu", min: 1, max: 4, targetPercent: 60 } as const;
    const { only, inputsOf } = await made({ statements, scaling });
    assert.match(String(inputsOf("web-api-task-policy")["policy"]), /"Sid":"Send"/);
    assert.deepEqual([only("Target").inputs["minCapacity"], only("Target").inputs["maxCapacity"]], [1, 4]);
    // With a floating image a service that is told no revision would be steady too, on another one.
    const earlier = await made({ taskDefinitionRevision: 4, image: { kind: "floating", tag: "latest" } });
    assert.equal(await known(earlier.component.service.taskDefinitionRevision), 4);
  });

  it("keeps images and access logs where they are protected", async () => {
    for (const protect of [true, false]) {
      const { only, inputsOf } = await made({ protect, accessLogs: true });
      const lost = [inputsOf("web-repository-repository")["forceDelete"], only("Bucket").inputs["forceDestroy"]];
      assert.deepEqual(lost, [!protect, !protect]);
    }
  });

  it("watches the tasks and what clients see, and tells who was named", async () => {
    const { all, only, component } = await made();
    const { protocol, endpoint } = only("TopicSubscription").inputs;
    assert.deepEqual([protocol, endpoint], ["email", "ops@example.com"]);
    const alarms = all("MetricAlarm").map(({ inputs }) => inputs);
    assert.deepEqual([...new Set(alarms.map(({ namespace }) => namespace))].sort(), ["AWS/ApplicationELB", "AWS/ECS"]);
    const topic = await known(component.alarmTopicArn);
    assert.equal(topic, arnOf("aws:sns/topic:Topic", "quiz-dev-alarms"));
    for (const { name, alarmActions, actionsEnabled } of alarms) {
      assert.deepEqual([alarmActions, actionsEnabled], [[topic], true], String(name));
    }
  });
});

describe("the place of a web service", () => {
  const placed = async (placement: Args["placement"]) => {
    const { only } = await made({ placement });
    return { tasks: only("Service").inputs["networkConfiguration"], balancer: only("LoadBalancer").inputs["subnets"] };
  };
  const PUBLIC = ["subnet-public-1", "subnet-public-2"];
  const PRIVATE = ["subnet-private-1", "subnet-private-2"];
  const securityGroups = ["sg-web-tasks"];

  it("is private subnets without addresses for tasks, public ones for the load balancer", async () => {
    assert.deepEqual(await placed("private"), {
      tasks: { subnets: PRIVATE, securityGroups, assignPublicIp: false },
      balancer: PUBLIC,
    });
  });

  it("is public subnets and addresses where that is chosen", async () => {
    assert.deepEqual(await placed("public"), {
      tasks: { subnets: PUBLIC, securityGroups, assignPublicIp: true },
      balancer: PUBLIC,
    });
  });
});

describe("a web service by HTTPS", () => {
  it("serves the domain, by a certificate for it", async () => {
    const { component, inputsOf } = await made({ https: HTTPS });
    assert.equal(await known(component.url), "https://quiz.example.com");
    assert.deepEqual(
      [inputsOf("web-balancer-https")["port"], inputsOf("web-balancer-https")["protocol"]],
      [443, "HTTPS"],
    );
    assert.equal(inputsOf("web-balancer-certificate")["domainName"], "quiz.example.com");
    assert.equal(inputsOf("web-balancer-alias-a")["zoneId"], HTTPS.zoneId);
  });
});

describe("a paused web service", () => {
  const PAUSED = { paused: true, https: HTTPS, accessLogs: true } as const;

  it("runs no task, has no load balancer, and is nowhere to be reached", async () => {
    const { only, all, component } = await made(PAUSED);
    const { desiredCount, loadBalancers, healthCheckGracePeriodSeconds } = only("Service").inputs;
    assert.deepEqual([desiredCount, loadBalancers, healthCheckGracePeriodSeconds], [0, undefined, undefined]);
    assert.deepEqual([all("LoadBalancer").length, all("Listener").length], [0, 0]);
    assert.deepEqual([await known(component.url), await known(component.dnsName)], ["", ""]);
  });

  it("keeps its alarms of the tasks, which tell nobody", async () => {
    const { all } = await made(PAUSED);
    assert.deepEqual(
      all("MetricAlarm").map(({ inputs }) => [inputs["namespace"], inputs["actionsEnabled"]]),
      [
        ["AWS/ECS", false],
        ["AWS/ECS", false],
      ],
    );
  });

  it("leaves everything else as it is", async () => {
    const running = await made({ ...PAUSED, paused: false });
    const paused = await made(PAUSED);
    const changed = new Set(["aws:ecs/service:Service", "aws:cloudwatch/metricAlarm:MetricAlarm"]);
    for (const { type, name, inputs } of paused.resources) {
      if (type.startsWith("tidegate") || changed.has(type)) continue;
      assert.deepEqual(running.inputsOf(name), inputs, name);
    }
    const kept = new Set(paused.resources.map(({ type, name }) => `${type} ${name}`));
    const gone = running.resources.filter(({ type, name }) => !changed.has(type) && !kept.has(`${type} ${name}`));
    assert.deepEqual(gone.map(({ name }) => name).sort(), [
      "web-balancer",
      "web-balancer-alias-a",
      "web-balancer-alias-aaaa",
      "web-balancer-http",
      "web-balancer-https",
    ]);
  });
});
