import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { known, mockId, useMocks } from "../../components/oci/built.ts";
import { effectiveConfig } from "../project.ts";

/** The names as deploy workflows read them. */
const NAMES = [
  "backend_port",
  "instance_pool_id",
  "private_subnet_id",
  "api_nsg_id",
  "lb_id",
  "lb_backend_set_name",
  "app_env_secret_id",
  "ocir_username_secret_id",
  "ocir_auth_token_secret_id",
  "availability_domain",
  "compartment_ocid",
  "instance_image_id",
  "instance_shape",
  "instance_ocpus",
  "instance_memory_gbs",
  "ocir_namespace",
  "ocir_registry",
  "ocir_repo_name",
  "ocir_repo_url",
  "uma_configuration_id",
  "app_log_id",
];

/** What this project's own commands read besides. */
const OWN = ["instance_configuration_id", "previous_instance_configuration_id", "rollout_history"];

describe("the outputs of trivia-pay", () => {
  const outputs: Record<string, unknown> = {};
  before(async () => {
    const config = [...effectiveConfig("trivia-pay", "dev")].map(([key, value]) => [`trivia-pay:${key}`, value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(config) as Record<string, string>);
    await useMocks();
    const program: Record<string, unknown> = { ...(await import("../../../stacks/trivia-pay/index.ts")) };
    for (const [name, value] of Object.entries(program)) {
      outputs[name] = await known(pulumi.output(value));
    }
  });

  it("are the 21 that workflows read, spelled as they read them, the rollout's three, and no other", () => {
    assert.deepEqual(Object.keys(outputs).sort(), [...NAMES, ...OWN].sort());
    assert.equal(NAMES.length, 21);
  });

  it("name the resources that they say", () => {
    const id = (kind: string, name: string) => mockId(kind, `trivia-pay-dev-${name}`);
    assert.equal(outputs["instance_pool_id"], id("InstancePool", "instances-pool"));
    assert.equal(outputs["private_subnet_id"], id("Subnet", "network-private"));
    assert.equal(outputs["api_nsg_id"], id("NetworkSecurityGroup", "doors-api"));
    assert.equal(outputs["lb_id"], id("LoadBalancer", "ingress-lb"));
    assert.equal(outputs["app_env_secret_id"], id("Secret", "vault-app-env"));
    assert.equal(outputs["ocir_username_secret_id"], id("Secret", "vault-ocir-username"));
    assert.equal(outputs["ocir_auth_token_secret_id"], id("Secret", "vault-ocir-auth-token"));
    assert.equal(outputs["uma_configuration_id"], id("UnifiedAgentConfiguration", "agent-configuration"));
    assert.equal(outputs["app_log_id"], id("Log", "logs-app"));
    assert.equal(outputs["instance_configuration_id"], id("InstanceConfiguration", "instances-configuration"));
  });

  it("carry the values that were configured", () => {
    assert.equal(outputs["backend_port"], 8000);
    assert.equal(outputs["lb_backend_set_name"], "api-backend");
    assert.equal(outputs["availability_domain"], "tIdG:EU-FRANKFURT-1-AD-1");
    assert.equal(outputs["instance_shape"], "VM.Standard.A1.Flex");
    assert.equal(outputs["instance_ocpus"], 1);
    assert.equal(outputs["instance_memory_gbs"], 6);
    assert.equal(outputs["ocir_repo_url"], "fra.ocir.io/testnamespace/triviapay/dev");
  });

  after(() => pulumi.runtime.setAllConfig({}));
});
