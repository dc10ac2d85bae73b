import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ConfigFileAuthenticationDetailsProvider } from "oci-common";
import { ComputeManagementClient } from "oci-core";
import { LoadBalancerClient } from "oci-loadbalancer";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { triviaPay } from "../../../rehearsal/systems/trivia-pay.ts";
import { ensureOciCli } from "../../support/oci-cli.ts";
import { openRehearsal, quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

const run = promisify(execFile);

describe("TriviaPay as vendors' own clients see it", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;
  let stack: Stack;
  let oci: string;
  let outputs: Record<string, unknown>;
  const id = (output: string) => String(outputs[output]);

  before(async () => {
    rehearsal = await openRehearsal("verification");
    stack = rehearsal.session.stack("trivia-pay", "dev");
    await stack.prepare();
    const up = await quietly(stack, ["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.output);
    outputs = await stack.outputs();
    oci = await ensureOciCli(() => {});
    const said: string[] = [];
    await triviaPay.operate({
      clouds: rehearsal.session.clouds,
      paths: rehearsal.session.paths,
      outputs,
      config: { imageTag: "1.0.0" },
      say: (line) => said.push(line),
    });
    assert.match(said.join("\n"), /20 requests .*: 0 failed/);
  });
  after(() => rehearsal?.close());

  it("`oci` reads the tenancy's namespace and the state bucket's versioning", async () => {
    const namespace = await call("os ns get --query data --raw-output");
    assert.equal(namespace.trim(), id("ocir_namespace"));
    const name = ["--name", "tidegate-state", "--namespace", namespace.trim()];
    await call("os bucket create --versioning Enabled", [...name, "--compartment-id", id("compartment_ocid")]);
    const versioning = await call("os bucket get --query data.versioning --raw-output", name);
    assert.equal(versioning.trim(), "Enabled");
  });

  it("`oci` sees each instance's address as a backend on the backend port", async () => {
    const pool = ["--instance-pool-id", id("instance_pool_id"), "--compartment-id", id("compartment_ocid")];
    const instances = texts(
      await call("compute-management instance-pool list-instances --query data[].id --raw-output", pool),
    );
    assert.equal(instances.length, 1);
    const vnics: unknown = JSON.parse(
      await call("compute instance list-vnics", [
        "--instance-id",
        String(instances[0]),
        "--query",
        'data[].{ip:"private-ip",subnet:"subnet-id",primary:"is-primary"}',
      ]),
    );
    assert.ok(Array.isArray(vnics) && isRecord(vnics[0]));
    assert.equal(vnics[0]["subnet"], id("private_subnet_id"));
    const balancer = ["--load-balancer-id", id("lb_id"), "--backend-set-name", "api-backend"];
    const backends = texts(await call("lb backend list --query data[].name --raw-output", balancer));
    assert.deepEqual(backends, [`${String(vnics[0]["ip"])}:${id("backend_port")}`]);
  });

  it("`oci` finds the pool's instances RUNNING and its backend set OK", async () => {
    const pool = ["--instance-pool-id", id("instance_pool_id"), "--compartment-id", id("compartment_ocid")];
    const query = ["--query", "data[?\"lifecycle-state\"=='RUNNING']"];
    // The required filter. A summary calls it `state`, so the very same filter finds nothing, as on a real tenancy.
    await call("compute-management instance-pool list-instances", [...pool, ...query]);
    const states = texts(
      await call("compute-management instance-pool list-instances --query data[].state --raw-output", pool),
    );
    assert.deepEqual(
      states.map((state) => state.toUpperCase()),
      ["RUNNING"],
    );
    const size = await call("compute-management instance-pool get --query data.size", pool.slice(0, 2));
    assert.equal(size.trim(), "1");
    const balancer = ["--load-balancer-id", id("lb_id"), "--backend-set-name", "api-backend"];
    const health = await call("lb backend-set-health get --query data.status --raw-output", balancer);
    assert.equal(health.trim(), "OK");
  });

  it("`oci` finds the application's lines in the log that the agent ships them to", async () => {
    const logGroup = await rehearsal.client.send("GET", `/20200531/logGroups?compartmentId=${id("compartment_ocid")}`);
    const group = Array.isArray(logGroup) && isRecord(logGroup[0]) ? String(logGroup[0]["id"]) : "";
    const query = `search "${group}" | where logId = "${id("app_log_id")}" | sort by datetime desc`;
    const span = ["--time-start", "2024-01-01T00:00:00Z", "--time-end", "2036-01-01T00:00:00Z"];
    const found = await call("logging-search search-logs --query data.results", ["--search-query", query, ...span]);
    assert.match(found, /GET \/health 200/);
  });

  it("the official TypeScript SDK reads the same world", async () => {
    const provider = new ConfigFileAuthenticationDetailsProvider(rehearsal.session.paths.ociConfig, "DEFAULT");
    const compute = new ComputeManagementClient({ authenticationDetailsProvider: provider });
    compute.endpoint = rehearsal.session.clouds.ociEndpoint;
    const { instancePool } = await compute.getInstancePool({ instancePoolId: id("instance_pool_id") });
    assert.equal(instancePool.lifecycleState, "RUNNING");
    const balancing = new LoadBalancerClient({ authenticationDetailsProvider: provider });
    balancing.endpoint = rehearsal.session.clouds.ociEndpoint;
    const { backendSet } = await balancing.getBackendSet({
      loadBalancerId: id("lb_id"),
      backendSetName: "api-backend",
    });
    assert.equal(backendSet.healthChecker.urlPath, "/health");
    assert.equal(backendSet.backends.length, 1);
  });

  async function call(words: string, more: readonly string[] = []): Promise<string> {
    const { ociConfig } = rehearsal.session.paths;
    const common = ["--config-file", ociConfig, "--endpoint", rehearsal.session.clouds.ociEndpoint];
    const { stdout } = await run(oci, [...words.split(" "), ...more, ...common], {
      env: { ...process.env, SUPPRESS_LABEL_WARNING: "True" },
    });
    return stdout;
  }
});

function texts(json: string): string[] {
  const data: unknown = JSON.parse(json);
  return Array.isArray(data) ? data.map(String) : [];
}
