import assert from "node:assert/strict";
import { containerDefinition } from "../../../../components/aws/service/container.ts";
import type { Container, ContainerSurroundings } from "../../../../components/aws/service/container.ts";

const CONTAINER: Container = { name: "api", port: 8080 };
const AROUND: ContainerSurroundings = {
  image: "host/quiz:latest",
  logGroup: "/ecs/quiz",
  region: "eu-central-1",
  exec: false,
  environment: { ZONE: "1", AREA: "2" },
  secrets: { TOKEN: "arn:secret" },
};

describe("a container's definition", () => {
  it("has a read-only root, no privilege and no capability, and writes to /tmp", () => {
    const definition = containerDefinition(CONTAINER, AROUND);
    assert.equal(definition.readonlyRootFilesystem, true);
    assert.equal(definition.privileged, false);
    assert.deepEqual(definition.linuxParameters, { capabilities: { drop: ["ALL"] }, initProcessEnabled: true });
    assert.deepEqual(definition.mountPoints, [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }]);
  });

  it("opens the root to ECS Exec, whose agent writes there", () => {
    assert.equal(containerDefinition(CONTAINER, { ...AROUND, exec: true }).readonlyRootFilesystem, false);
  });

  it("maps its port to itself, and none where there is none", () => {
    assert.deepEqual(containerDefinition(CONTAINER, AROUND).portMappings, [
      { containerPort: 8080, hostPort: 8080, protocol: "tcp" },
    ]);
    assert.deepEqual(containerDefinition({ name: "worker" }, AROUND).portMappings, []);
  });

  it("orders variables by name, so that ECS's order is no difference", () => {
    const { environment, secrets } = containerDefinition(CONTAINER, AROUND);
    assert.deepEqual(environment, [
      { name: "AREA", value: "2" },
      { name: "ZONE", value: "1" },
    ]);
    assert.deepEqual(secrets, [{ name: "TOKEN", valueFrom: "arn:secret" }]);
  });

  it("writes its log to the group, under its own name", () => {
    assert.deepEqual(containerDefinition(CONTAINER, AROUND).logConfiguration, {
      logDriver: "awslogs",
      options: { "awslogs-group": "/ecs/quiz", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "api" },
    });
  });

  it("leaves out what was not asked for", () => {
    const text = JSON.stringify(containerDefinition(CONTAINER, AROUND));
    for (const key of ["healthCheck", "command", "user"]) assert.doesNotMatch(text, new RegExp(`"${key}"`));
  });

  it("takes command, user, health check and time to stop", () => {
    const chosen = {
      ...CONTAINER,
      command: ["run"],
      user: "10001:10001",
      healthCommand: ["CMD", "ok"],
      stopSeconds: 120,
    };
    const definition = containerDefinition(chosen, AROUND);
    assert.deepEqual(definition.command, ["run"]);
    assert.equal(definition.user, "10001:10001");
    assert.deepEqual(definition.healthCheck?.command, ["CMD", "ok"]);
    assert.equal(definition.stopTimeout, 120);
  });
});
