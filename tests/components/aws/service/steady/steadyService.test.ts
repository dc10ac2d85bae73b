import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi/errors.js";
import type { Snapshot } from "../../../../../components/aws/service/steady/judge.ts";
import { reachSteady } from "../../../../../components/aws/service/steady/steadyService.ts";
import { definition, STEADY, WANTED } from "./fixture.ts";

const SUBJECT = { serviceName: "api", clusterArn: "arn:aws:ecs:eu-central-1:111122223333:cluster/quiz-dev" };

function reach(snapshot: Snapshot) {
  const clock = { now: () => 0, sleep: async () => {} };
  return reachSteady(SUBJECT, { look: async () => snapshot, wanted: WANTED, minutes: 15, clock });
}

describe("a service that must become steady", () => {
  it("lets the program go on when it is", async () => {
    await reach(STEADY);
  });

  it("fails the program when ECS went back, with the report and no stack", async () => {
    const deployments = [{ id: "2", status: "PRIMARY", taskDefinition: definition(6) }];
    await assert.rejects(
      reach({ ...STEADY, deployments }),
      (error) => RunError.isInstance(error) && error.message.includes("ECS runs quiz:6, not quiz:7"),
    );
  });
});
