import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ensureOciCli } from "../../../support/oci-cli.ts";
import { openBalanced } from "./fixture.ts";
import type { Balanced } from "./fixture.ts";

const run = promisify(execFile);

describe("Oracle's command line, at a load balancer", function () {
  this.timeout(300_000);
  let lb: Balanced;
  let oci: string;
  before(async () => {
    oci = await ensureOciCli();
    lb = await openBalanced();
    lb.world.runtime.clock.setSpeed(60);
  });
  after(() => lb.world.close());

  async function answer(...words: string[]): Promise<unknown> {
    const config = await lb.world.configFile();
    const all = ["--config-file", config, "--endpoint", lb.world.endpoint, "lb", ...words, "--load-balancer-id", lb.id];
    const { stdout } = await run(oci, all, {
      env: { ...process.env, OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True" },
    });
    return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as { data: unknown }).data;
  }

  it("makes a set, a backend and a listener, drains the backend, and waits for each work request", async () => {
    const wait = ["--wait-for-state", "SUCCEEDED", "--wait-interval-seconds", "1"];
    const set = ["--backend-set-name", "api"];
    const checker = ["--health-checker-protocol", "HTTP", "--health-checker-url-path", "/healthz"];
    await answer("backend-set", "create", "--name", "api", "--policy", "ROUND_ROBIN", ...checker, ...wait);
    await answer("backend", "create", ...set, "--ip-address", "10.0.2.5", "--port", "8080", ...wait);
    const target = ["--default-backend-set-name", "api", "--port", "80", "--protocol", "HTTP"];
    await answer("listener", "create", "--name", "http", ...target, ...wait);
    const settings = ["--weight", "1", "--backup", "false", "--drain", "true", "--offline", "false"];
    await answer("backend", "update", ...set, "--backend-name", "10.0.2.5:8080", ...settings, ...wait);
    const backend = (await answer("backend", "get", ...set, "--backend-name", "10.0.2.5:8080")) as { drain: boolean };
    assert.equal(backend.drain, true);
    const health = (await answer("backend-set-health", "get", ...set)) as Record<string, unknown>;
    assert.equal(health["total-backend-count"], 1);
  });
});
