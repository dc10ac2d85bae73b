/** The container of a task, as ECS's API writes it. Known values in, a definition out. */
import { STOP_SECONDS } from "./defaults.ts";
import type * as pulumi from "@pulumi/pulumi";

export interface Container {
  /** Letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The TCP port that it listens on. A worker has none. */
  readonly port?: number;
  /** Plain values. What must stay secret goes into `secrets`. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Environment variables out of Secrets Manager: the ARN of a secret, or `<arn>:<key>::` for one key of a JSON secret.
   * ECS reads them as a task starts; their values never pass through Pulumi.
   */
  readonly secrets?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * ECS's own health check, for instance `["CMD-SHELL", "wget -q -O- http://localhost:8080/healthz"]`. The program must be
   * in the image. Default: none; behind a load balancer its health check counts.
   */
  readonly healthCommand?: readonly string[];
  /** Replaces the image's CMD. */
  readonly command?: readonly string[];
  /** `uid` or `uid:gid`. Default: the image's. */
  readonly user?: string;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. Default: 30. */
  readonly stopSeconds?: number;
}

/** What the rest of the task says about its container, once it is known. */
export interface ContainerSurroundings {
  readonly image: string;
  readonly logGroup: string;
  readonly region: string;
  /** Somebody may open a shell in it: the agent of ECS Exec writes to the root file system. */
  readonly exec: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The volume at /tmp, which is all that a container may write to. */
export const SCRATCH = "scratch";

/**
 * The definition, with every field that ECS would add by itself, in the order that ECS hands back, so that reading the
 * task definition again shows no difference.
 *
 * The root file system is read-only unless ECS Exec is on. /tmp is a volume of the task: empty at the start, gone with the
 * task. It belongs to root with mode 0755 unless the image declares `VOLUME /tmp` with other rights, so an image whose
 * user isn't root declares it. No capability is left and none is added.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinition(container: Container, around: ContainerSurroundings) {
  return {
    name: container.name,
    image: around.image,
    cpu: 0,
    essential: true,
    privileged: false,
    readonlyRootFilesystem: !around.exec,
    ...(container.user !== undefined && { user: container.user }),
    ...(container.command !== undefined && { command: container.command }),
    portMappings:
      container.port === undefined
        ? []
        : [{ containerPort: container.port, hostPort: container.port, protocol: "tcp" }],
    environment: byName(around.environment).map(([name, value]) => ({ name, value })),
    secrets: byName(around.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    mountPoints: [{ sourceVolume: SCRATCH, containerPath: "/tmp", readOnly: false }],
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { capabilities: { drop: ["ALL"] }, initProcessEnabled: true },
    ulimits: [{ name: "nofile", softLimit: OPEN_FILES, hardLimit: OPEN_FILES }],
    stopTimeout: container.stopSeconds ?? STOP_SECONDS,
    ...(container.healthCommand !== undefined && { healthCheck: healthCheck(container.healthCommand) }),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": around.logGroup,
        "awslogs-region": around.region,
        "awslogs-stream-prefix": container.name,
      },
    },
  };
}

function healthCheck(command: readonly string[]) {
  return { command, interval: 30, timeout: 5, retries: 3, startPeriod: 60 };
}

function byName(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
}

const OPEN_FILES = 65536;
