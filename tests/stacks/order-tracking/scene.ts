/** What every test of order-tracking's stack under the engine begins with. */
import { text } from "../../../rehearsal/systems/operator.ts";
import type { AwsStack, PushedFor } from "../aws.ts";

export const SYSTEM = "order-tracking";

/** The application: it listens where it is required to, and knows the required health path. */
export const LISTENS = { port: 8080, paths: ["/actuator/health"] };

/** The image that the first `up` asks for. Where images are pinned, its digest goes into the configuration. */
export function firstImage(outputs: Record<string, unknown>): PushedFor[] {
  const repositoryUrl = text(outputs, "ecr_repository_url");
  return repositoryUrl.endsWith("-prod")
    ? [{ repositoryUrl, tag: "1.0.0", digestKey: "imageDigest", listens: LISTENS }]
    : [{ repositoryUrl, tag: "latest", listens: LISTENS }];
}

/** The names as workflows and the runbook read them. */
export const OUTPUTS = [
  "alarm_topic_arn",
  "alb_dns_name",
  "app_url",
  "ecr_repository_url",
  "ecs_cluster_name",
  "ecs_service_name",
  "log_group_name",
  "msk_bootstrap_servers",
  "msk_cluster_arn",
  "rds_endpoint",
  "rds_identifier",
  "rds_master_secret_arn",
  "task_definition_arn",
  "vpc_id",
];

/** Where clients ask whether the application is well. */
export async function healthUrl(system: AwsStack): Promise<string> {
  return `${text(await system.outputs(), "app_url")}/actuator/health`;
}
