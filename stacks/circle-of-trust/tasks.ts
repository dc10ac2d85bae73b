/** The API and the workers: clusters, repositories and Fargate services. */
import type * as pulumi from "@pulumi/pulumi";
import { Cluster, FargateService, Repository } from "@tidegate/aws";
import type { DiscoveryService, Network, Queue, Table } from "@tidegate/aws";
import type { CircleOfTrustConfig } from "./config.ts";
import type { Doors } from "./doors.ts";
import type { Front } from "./front.ts";

export interface Running {
  readonly cluster: Cluster;
  readonly repository: Repository;
  readonly service: FargateService;
}

export interface TasksArgs {
  readonly config: CircleOfTrustConfig;
  readonly network: Network;
  readonly doors: Doors;
  readonly queue: Queue;
  readonly conversations: Table;
  readonly jobs: Table;
}

/** On demand, behind both gateways. */
export function makeApi(
  name: string,
  args: TasksArgs & { readonly front: Front; readonly discovery: DiscoveryService },
  opts: pulumi.ComponentResourceOptions,
): Running {
  const { config, queue, conversations, jobs, front, discovery } = args;
  const { cluster, repository, common } = place(name, `${config.prefix}-api`, config.api.image.kind, args, opts);
  const { signIn, socket } = front;
  const service = new FargateService(
    name,
    {
      ...config.api,
      ...common,
      capacity: "on-demand",
      securityGroupIds: [args.doors.api],
      container: {
        ...config.api.container,
        environment: {
          ...environmentOf(args),
          PINGID_METADATA_URL: config.pingidMetadataUrl,
          WEBSOCKET_CALLBACK_URL: socket.callbackUrl,
          ...(signIn !== undefined && { COGNITO_ISSUER: signIn.issuer, COGNITO_CLIENT_ID: signIn.clientId }),
        },
      },
      discoveryServiceArn: discovery.serviceArn,
      // A load balancer that is gone sends nothing, and ECS refuses target groups that none leads to.
      ...(!config.paused && { targetGroupArn: socket.targetGroupArn }),
      proven: { healthPath: config.api.healthPath },
      statements: [
        ...conversations.readWriteStatements(),
        ...jobs.readWriteStatements(),
        ...queue.sendStatements(),
        ...socket.statements(),
      ],
    },
    { ...opts, dependsOn: [args.network, socket, ...args.doors.rules] },
  );
  return { cluster, repository, service };
}

/** On Spot, as many as the queue asks for. A task that AWS takes back leaves its job to the next one. */
export function makeWorker(name: string, args: TasksArgs, opts: pulumi.ComponentResourceOptions): Running {
  const { config, queue, conversations, jobs } = args;
  const { cluster, repository, common } = place(name, `${config.prefix}-worker`, config.worker.image.kind, args, opts);
  const service = new FargateService(
    name,
    {
      ...config.worker,
      ...common,
      capacity: "spot",
      securityGroupIds: [args.doors.worker],
      container: { ...config.worker.container, environment: environmentOf(args), stopSeconds: 120 },
      scaling: { kind: "queue", queueName: queue.name, ...config.worker.scaling },
      statements: [...queue.consumeStatements(), ...conversations.readWriteStatements(), ...jobs.readWriteStatements()],
    },
    { ...opts, dependsOn: [args.network, ...args.doors.rules] },
  );
  return { cluster, repository, service };
}

/** What both services have alike: a cluster and a repository of their own, private subnets, and the pause. */
function place(
  name: string,
  called: string,
  image: "floating" | "pinned",
  { config, network }: TasksArgs,
  opts: pulumi.ComponentResourceOptions,
) {
  const cluster = new Cluster(`${name}-cluster`, { clusterName: called, containerInsights: false }, opts);
  const repository = new Repository(
    `${name}-repository`,
    { repositoryName: called, image, protect: config.protect },
    opts,
  );
  const { paused, logRetentionDays } = config;
  const common = {
    cluster,
    repository,
    paused,
    logRetentionDays,
    subnetIds: network.privateSubnetIds,
    assignPublicIp: false,
  };
  return { cluster, repository, common };
}

function environmentOf({ queue, conversations, jobs }: TasksArgs) {
  return { JOB_QUEUE_URL: queue.url, CONVERSATIONS_TABLE: conversations.name, JOBS_TABLE: jobs.name };
}
