import { UNKNOWN } from "@tidegate/policy";
import type { Bag } from "@tidegate/policy";
import type { Cases } from "../case.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const QUEUE = "aws:sqs/queue:Queue";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

const agent = (plugin: Bag) => ({
  instanceDetails: {
    launchDetails: { agentConfig: { pluginsConfigs: [{ name: "Bastion", desiredState: "DISABLED" }, { ...plugin }] } },
  },
});

const source = (changes: object = {}) => ({
  configuration: { source: { service: "loadbalancer", category: "access", resource: "lb", ...changes } },
  isEnabled: true,
});

export const LOGS: Cases = {
  "balancer-access-logs": [
    {
      fine: [
        {
          name: "web",
          type: "aws:lb/loadBalancer:LoadBalancer",
          props: { accessLogs: { bucket: "logs", enabled: true } },
        },
        { name: "tcp", type: "aws:lb/loadBalancer:LoadBalancer", props: { loadBalancerType: "network" } },
      ],
      breaks: [
        { title: "none", props: { accessLogs: undefined }, finds: ["web: accessLogs.enabled"] },
        {
          title: "switched off",
          props: { accessLogs: { bucket: "logs", enabled: false } },
          finds: ["web: accessLogs.enabled"],
        },
      ],
    },
  ],
  "oci-balancer-access-logs": [
    {
      fine: [
        { name: "lb", type: "oci:LoadBalancer/loadBalancer:LoadBalancer", props: { id: "lb" } },
        { name: "access", type: "oci:Logging/log:Log", props: source() },
      ],
      breaks: [
        { title: "no log", of: "access", gone: true, finds: ["lb: "] },
        { title: "a log of errors", of: "access", props: source({ category: "error" }), finds: ["lb: "] },
        { title: "a log that is off", of: "access", props: { isEnabled: false }, finds: ["lb: "] },
        { title: "another's log", of: "access", props: source({ resource: "other" }), finds: ["lb: "] },
      ],
    },
  ],
  "cdn-access-logs": [
    {
      fine: [{ name: "cdn", type: DISTRIBUTION, props: { loggingConfig: { bucket: "logs.s3.amazonaws.com" } } }],
      breaks: [{ title: "none", props: { loggingConfig: undefined }, finds: ["cdn: "] }],
    },
    {
      fine: [
        { name: "cdn", type: DISTRIBUTION, props: { arn: "arn:cdn" } },
        {
          name: "logs",
          type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
          props: { name: "site", resourceArn: "arn:cdn" },
        },
        { name: "way", type: "aws:cloudwatch/logDelivery:LogDelivery", props: { deliverySourceName: "site" } },
      ],
      breaks: [
        { title: "delivery of another", of: "logs", props: { resourceArn: "arn:other" }, finds: ["cdn: "] },
        { title: "no source", of: "logs", gone: true, finds: ["cdn: "] },
        { title: "a source that nothing takes anywhere", of: "way", gone: true, finds: ["cdn: "] },
        { title: "delivery from another source", of: "way", props: { deliverySourceName: "api" }, finds: ["cdn: "] },
      ],
    },
  ],
  "gateway-access-logs": [
    {
      fine: [
        {
          name: "live",
          type: "aws:apigatewayv2/stage:Stage",
          props: { apiId: "http", accessLogSettings: { destinationArn: "arn:logs", format: "$context.requestId" } },
        },
        { name: "http", type: "aws:apigatewayv2/api:Api", props: { id: "http", protocolType: "HTTP" } },
        { name: "socket", type: "aws:apigatewayv2/api:Api", props: { id: "socket", protocolType: "WEBSOCKET" } },
        { name: "messages", type: "aws:apigatewayv2/stage:Stage", props: { apiId: "socket" } },
        { name: "either", type: "aws:apigatewayv2/stage:Stage", props: { apiId: UNKNOWN } },
      ],
      breaks: [
        { title: "none", props: { accessLogSettings: undefined }, finds: ["live: accessLogSettings.destinationArn"] },
        {
          title: "none, of an API that isn't known yet",
          props: { accessLogSettings: undefined, apiId: "later", autoDeploy: true },
          finds: ["live: accessLogSettings.destinationArn"],
        },
        {
          title: "none of the WebSocket API, where the account can",
          config: { accountLogs: true },
          finds: ["messages: accessLogSettings.destinationArn", "either: accessLogSettings.destinationArn"],
        },
      ],
    },
  ],
  "state-access-logs": [
    {
      fine: [
        { name: "bucket", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-states" } },
        // Logs of who asked for a state: it keeps none, and logs no access to itself.
        { name: "state-logs-bucket", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-states-access-logs" } },
        {
          name: "logging",
          type: "aws:s3/bucketLogging:BucketLogging",
          props: { bucket: "shop-states", targetBucket: "shop-states-access-logs" },
        },
      ],
      breaks: [
        { title: "none", of: "logging", gone: true, finds: ["bucket: "] },
        { title: "another's", of: "logging", props: { bucket: "shop-states-access-logs" }, finds: ["bucket: "] },
        {
          title: "states in a bucket that only the program calls one of logs",
          of: "state-logs-bucket",
          props: { bucket: "old-states" },
          finds: ["state-logs-bucket: "],
        },
        {
          title: "states in a bucket that is configured to keep them",
          config: { buckets: ["shop-states-access-logs"] },
          finds: ["state-logs-bucket: "],
        },
      ],
    },
  ],
  "log-retention-set": [
    {
      fine: [{ name: "logs", type: "aws:cloudwatch/logGroup:LogGroup", props: { retentionInDays: 7 } }],
      breaks: [
        { title: "for ever", props: { retentionInDays: 0 }, finds: ["logs: retentionInDays"] },
        { title: "CloudWatch's default", props: { retentionInDays: undefined }, finds: ["logs: retentionInDays"] },
        { title: "a day", props: { retentionInDays: 1 }, finds: ["logs: retentionInDays"] },
        { title: "less than is configured", config: { days: 90 }, finds: ["logs: retentionInDays"] },
      ],
    },
  ],
  "pool-ships-logs": [
    {
      fine: [
        {
          name: "pool",
          type: "oci:Core/instancePool:InstancePool",
          props: { instanceConfigurationId: "configuration" },
        },
        {
          name: "configuration",
          type: "oci:Core/instanceConfiguration:InstanceConfiguration",
          props: { id: "configuration", ...agent({ name: "Custom Logs Monitoring", desiredState: "ENABLED" }) },
        },
        {
          name: "agent",
          type: "oci:Logging/unifiedAgentConfiguration:UnifiedAgentConfiguration",
          props: { isEnabled: true, serviceConfiguration: { sources: [{ paths: ["/var/log/app.log"] }] } },
        },
      ],
      breaks: [
        { title: "no agent configuration", of: "agent", gone: true, finds: ["pool: "] },
        { title: "one that is off", of: "agent", props: { isEnabled: false }, finds: ["pool: "] },
        {
          title: "one that follows nothing",
          of: "agent",
          props: { serviceConfiguration: { sources: [] } },
          finds: ["pool: "],
        },
        {
          title: "no plugin",
          of: "configuration",
          props: agent({ name: "Custom Logs Monitoring", desiredState: "DISABLED" }),
          finds: ["pool: instanceConfigurationId"],
        },
      ],
    },
  ],
  "queue-watched": [
    {
      fine: [
        {
          name: "jobs",
          type: QUEUE,
          props: {
            name: "jobs",
            redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:dlq", maxReceiveCount: 3 }),
          },
        },
        { name: "failed", type: QUEUE, props: { name: "jobs-dlq", arn: "arn:dlq" } },
        {
          name: "alarm",
          type: ALARM,
          props: {
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: "jobs-dlq" },
            alarmActions: ["arn:topic"],
          },
        },
      ],
      breaks: [
        { title: "no dead-letter queue", props: { redrivePolicy: undefined }, finds: ["jobs: redrivePolicy"] },
        { title: "no alarm", of: "alarm", gone: true, finds: ["failed: "] },
        {
          title: "an alarm on the queue itself",
          of: "alarm",
          props: { dimensions: { QueueName: "jobs" } },
          finds: ["failed: "],
        },
        {
          title: "an alarm on something else",
          of: "alarm",
          props: { metricName: "SentMessageSize" },
          finds: ["failed: "],
        },
        { title: "an alarm that tells nobody", of: "alarm", props: { alarmActions: [] }, finds: ["failed: "] },
      ],
    },
    {
      fine: [
        { name: "jobs", type: QUEUE, props: { name: "jobs", url: "https://jobs" } },
        { name: "undone", type: QUEUE, props: { name: "undone", arn: "arn:undone" } },
        {
          name: "redrive",
          type: "aws:sqs/redrivePolicy:RedrivePolicy",
          props: { queueUrl: "https://jobs", redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:undone" }) },
        },
        {
          name: "alarm",
          type: ALARM,
          props: {
            metricQueries: [
              { metric: { metricName: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: "undone" } } },
            ],
            alarmActions: ["arn:topic"],
          },
        },
      ],
      breaks: [
        { title: "no redrive", of: "redrive", gone: true, finds: ["jobs: redrivePolicy", "undone: redrivePolicy"] },
        { title: "no alarm on a queue that is one by use alone", of: "alarm", gone: true, finds: ["undone: "] },
      ],
    },
  ],
};
