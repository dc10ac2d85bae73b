import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mock } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle } from "../../../../components/aws/watch/redeploy/bundle.ts";
import { redeployer } from "../../../../components/aws/watch/redeploy/handler.ts";
import { temporaryFolder } from "../../../support/temp.ts";

const ORDER = { clusterName: "quiz", serviceName: "api", image: "quiz-api:latest" };

/** An ECS that remembers what it was told, or refuses. */
function ecs(refusal?: Error) {
  const told: string[] = [];
  const lines: string[] = [];
  const forceNewDeployment = async (clusterName: string, serviceName: string): Promise<void> => {
    if (refusal !== undefined) throw refusal;
    told.push(`${clusterName}/${serviceName}`);
  };
  return { told, lines, handle: redeployer({ forceNewDeployment }, (line) => lines.push(line)) };
}

describe("the function that redeploys", () => {
  it("starts new tasks of the service it is told, and of no other", async () => {
    const { handle, told, lines } = ecs();
    await handle(ORDER);
    assert.deepEqual(told, ["quiz/api"]);
    assert.deepEqual(lines, ["quiz-api:latest was pushed: quiz/api starts new tasks"]);
  });

  it("fails where ECS refuses, so that Lambda tries again and the alarm rings", async () => {
    const { handle, lines } = ecs(new Error("ServiceNotFoundException"));
    await assert.rejects(handle(ORDER), /ServiceNotFoundException/);
    assert.deepEqual(lines, []);
  });

  for (const part of ["clusterName", "serviceName", "image"]) {
    it(`fails where the event has no ${part}, and tells ECS nothing`, async () => {
      const { handle, told } = ecs();
      await assert.rejects(handle({ ...ORDER, [part]: undefined }), new RegExp(`no ${part}`));
      await assert.rejects(handle({ ...ORDER, [part]: "" }), new RegExp(`no ${part}`));
      assert.deepEqual(told, []);
    });
  }

  it("fails on what is no event", async () => {
    await assert.rejects(ecs().handle(null), /no clusterName/);
    await assert.rejects(ecs().handle("push"), /no clusterName/);
  });
});

describe("the function's bundle", () => {
  let text = "";
  before(async () => {
    text = await bundle();
  });

  it("is one module that imports nothing but the SDK that Lambda has", () => {
    const imports = [...text.matchAll(/^import .* from "(.*)";$/gm)].map(([, from]) => from);
    assert.deepEqual(imports, ["@aws-sdk/client-ecs"]);
    assert.doesNotMatch(text, /require\(|import\(/);
  });

  it("is the same text each time, and names no folder of this machine", async () => {
    assert.equal(await bundle(), text);
    assert.ok(!text.includes(process.cwd()));
  });

  it("runs as Node runs it, against an SDK that stands in", async () => {
    const { path: folder } = await temporaryFolder("redeploy");
    const sdk = join(folder, "node_modules/@aws-sdk/client-ecs");
    await mkdir(sdk, { recursive: true });
    await writeFile(join(sdk, "package.json"), JSON.stringify({ type: "module", main: "index.js" }));
    await writeFile(
      join(sdk, "index.js"),
      `export const sent = [];
       export class UpdateServiceCommand { constructor(input) { this.input = input; } }
       export class ECSClient { async send(command) { sent.push(command.input); } }`,
    );
    const file = join(folder, "index.mjs");
    await writeFile(file, text);
    const { handler } = (await import(pathToFileURL(file).href)) as { handler: (event: unknown) => Promise<void> };
    const { sent } = (await import(pathToFileURL(join(sdk, "index.js")).href)) as { sent: unknown[] };
    const log = mock.method(console, "log", () => undefined);
    await handler(ORDER).finally(() => log.mock.restore());
    assert.deepEqual(sent, [{ cluster: "quiz", service: "api", forceNewDeployment: true }]);
  });
});
