/** The foundation: what every system stands on. Systems and workflows read the outputs below under these very names. */
import * as pulumi from "@pulumi/pulumi";
import { freeformTags } from "@tidegate/oci";
import { makeOnAws, roleArnsOf } from "./aws.ts";
import { readConfig } from "./config.ts";
import { makeDeployments } from "./deployments.ts";
import { makeOnGithub } from "./github.ts";
import { makeOnOci } from "./oci.ts";
import { providersOf } from "./providers.ts";
import { variablesOf } from "./variables.ts";

const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
const settings = new pulumi.Config();
const config = readConfig(pulumi.getStack(), (key) => settings.get(key));
const region = new pulumi.Config("aws").require("region");
// No system's project: what carries a system's tags is that system's to change.
const tags = { Project: pulumi.getProject(), Env: pulumi.getStack(), Owner: config.owner };
const providers = providersOf(config, region, tags);
// On AWS the provider hands them down. OCI's has no such setting.
const carried = { providers, transformations: [freeformTags(tags)] };
const home = new pulumi.ComponentResource("foundation:index:Foundation", name, {}, carried);

const onAws = await makeOnAws(name, config, region, home);
const onOci = config.oci === undefined ? undefined : makeOnOci(name, config, config.oci, home);
const onGithub = makeOnGithub(name, config, variablesOf(config, region, onAws, onOci), home);

export const state_bucket = onAws.state.bucketName;
export const state_backend_url = onAws.state.backendUrl;
export const state_secrets_provider = onAws.state.secretsProvider;
export const aws_preview_role_arns = roleArnsOf(onAws, "github", "preview");
export const aws_deploy_role_arns = roleArnsOf(onAws, "github", "deploy");
export const workload_boundary_arns = onAws.boundaryArns;
export const oidc_provider_arn = onAws.oidcProviderArn;
export const ecr_repository_urls = onAws.repositoryUrls;
export const oci_state_bucket = onOci?.state.bucketName ?? "";
export const oci_state_namespace = onOci?.state.namespace ?? "";
export const github_environment = onGithub.environment;
export const deployment_stacks = makeDeployments(config, region, onAws, onOci, home);
