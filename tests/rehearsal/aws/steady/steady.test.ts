import assert from "node:assert/strict";
import type { Settled } from "../../../../rehearsal/aws/kind.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { MISTAKES } from "./mistakes.ts";
import { container, Scene, without } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";

/** What comes of the service within the provider's twenty minutes. */
function outcome(scene: Scene): Settled {
  let settled = scene.account.settled(scene.service);
  for (let minute = 0; minute < 20 && settled.state === "pending"; minute += 1) {
    scene.account.pass(60);
    settled = scene.account.settled(scene.service);
  }
  return settled;
}

const comesUp = (options: SceneOptions): void => assert.deepEqual(outcome(new Scene(options)), { state: "ready" });

describe("a service reaches steady state", () => {
  it("where everything that it needs is there", () => comesUp({}));

  it("by NAT, without any endpoint", () => {
    comesUp({
      parts: {
        ...Object.fromEntries(
          ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "s3", "task-to-s3"].map((name) => [name, without]),
        ),
        "task-to-endpoints": (inputs, scene) => {
          const eip = scene.account.make("aws:ec2/eip:Eip", { domain: "vpc" });
          const nat = { allocationId: eip.id, subnetId: scene.id("public-a"), connectivityType: "public" };
          scene.make("nat", "aws:ec2/natGateway:NatGateway", nat);
          scene.make("nat-route", "aws:ec2/route:Route", {
            routeTableId: scene.id("private-table"),
            destinationCidrBlock: "0.0.0.0/0",
            natGatewayId: scene.id("nat"),
          });
          const { referencedSecurityGroupId: _, ...rule } = inputs;
          return { ...rule, cidrIpv4: "0.0.0.0/0" };
        },
      },
    });
  });

  it("in public subnets with public addresses", () => {
    const anywhere = ({ referencedSecurityGroupId: _, ...rule }: Properties) => ({ ...rule, cidrIpv4: "0.0.0.0/0" });
    comesUp({
      parts: {
        ...Object.fromEntries(
          ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "s3", "task-to-s3"].map((name) => [name, without]),
        ),
        "task-to-endpoints": anywhere,
        service: (inputs, scene) => ({
          ...inputs,
          networkConfiguration: {
            subnets: [scene.id("public-a"), scene.id("public-b")],
            securityGroups: [scene.id("task-group")],
            assignPublicIp: true,
          },
        }),
      },
    });
  });

  it("with a slow start and a grace period that covers it", () => {
    comesUp({
      image: (image) => ({ ...image, listens: { port: 8080, paths: ["/health"], startSeconds: 90 } }),
      parts: { service: (inputs) => ({ ...inputs, healthCheckGracePeriodSeconds: 120 }) },
    });
  });

  it("with a container health check that its own application answers", () => {
    const command = ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"];
    comesUp({ parts: { "task-definition": container((one) => ({ ...one, healthCheck: { command } })) } });
  });

  it("with a log group that the driver may create", () => {
    comesUp({
      parts: {
        "log-group": without,
        "may-logs": (inputs) => ({
          ...inputs,
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream"], Resource: "*" }],
          }),
        }),
        "task-definition": container((one) => {
          const log = one["logConfiguration"] as Properties;
          const options = { ...(log["options"] as Properties), "awslogs-create-group": "true" };
          return { ...one, logConfiguration: { ...log, options } };
        }),
      },
    });
  });

  it("at once where nothing is to run, whatever is missing", () => {
    comesUp({ withoutImage: true, parts: { service: (inputs) => ({ ...inputs, desiredCount: 0 }) } });
  });
});

describe("a service that can't run fails its first deployment", () => {
  for (const { name, says, ...options } of MISTAKES) {
    it(name, () => {
      const settled = outcome(new Scene(options));
      assert.equal(settled.state, "failed", `it is ${settled.state}`);
      assert.match(settled.state === "failed" ? settled.reason : "", says);
    });
  }
});
