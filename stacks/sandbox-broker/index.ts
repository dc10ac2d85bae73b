/** The sandbox broker's API on AWS. Deploy and rollback workflows read the outputs below under these very names. */
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider.js";
import { CostBudget, Network, WebService, workloadBoundary } from "@tidegate/aws";
import { boundedRoles } from "@tidegate/trust/bounded-roles";
import { readConfig } from "./config.ts";

const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
const settings = new pulumi.Config();
const config = readConfig(name, (key) => settings.get(key));
const tags = { Project: pulumi.getProject(), Env: pulumi.getStack(), Owner: config.owner };
const region = new pulumi.Config("aws").require("region");
const { foundationStack: stack } = config;
if (stack !== undefined) {
  const boundary = await workloadBoundary(new pulumi.StackReference(stack), { stack, project: tags.Project });
  pulumi.runtime.registerStackTransformation(boundedRoles(boundary));
}
const aws = { providers: [new Provider("aws", { region, defaultTags: { tags } })] };

const { budgetUsd: monthlyUsd, alarmEmails } = config;
const network = new Network(`${name}-network`, config.network, aws);
const web = new WebService(`${name}-web`, { ...config.web, network, reaches: [], statements: [], alarmEmails }, aws);
if (monthlyUsd !== undefined) {
  const told = { emails: alarmEmails, topicArn: web.alarmTopicArn };
  const tag = { key: "Project", value: tags.Project };
  new CostBudget(`${name}-budget`, { budgetName: name, monthlyUsd, ...told, tag }, aws);
}

export const api_url = web.url;
export const ecs_cluster_name = web.cluster.name;
export const ecs_service_name = web.service.serviceName;
export const ecr_repository_url = web.repository.url;
export const task_definition_arn = web.service.taskDefinitionArn;
export const task_definition_revision = web.service.taskDefinitionRevision;
export const log_group_name = web.service.logGroupName;
export const alarm_topic_arn = web.alarmTopicArn;
export const vpc_id = network.vpcId;
