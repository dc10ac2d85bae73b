/**
 * TriviaPay on OCI. The outputs below are read by deploy workflows under these very names: renaming one breaks them.
 */
import * as pulumi from "@pulumi/pulumi";
import { freeformTags, PooledService } from "@tidegate/oci";
import { SmokeCheck } from "@tidegate/rollout";
import { readConfig, readOwner, readSmoke } from "./config.ts";

const settings = new pulumi.Config();
const read = (key: string) => settings.get(key);
const config = readConfig(read);
const smoke = readSmoke(read);
const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
// What names the stack never changes, so instances carry it too; another owner is no reason to replace them.
const itself = { Project: pulumi.getProject(), Env: pulumi.getStack() };
const tagged = { transformations: [freeformTags({ ...itself, Owner: readOwner(read) })] };
const service = new PooledService(name, { ...config, instanceTags: itself }, tagged);

if (smoke !== undefined) {
  new SmokeCheck(`${name}-smoke`, {
    healthUrl: smoke.healthUrl,
    ...(smoke.databaseUrl !== undefined && { databaseUrl: smoke.databaseUrl }),
    deadlineSeconds: smoke.deadlineSeconds,
    serving: service.pool.instanceConfigurationId,
    ...(smoke.rollsBack && { rollback: service.pool.surgeRollout }),
  });
}

export const backend_port = config.backendPort;
export const instance_pool_id = service.pool.instancePoolId;
export const private_subnet_id = service.network.privateSubnetId;
export const api_nsg_id = service.securityGroups.apiNsgId;
export const lb_id = service.ingress.loadBalancerId;
export const lb_backend_set_name = service.ingress.backendSetName;
export const app_env_secret_id = service.secretIds.appEnv;
export const ocir_username_secret_id = service.secretIds.ocirUsername;
export const ocir_auth_token_secret_id = service.secretIds.ocirAuthToken;
export const availability_domain = service.pool.availabilityDomain;
export const compartment_ocid = config.compartmentId;
export const instance_image_id = config.instanceImageId;
export const instance_shape = config.instanceShape;
export const instance_ocpus = config.instanceOcpus;
export const instance_memory_gbs = config.instanceMemoryGbs;
export const ocir_namespace = service.registry.namespace;
export const ocir_registry = config.ocirRegistry;
export const ocir_repo_name = service.registry.repoName;
export const ocir_repo_url = service.registry.repoUrl;
export const uma_configuration_id = service.logAgent.configurationId;
export const app_log_id = service.logs.appLogId;
export const instance_configuration_id = service.pool.instanceConfigurationId;
export const previous_instance_configuration_id = service.pool.previousInstanceConfigurationId;
export const rollout_history = service.pool.rolloutHistory;
