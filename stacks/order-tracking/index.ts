/** Order tracking on AWS. Deploy workflows read the outputs below under these very names. */
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider.js";
import {
  CostBudget,
  Kafka,
  KAFKA_IAM_PORT,
  Network,
  Postgres,
  SecurityGroup,
  WebService,
  workloadBoundary,
} from "@tidegate/aws";
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
const { alarmEmails, budgetUsd: monthlyUsd } = config;

const network = new Network(`${name}-network`, config.network, aws);
const { vpcId, isolatedSubnetIds: subnetIds } = network;
const group = (suffix: string, description: string) =>
  new SecurityGroup(`${name}-${suffix}`, { vpcId, groupName: `${name}-${suffix}`, description }, aws).id;

const databaseGroup = group("database", "PostgreSQL");
const database = new Postgres(`${name}-db`, { ...config.database, subnetIds, securityGroupId: databaseGroup }, aws);
// Another subnet would be another cluster without the messages of this one: a third availability zone does without brokers.
// Taken one by one, they are known in a plan though the third isn't.
const brokerSubnets = [0, 1].flatMap((zone) => subnetIds[zone] ?? []);
const kafkaGroup = group("kafka", "Kafka brokers");
const kafka =
  config.kafka === undefined
    ? undefined
    : new Kafka(`${name}-kafka`, { clusterName: name, subnetIds: brokerSubnets, securityGroupId: kafkaGroup }, aws);

const web = new WebService(
  `${name}-web`,
  {
    ...config.web,
    network,
    reaches: [
      { name: "postgres", securityGroupId: databaseGroup, port: 5432 },
      { name: "kafka", securityGroupId: kafkaGroup, port: KAFKA_IAM_PORT },
    ],
    container: {
      ...config.web.container,
      environment: {
        SPRING_DATASOURCE_URL: pulumi.interpolate`jdbc:postgresql://${database.host}:${database.port}/${database.databaseName}?sslmode=require`,
        SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka?.bootstrapServers ?? "",
      },
      secrets: {
        SPRING_DATASOURCE_USERNAME: pulumi.interpolate`${database.masterSecretArn}:username::`,
        SPRING_DATASOURCE_PASSWORD: pulumi.interpolate`${database.masterSecretArn}:password::`,
      },
    },
    secretArns: [database.masterSecretArn],
    statements: config.kafka === undefined ? [] : (kafka?.clientStatements(config.kafka) ?? []),
    alarmEmails,
  },
  aws,
);
if (monthlyUsd !== undefined) {
  const told = { emails: alarmEmails, topicArn: web.alarmTopicArn };
  const tag = { key: "Project", value: tags.Project };
  new CostBudget(`${name}-budget`, { budgetName: name, monthlyUsd, ...told, tag }, aws);
}

export const app_url = web.url;
export const alb_dns_name = web.dnsName;
export const ecs_cluster_name = web.cluster.name;
export const ecs_service_name = web.service.serviceName;
export const ecr_repository_url = web.repository.url;
export const task_definition_arn = web.service.taskDefinitionArn;
export const log_group_name = web.service.logGroupName;
export const rds_identifier = database.identifier;
export const rds_endpoint = pulumi.interpolate`${database.host}:${database.port}`;
export const rds_master_secret_arn = database.masterSecretArn;
export const msk_cluster_arn = kafka?.arn ?? "";
export const msk_bootstrap_servers = kafka?.bootstrapServers ?? "";
export const alarm_topic_arn = web.alarmTopicArn;
export const vpc_id = vpcId;
