/** Alarms, and what the configuration asks for beside them: dashboard, budget, trail, backups, redeployment. */
import * as pulumi from "@pulumi/pulumi";
import {
  apiPanels,
  BackupPlan,
  CostBudget,
  Dashboard,
  queuePanels,
  RedeployOnPush,
  ServiceAlarms,
  servicePanels,
  tablePanels,
  Trail,
} from "@tidegate/aws";
import type { Queue, Table } from "@tidegate/aws";
import type { CircleOfTrustConfig } from "./config.ts";
import type { Front } from "./front.ts";
import type { Running } from "./tasks.ts";

export interface WatchArgs {
  readonly config: CircleOfTrustConfig;
  readonly region: string;
  readonly topicArn: pulumi.Output<string>;
  readonly api: Running;
  readonly worker: Running;
  readonly front: Front;
  readonly queue: Queue;
  readonly tables: readonly Table[];
  /** The value of the tag Project, which the budget counts. */
  readonly project: string;
}

export function watch(name: string, args: WatchArgs, opts: pulumi.ComponentResourceOptions): void {
  const { config, topicArn, tables } = args;
  const { prefix, protect, budgetUsd: monthlyUsd, alarmEmails: emails } = config;
  alarms(name, args, opts);
  if (config.with.dashboard) dashboard(name, args, opts);
  if (config.with.trail) new Trail(`${name}-trail`, { trailName: prefix, protect }, opts);
  if (config.with.backups) {
    const resourceArns = tables.map(({ arn }) => arn);
    new BackupPlan(`${name}-backups`, { planName: prefix, resourceArns, protect }, opts);
  }
  if (config.with.redeployOnPush) redeploy(name, args, opts);
  if (monthlyUsd !== undefined) {
    const tag = { key: "Project", value: args.project };
    new CostBudget(`${name}-budget`, { budgetName: prefix, monthlyUsd, emails, topicArn, tag }, opts);
  }
}

function alarms(name: string, args: WatchArgs, opts: pulumi.ComponentResourceOptions): void {
  const { config, api, worker, topicArn, front } = args;
  const { prefix, paused } = config;
  const of = ({ cluster, service }: Running) => ({
    clusterName: cluster.name,
    serviceName: service.serviceName,
    topicArn,
    paused,
  });
  new ServiceAlarms(`${name}-api-alarm`, { ...of(api), prefix: `${prefix}-api`, apiId: front.http.apiId }, opts);
  new ServiceAlarms(`${name}-worker-alarm`, { ...of(worker), prefix: `${prefix}-worker` }, opts);
}

function dashboard(name: string, args: WatchArgs, opts: pulumi.ComponentResourceOptions): void {
  const { config, region, api, worker, front, queue, tables } = args;
  const service = ({ cluster, service: { serviceName } }: Running) =>
    pulumi.all([cluster.name, serviceName]).apply(([cluster, called]) => servicePanels(cluster, called));
  const panels = [
    service(api),
    front.http.apiId.apply((id) => apiPanels(id, "http")),
    front.socket.apiId.apply((id) => apiPanels(id, "websocket")),
    pulumi.all([queue.name, queue.dlqName]).apply(([called, dlq]) => queuePanels(called, dlq)),
    service(worker),
    ...tables.map((table) => table.name.apply(tablePanels)),
  ];
  new Dashboard(`${name}-dashboard`, { dashboardName: config.prefix, region, panels }, opts);
}

/** Only a tag that moves is worth following: a pinned image changes with the configuration. */
function redeploy(name: string, args: WatchArgs, opts: pulumi.ComponentResourceOptions): void {
  const { config, api, worker, topicArn: alarmTopicArn } = args;
  const of = ({ cluster, repository, service }: Running, imageTag: string) => ({
    repositoryName: repository.name,
    imageTag,
    clusterName: cluster.name,
    serviceName: service.serviceName,
    serviceArn: service.serviceArn,
  });
  const { api: apiSettings, worker: workerSettings } = config;
  const services = {
    ...(apiSettings.image.kind === "floating" && { api: of(api, apiSettings.image.tag) }),
    ...(workerSettings.image.kind === "floating" && { worker: of(worker, workerSettings.image.tag) }),
  };
  new RedeployOnPush(
    `${name}-redeploy`,
    { functionName: `${config.prefix}-redeploy`.slice(0, 40), services, alarmTopicArn },
    opts,
  );
}
