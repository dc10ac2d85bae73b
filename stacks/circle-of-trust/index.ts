/** Circle of Trust on AWS. Deploy workflows read the outputs below under these very names. */
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider.js";
import {
  AlarmTopic,
  DiscoveryNamespace,
  DiscoveryService,
  Network,
  Queue,
  Table,
  workloadBoundary,
} from "@tidegate/aws";
import { boundedRoles } from "@tidegate/trust/bounded-roles";
import { readConfig } from "./config.ts";
import { Doors } from "./doors.ts";
import { makeFront } from "./front.ts";
import { makeApi, makeWorker } from "./tasks.ts";
import { watch } from "./watch.ts";

const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
const settings = new pulumi.Config();
const config = readConfig((key) => settings.get(key));
const tags = { Project: pulumi.getProject(), Env: pulumi.getStack(), Owner: config.owner };
const region = new pulumi.Config("aws").require("region");
const { foundationStack: stack } = config;
if (stack !== undefined) {
  const boundary = await workloadBoundary(new pulumi.StackReference(stack), { stack, project: tags.Project });
  pulumi.runtime.registerStackTransformation(boundedRoles(boundary));
}
const aws = { providers: [new Provider("aws", { region, defaultTags: { tags } })] };
const { prefix, alarmEmails: email } = config;
const internet = config.network.nat !== "none";
if (!internet) {
  void pulumi.log.warn(
    "Without a NAT gateway, the API can neither write to WebSocket connections nor read PingID's metadata: both are on the " +
      "internet. Set circle-of-trust:natGateways to one or per-az if it should.",
  );
}

const topic = new AlarmTopic(`${name}-alarms`, { topicName: `${prefix}-alarms`, email }, aws);
const network = new Network(`${name}-network`, config.network, aws);
const doors = new Doors(`${name}-doors`, { prefix, network, apiPort: config.api.port, internet }, aws);

const queue = new Queue(`${name}-queue`, { ...config.queue, alarmTopicArn: topic.arn }, aws);
const conversations = new Table(`${name}-conversations`, config.conversations, aws);
const jobs = new Table(`${name}-jobs`, config.jobs, aws);

const namespaceName = `${prefix}.local`;
const namespace = new DiscoveryNamespace(`${name}-namespace`, { namespaceName, vpcId: network.vpcId }, aws);
const { serviceName } = config.api;
const discovery = new DiscoveryService(`${name}-discovery`, { namespaceId: namespace.namespaceId, serviceName }, aws);
const front = makeFront(name, { config, network, doors, discovery }, aws);

const parts = { config, network, doors, queue, conversations, jobs };
const api = makeApi(`${name}-api`, { ...parts, front, discovery }, aws);
const worker = makeWorker(`${name}-worker`, parts, aws);
const tables = [conversations, jobs];
watch(name, { config, region, topicArn: topic.arn, api, worker, front, queue, tables, project: tags.Project }, aws);

export const api_gateway_url = front.http.url;
export const websocket_gateway_url = front.socket.url;
export const sqs_queue_url = queue.url;
export const sqs_dlq_url = queue.dlqUrl;
export const sqs_dlq_arn = queue.dlqArn;
export const conversations_table_name = conversations.name;
export const jobs_table_name = jobs.name;
export const api_cluster_name = api.cluster.name;
export const api_service_name = api.service.serviceName;
export const api_repository_url = api.repository.url;
export const api_log_group_name = api.service.logGroupName;
export const worker_cluster_name = worker.cluster.name;
export const worker_service_name = worker.service.serviceName;
export const worker_repository_url = worker.repository.url;
export const worker_log_group_name = worker.service.logGroupName;
export const frontend_bucket_name = front.site.bucketName;
export const frontend_url = front.site.url;
export const cloudfront_distribution_id = front.site.distributionId ?? "";
export const vpc_link_id = front.http.vpcLinkId;
export const discovery_namespace = namespace.namespaceName;
export const discovery_service = discovery.serviceName;
export const user_pool_id = front.signIn?.userPoolId ?? "";
export const user_pool_client_id = front.signIn?.clientId ?? "";
export const saml_audience = front.signIn?.samlAudience ?? "";
export const saml_reply_url = front.signIn?.samlReplyUrl ?? "";
export const alarm_topic_arn = topic.arn;
