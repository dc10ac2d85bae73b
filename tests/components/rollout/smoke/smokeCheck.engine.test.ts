/** SmokeCheck under the real engine: its commands find this package from the program's own folder. */
import assert from "node:assert/strict";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { withProgram, type Program, type Result } from "../../../engine/program.ts";
import { listen, type TestServer } from "./server.ts";

const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { SmokeCheck } from "${import.meta.resolve("../../../../components/rollout/smoke/index.ts")}";
const config = new pulumi.Config();
const url = config.require("url");
new SmokeCheck("quiz", {
  healthUrl: url + "/health", databaseUrl: url + "/db", serving: config.require("serving"), headers: { "x-source": "s" },
});
`;

describe("SmokeCheck under the engine", function () {
  this.timeout(180_000);

  it("asks after each move and at no other time, and fails `up` with the answers", async () => {
    const status = { health: [503, 200], db: [200] };
    const server = await listen((request, response) => {
      const answers = request.url?.startsWith("/db") ? status.db : status.health;
      response.writeHead((answers.length > 1 ? answers.shift() : answers[0]) ?? 500).end();
    });
    try {
      await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
        await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
        program.env["TIDEGATE_CLOCK_SPEED"] = "100";
        await program.pulumi("config", "set", "url", server.url);

        const first = await up(program, "one");
        assert.ok(first.ok, first.output);
        assert.match(first.output, /try 1: 503 Service Unavailable/);
        assert.deepEqual(taken(server), ["/health", "/health", "/db"]);

        const second = await up(program, "one");
        assert.ok(second.ok, second.output);
        assert.deepEqual(taken(server), []);

        status.db = [500];
        const failed = await up(program, "two");
        assert.equal(failed.ok, false);
        assert.match(failed.output, /exit status 1/);
        assert.match(failed.output, /The smoke check failed: \S+\/db answered no 2xx/);
        assert.match(failed.output, /Answers: 500 Internal Server Error/);

        status.db = [200];
        taken(server);
        const mended = await up(program, "two");
        assert.ok(mended.ok, mended.output);
        assert.deepEqual(taken(server), ["/db"]);

        const { output } = await program.pulumi("stack", "export");
        const commands = [...output.matchAll(/"(?:create|stdin|dir)": (".*")/g)].map(([line]) => line);
        assert.equal(commands.length > 0, true);
        for (const line of commands) assert.equal(line.includes(process.cwd()), false, line);
      });
    } finally {
      server.close();
    }
  });
});

/** The paths that were asked since the last time, each with a fresh query and the caller's header. */
function taken(server: TestServer): string[] {
  const requests = server.requests.splice(0);
  for (const { url, headers } of requests) {
    assert.match(url ?? "", /^\/\w+\?tidegate-smoke=\w+$/);
    assert.equal(headers["x-source"], "s");
  }
  return requests.map(({ url }) => url?.split("?")[0] ?? "");
}

async function up(program: Program, serving: string): Promise<Result> {
  await program.pulumi("config", "set", "serving", serving);
  return program.pulumi("up", "--yes", "--skip-preview");
}
