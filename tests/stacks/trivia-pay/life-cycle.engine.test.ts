import assert from "node:assert/strict";
import { advanceClock } from "../../../rehearsal/session/clouds.ts";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { openRehearsal, plannedSteps, quietly, worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

const OUTPUTS = [
  "app_env_secret_id",
  "app_log_id",
  "api_nsg_id",
  "availability_domain",
  "backend_port",
  "compartment_ocid",
  "instance_image_id",
  "instance_configuration_id",
  "instance_memory_gbs",
  "instance_ocpus",
  "instance_pool_id",
  "instance_shape",
  "lb_backend_set_name",
  "lb_id",
  "ocir_auth_token_secret_id",
  "ocir_namespace",
  "ocir_registry",
  "ocir_repo_name",
  "ocir_repo_url",
  "ocir_username_secret_id",
  "previous_instance_configuration_id",
  "private_subnet_id",
  "rollout_history",
  "uma_configuration_id",
];

describe("TriviaPay under the real engine", function () {
  this.timeout(240_000);
  let rehearsal: Rehearsal;
  let stack: Stack;
  let empty: Record<string, number>;

  before(async () => {
    rehearsal = await openRehearsal("life-cycle");
    empty = await worldCounts(rehearsal.session);
    stack = rehearsal.session.stack("trivia-pay", "dev");
    await stack.prepare();
    const up = await quietly(stack, ["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.output);
  });
  after(() => rehearsal?.close());

  it("has exactly the outputs that the deploy workflows read, and the rollout's three", async () => {
    const outputs = await stack.outputs();
    assert.deepEqual(Object.keys(outputs).sort(), OUTPUTS.toSorted());
    const blank = Object.entries(outputs).filter(([, value]) => value === "" || value === null);
    // Nothing has served before the first version.
    assert.deepEqual(blank, [["previous_instance_configuration_id", ""]]);
  });

  it("plans nothing right after up", async () => {
    const preview = await quietly(stack, ["preview", "--expect-no-changes", "--diff"]);
    assert.equal(preview.code, 0, preview.output);
  });

  it("finds no drift on refresh", async () => {
    const refresh = await quietly(stack, ["refresh", "--yes", "--skip-preview", "--expect-no-changes", "--diff"]);
    assert.equal(refresh.code, 0, refresh.output);
  });

  it("changes backend set, rules and cloud-init together when the backend port changes, and nothing else", async () => {
    await stack.configure({ "trivia-pay:backendPort": 8001 });
    const steps = await plannedSteps(stack);
    const touched = new Set(steps.map((step) => `${step.type} ${step.name.replace("trivia-pay-dev-", "")}`));
    assert.deepEqual([...touched].sort(), EXPECTED_OF_A_PORT_CHANGE, JSON.stringify(steps, null, 1));
    await stack.configure({ "trivia-pay:backendPort": 8000 });
  });

  it("leaves the world as empty as it was after destroy", async () => {
    const destroy = await quietly(stack, ["destroy", "--yes", "--skip-preview"]);
    assert.equal(destroy.code, 0, destroy.output);
    await vanished();
    assert.deepEqual(await lasting(), empty);
  });

  /** What was deleted stays readable for a day of world time, as in OCI; secrets and vaults for their waiting period. */
  async function vanished(): Promise<void> {
    await advanceClock(rehearsal.session.clouds, 40 * 24 * 3600);
  }

  async function lasting(): Promise<Record<string, number>> {
    const counts = await worldCounts(rehearsal.session);
    return Object.fromEntries(Object.entries(counts).filter(([name]) => !name.includes("WorkRequest")));
  }
});

const EXPECTED_OF_A_PORT_CHANGE = [
  "oci:Core/instanceConfiguration:InstanceConfiguration instances-configuration",
  "oci:Core/instancePool:InstancePool instances-pool",
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule doors-api-in-lb",
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule doors-lb-out-api",
  "oci:LoadBalancer/backendSet:BackendSet ingress-backends",
  "pulumi-nodejs:dynamic/rollout:SurgeRollout instances-rollout",
];
