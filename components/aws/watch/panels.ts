/** What a dashboard shows of each kind of thing. Names are values that are known, because a panel is text. */

export interface Panel {
  readonly title: string;
  /** Each line: namespace, metric, then dimensions as name and value in turn. */
  readonly lines: readonly (readonly string[])[];
  /** How a period's values become one. Default: Average. */
  readonly statistic?: string;
}

/** An ECS service's use of CPU and memory, in percent of what its tasks have. */
export function servicePanels(clusterName: string, serviceName: string): Panel[] {
  const place = ["ClusterName", clusterName, "ServiceName", serviceName];
  return [
    {
      title: `${serviceName}: CPU and memory, %`,
      lines: [
        ["AWS/ECS", "CPUUtilization", ...place],
        ["AWS/ECS", "MemoryUtilization", ...place],
      ],
    },
  ];
}

/** A load balancer's requests and errors, its healthy targets, and how long answers take. */
export function loadBalancerPanels(arnSuffix: string, targetGroupArnSuffix: string): Panel[] {
  const balancer = ["LoadBalancer", arnSuffix];
  const target = [...balancer, "TargetGroup", targetGroupArnSuffix];
  return [
    {
      title: "Requests and errors",
      statistic: "Sum",
      lines: [
        ["AWS/ApplicationELB", "RequestCount", ...balancer],
        ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", ...balancer],
        ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", ...balancer],
      ],
    },
    {
      title: "Healthy and unhealthy tasks",
      statistic: "Minimum",
      lines: [
        ["AWS/ApplicationELB", "HealthyHostCount", ...target],
        ["AWS/ApplicationELB", "UnHealthyHostCount", ...target],
      ],
    },
    {
      title: "Response time, 95th percentile, s",
      statistic: "p95",
      lines: [["AWS/ApplicationELB", "TargetResponseTime", ...balancer]],
    },
  ];
}

/** An HTTP or WebSocket API's calls and errors. */
export function apiPanels(apiId: string, kind: "http" | "websocket"): Panel[] {
  const metrics = kind === "http" ? ["Count", "4xx", "5xx"] : ["ConnectCount", "MessageCount", "ExecutionError"];
  return [
    {
      title: `${kind === "http" ? "HTTP" : "WebSocket"} API`,
      statistic: "Sum",
      lines: metrics.map((metric) => ["AWS/ApiGateway", metric, "ApiId", apiId]),
    },
  ];
}

/** A queue's waiting messages and dead letters, and how long the oldest has waited. */
export function queuePanels(queueName: string, dlqName: string): Panel[] {
  return [
    {
      title: `${queueName}: messages`,
      statistic: "Maximum",
      lines: [
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queueName],
        ["AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", queueName],
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", dlqName],
      ],
    },
    {
      title: `${queueName}: age of the oldest message, s`,
      statistic: "Maximum",
      lines: [["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queueName]],
    },
  ];
}

/** What a table's callers consume, and what it refused them. */
export function tablePanels(tableName: string): Panel[] {
  const metrics = [
    "ConsumedReadCapacityUnits",
    "ConsumedWriteCapacityUnits",
    "ReadThrottleEvents",
    "WriteThrottleEvents",
  ];
  return [
    {
      title: `${tableName}: units and throttles`,
      statistic: "Sum",
      lines: metrics.map((metric) => ["AWS/DynamoDB", metric, "TableName", tableName]),
    },
  ];
}

/** A database's CPU and connections, and the disk that is left. */
export function databasePanels(identifier: string): Panel[] {
  const of = (metric: string) => ["AWS/RDS", metric, "DBInstanceIdentifier", identifier];
  return [
    { title: `${identifier}: CPU, % and connections`, lines: [of("CPUUtilization"), of("DatabaseConnections")] },
    { title: `${identifier}: free storage, bytes`, statistic: "Minimum", lines: [of("FreeStorageSpace")] },
  ];
}

/** What goes into and out of topics of MSK Serverless, which measures by topic and not by broker. */
export function kafkaPanels(clusterName: string, topics: readonly string[]): Panel[] {
  const metrics = ["BytesInPerSec", "BytesOutPerSec"];
  return topics.map((topic) => ({
    title: `${topic}: bytes a second`,
    lines: metrics.map((metric) => ["AWS/Kafka", metric, "Cluster Name", clusterName, "Topic", topic]),
  }));
}
