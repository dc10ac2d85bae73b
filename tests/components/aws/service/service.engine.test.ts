/** When a service's tasks start, and when an `up` fails, under the real engine and the world's ECS. */
import assert from "node:assert/strict";
import { withAwsProgram } from "../../../rehearsal/plugins/aws/program.ts";
import { ServiceProgram, TEXT } from "./program.ts";

describe("a Fargate service under the engine", function () {
  this.timeout(300_000);

  it("starts nothing from an empty repository, says what to push, and starts once it is pushed", () =>
    withService(async (service) => {
      const first = await service.up();
      assert.match(first, /warning: worker: \S+\/jobs is empty, so no task is started yet/);
      assert.match(
        first,
        /1\. docker push \d{12}\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/jobs:latest\n +2\. pulumi up/,
      );
      await service.runs(1, 0);
      await service.plansNothing();

      await service.push("other");
      const wrong = await service.previewFails();
      assert.match(wrong, /probe:tag: given "latest"; accepted: a tag that \S+\/jobs has\. It has other/);
      await service.runs(1, 0);

      await service.push("latest");
      const second = await service.up();
      assert.doesNotMatch(second, /docker push/);
      await service.runs(1, 2);
      await service.plansNothing();
    }));

  it("fails the up that ECS rolled back, and each one after it, until it is mended", () =>
    withService(async (service) => {
      await running(service);
      await service.push("latest", { breaks: true });
      await service.set("memory", "1024");
      const first = await service.upFails();
      assert.match(first, /Service deployment rolled back because the circuit breaker threshold was exceeded/);
      assert.match(first, /Essential container in task exited/);
      await service.runs(1, 2);

      // ECS is steady again, and there is nothing left to send: all the same this is no success.
      const second = await service.upFails();
      assert.match(second, /ECS runs worker:1, not worker:2: the deployment was rolled back/);
      assert.match(second, /What runs: worker:1, 2 of 2 tasks/);
      assert.match(second, /aws ecs describe-tasks --region eu-central-1 --cluster jobs/);
      await service.runs(1, 2);

      await service.push("latest");
      await service.set("memory", "2048");
      await service.up();
      await service.runs(3, 2);
      await service.plansNothing();
    }));

  it("stops nobody's tasks because somebody emptied the repository", () =>
    withService(async (service) => {
      await running(service);
      await service.emptyRepository();
      const output = await service.previewFails();
      assert.match(output, /worker: \S+\/jobs is empty while 2 of the service's tasks run, so nothing was changed/);
      assert.match(await service.upFails(), /is empty while 2 of the service's tasks run/);
      await service.runs(1, 2);
      await service.push("latest");
      await service.plansNothing();
      await service.runs(1, 2);
    }));

  it("exchanges on-demand and Spot in place, there and back", () =>
    withService(async (service) => {
      await running(service);
      assert.equal(await service.capacity(), "FARGATE");
      for (const [word, provider] of [
        ["spot", "FARGATE_SPOT"],
        ["on-demand", "FARGATE"],
      ] as const) {
        await service.set("capacity", word);
        const planned = await service.preview();
        assert.match(planned, /~ 1 to update/);
        assert.doesNotMatch(planned, /replace|delete/);
        await service.up();
        assert.equal(await service.capacity(), provider);
        await service.runs(1, 2);
        await service.plansNothing();
      }
    }));

  /** Two tasks of `latest`. */
  async function running(service: ServiceProgram): Promise<void> {
    await service.up();
    await service.push("latest");
    await service.up();
    await service.runs(1, 2);
  }

  async function withService(use: (service: ServiceProgram) => Promise<void>): Promise<void> {
    await withAwsProgram(TEXT, async (program) => {
      const service = new ServiceProgram(program);
      await service.set("aws:region", "eu-central-1");
      await use(service);
      await service.destroy();
    });
  }
});
