import assert from "node:assert/strict";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { container, Scene } from "../steady/scene.ts";
import type { SceneOptions } from "../steady/scene.ts";

/** A scene whose service runs. */
function running(options: SceneOptions = {}): Scene {
  const scene = new Scene(options);
  scene.account.pass(120);
  assert.deepEqual(scene.account.settled(scene.service), { state: "ready" });
  return scene;
}

/** Registers a further revision, whose container differs. */
function revise(scene: Scene, change: (container: Properties) => Properties): string {
  const { inputs } = scene.get("task-definition");
  const next = scene.account.make("aws:ecs/taskDefinition:TaskDefinition", container(change)(inputs, scene) ?? {});
  return textOf(next.outputs["arn"]);
}

const missingImage = (one: Properties): Properties => ({ ...one, image: `${textOf(one["image"])}-missing` });
const described = (scene: Scene): Properties =>
  scene.account.ask("aws:ecs/getService:getService", { clusterArn: scene.id("cluster"), serviceName: "api" }) ?? {};
const update = (scene: Scene, changes: Properties): void => {
  scene.parts.set("service", scene.account.change(scene.service, { ...scene.service.inputs, ...changes }));
};

describe("a deployment of ECS", () => {
  it("is pending until its tasks are healthy, then steady", () => {
    const scene = new Scene();
    assert.equal(scene.account.settled(scene.service).state, "pending");
    assert.deepEqual([described(scene)["runningCount"], described(scene)["pendingCount"]], [0, 2]);
    scene.account.pass(60);
    assert.deepEqual(scene.account.settled(scene.service), { state: "ready" });
    const { deployments, ...service } = described(scene);
    assert.deepEqual([service["runningCount"], service["pendingCount"], service["status"]], [2, 0, "ACTIVE"]);
    assert.equal((deployments as Properties[]).length, 1);
    assert.match(scene.events()[0] ?? "", /^\(service api\) has reached a steady state\.$/);
  });

  it("keeps the old tasks until the new ones are healthy", () => {
    const scene = running();
    const arn = revise(scene, (one) => ({ ...one, command: ["serve"] }));
    update(scene, { taskDefinition: arn });
    const [primary, active] = described(scene)["deployments"] as Properties[];
    assert.deepEqual(
      [primary?.["status"], primary?.["runningCount"], primary?.["taskDefinition"]],
      ["PRIMARY", 0, arn],
    );
    assert.deepEqual([active?.["status"], active?.["runningCount"]], ["ACTIVE", 2]);
    scene.account.pass(60);
    assert.deepEqual(scene.account.settled(scene.service), { state: "ready" });
    assert.equal((described(scene)["deployments"] as Properties[]).length, 1);
  });

  it("that was rolled back is tried again once a refresh has shown it, though the program says the same", () => {
    const scene = running();
    const { taskDefinition: first } = scene.service.inputs;
    const second = revise(scene, missingImage);
    update(scene, { taskDefinition: second });
    scene.account.pass(600);
    assert.equal(described(scene)["taskDefinition"], first);

    const same = { ...scene.service.inputs };
    scene.account.change(scene.service, same);
    assert.equal(described(scene)["taskDefinition"], first, "without a refresh nothing differs, and nothing is sent");
    scene.account.change(scene.service, same, { ...same, taskDefinition: first ?? "" });
    assert.equal(described(scene)["taskDefinition"], second);
  });

  it("that fails is rolled back, the provider's wait fails, and the old revision serves", () => {
    const scene = running();
    const before = described(scene)["taskDefinition"];
    update(scene, { taskDefinition: revise(scene, missingImage) });
    scene.account.pass(600);
    const settled = scene.account.settled(scene.service);
    assert.equal(settled.state, "failed");
    const reason = settled.state === "failed" ? settled.reason : "";
    assert.match(reason, /^Service deployment rolled back because the circuit breaker threshold was exceeded\.\n/);
    assert.match(reason, /CannotPullContainerError: .*not found/);
    assert.equal(described(scene)["taskDefinition"], before);
    assert.equal(described(scene)["runningCount"], 2);
    assert.equal(scene.account.look(scene.service)?.outputs["taskDefinition"], before);
    assert.equal(scene.account.look(scene.service)?.inputs["taskDefinition"], before);
    const events = scene.events().join("\n");
    assert.match(events, /\(deployment ecs-svc\/\d{19}\) deployment failed: tasks failed to start\./);
    assert.match(events, /rolling back to deployment ecs-svc\/\d{19}\./);
    assert.match(events, /was unable to place a task\. Reason: CannotPullContainerError/);
  });

  it("without anything to roll back to ends so, and launches no more tasks", () => {
    const scene = new Scene({ withoutImage: true });
    scene.account.pass(600);
    const settled = scene.account.settled(scene.service);
    assert.match(
      settled.state === "failed" ? settled.reason : "",
      /^No rollback candidate was found to run the rollback\./,
    );
    const count = scene.events().length;
    scene.account.pass(3600);
    assert.equal(scene.events().length, count);
  });

  it("without a circuit breaker goes on until the provider's time is up, and recovers when the cause is gone", () => {
    const scene = new Scene({
      withoutImage: true,
      parts: { service: ({ deploymentCircuitBreaker: _, ...inputs }) => inputs },
    });
    scene.account.pass(1100);
    assert.deepEqual(scene.account.settled(scene.service), { state: "pending", status: "tfPENDING", seconds: 1200 });
    scene.push();
    scene.account.pass(90);
    assert.deepEqual(scene.account.settled(scene.service), { state: "ready" });
  });

  it("loses as many tasks as half of the desired count before the breaker trips", () => {
    const scene = new Scene({ withoutImage: true, parts: { service: (inputs) => ({ ...inputs, desiredCount: 1 }) } });
    scene.account.pass(35);
    assert.equal(scene.account.settled(scene.service).state, "pending");
    scene.account.pass(60);
    assert.equal(scene.account.settled(scene.service).state, "failed");
    const failures = scene.events().filter((event) => event.includes("was unable to place a task"));
    assert.equal(failures.length, 3);
  });

  it("leaves what runs alone when the world changes, and harms the next one", () => {
    const scene = running();
    scene.account.remove(scene.get("secret-value"));
    scene.account.remove(scene.get("may-secrets"));
    scene.account.pass(3600);
    assert.equal(described(scene)["runningCount"], 2);
    update(scene, { forceNewDeployment: true });
    scene.account.pass(600);
    assert.match(JSON.stringify(scene.account.settled(scene.service)), /secretsmanager:GetSecretValue/);
  });

  it("is begun by a new network, not by a count, and by nothing that stays the same", () => {
    const scene = running();
    const deployment = (): unknown => (described(scene)["deployments"] as Properties[])[0]?.["id"];
    const first = deployment();
    update(scene, { desiredCount: 3, deploymentMaximumPercent: 150 });
    assert.equal(deployment(), first);
    scene.account.pass(60);
    assert.equal(described(scene)["runningCount"], 3);
    update(scene, { tags: { a: "b" }, forceNewDeployment: true });
    const forced = deployment();
    assert.notEqual(forced, first);
    update(scene, { tags: { a: "c" } });
    assert.equal(deployment(), forced);
    const network = scene.service.inputs["networkConfiguration"] as Properties;
    update(scene, {
      forceNewDeployment: false,
      networkConfiguration: { ...network, subnets: [scene.id("private-a")] },
    });
    assert.notEqual(deployment(), forced);
  });

  it("is stuck where neither more nor fewer tasks may run", () => {
    const scene = running({
      parts: {
        service: (inputs) => ({ ...inputs, deploymentMaximumPercent: 100, deploymentMinimumHealthyPercent: 100 }),
      },
    });
    update(scene, { taskDefinition: revise(scene, (one) => ({ ...one, command: ["serve"] })) });
    scene.account.pass(3600);
    assert.equal(scene.account.settled(scene.service).state, "pending");
  });

  it("gives the numbers of a family upward, and leaves a revision in use when it is kept", () => {
    const scene = running();
    const { inputs } = scene.get("task-definition");
    const second = scene.account.make("aws:ecs/taskDefinition:TaskDefinition", { ...inputs, skipDestroy: true });
    scene.account.remove(second);
    scene.account.remove(scene.get("task-definition"));
    const third = scene.account.make("aws:ecs/taskDefinition:TaskDefinition", inputs);
    assert.match(third.id, /:task-definition\/api:3$/);
    const find = (reference: string): unknown =>
      scene.account.ask("aws:ecs/getTaskDefinition:getTaskDefinition", { taskDefinition: reference })?.["status"];
    assert.deepEqual([find("api:1"), find("api:2"), find("api:3")], ["INACTIVE", "ACTIVE", "ACTIVE"]);
    // What runs goes on with the revision that was deregistered.
    assert.equal(described(scene)["runningCount"], 2);
    assert.throws(() => update(scene, { taskDefinition: "api:1" }), /TaskDefinition is inactive/);
  });
});

describe("what the provider refuses of a change", () => {
  it("another strategy without a forced deployment", () => {
    const scene = running();
    const strategy = { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
    assert.throws(() => update(scene, strategy), /force_new_deployment should be true/);
    update(scene, { ...strategy, forceNewDeployment: true });
  });

  it("taking away the capacity that a service is on", () => {
    const scene = running();
    const strategy = { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
    update(scene, { ...strategy, forceNewDeployment: true });
    const capacity = scene.get("capacity");
    const offer = (...capacityProviders: string[]) =>
      scene.account.change(capacity, { ...capacity.inputs, capacityProviders });
    assert.throws(() => offer("FARGATE"), { code: "ResourceInUseException" });
    assert.throws(() => scene.account.remove(capacity), { code: "ResourceInUseException" });
    offer("FARGATE_SPOT");
  });

  it("deleting a cluster before its services", () => {
    const scene = running({ parts: { "log-group": (inputs) => inputs, s3: (inputs) => inputs } });
    assert.throws(() => scene.account.remove(scene.get("cluster")), { code: "ClusterContainsServicesException" });
    scene.account.remove(scene.service);
    scene.account.remove(scene.get("capacity"));
    scene.account.remove(scene.get("cluster"));
  });
});
