/** What a Fargate service is made of. */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import type { Container } from "./container.ts";
import type { FargateSize } from "./fargateSizes.ts";
import type { ServiceImage } from "./image.ts";
import type { Scaling } from "./scaling.ts";

/** CPU in units (1024 are one virtual CPU) and memory in MiB: a pair that Fargate has. */
export interface FargateServiceArgs extends FargateSize {
  readonly cluster: { readonly arn: pulumi.Input<string>; readonly name: pulumi.Input<string> };
  /** Unique in its cluster. */
  readonly serviceName: string;
  /** The task definitions' family, 54 characters at most. The log group is `/ecs/<family>`, the roles begin with it. */
  readonly family: string;
  /** Default: X86_64. */
  readonly architecture?: "X86_64" | "ARM64";
  /** `spot` is cheaper; AWS takes a task back at two minutes' notice, and may have none to give. No task is on demand then. */
  readonly capacity: "on-demand" | "spot";
  readonly container: Container;
  /** Where the image is. */
  readonly repository: {
    readonly url: pulumi.Input<string>;
    readonly arn: pulumi.Input<string>;
    readonly name: pulumi.Input<string>;
  };
  readonly image: ServiceImage;
  /** The name by which the caller knows the image, for messages: a configuration key. Default: `image`. */
  readonly imageLabel?: string;
  /** Whether the image is there, for whoever knows. Default: the component looks into the repository. */
  readonly imageExists?: pulumi.Input<boolean>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Needed in a public subnet to reach ECR without NAT or endpoints. */
  readonly assignPublicIp: boolean;
  readonly scaling: Scaling;
  /** Of a load balancer that has a listener already. */
  readonly targetGroupArn?: pulumi.Input<string>;
  /** A Cloud Map service with SRV records. */
  readonly discoveryServiceArn?: pulumi.Input<string>;
  /** What the program in the container may do. */
  readonly statements: readonly Statement[];
  /** Secrets that ECS may read for the container. Default: those of `container.secrets`. */
  readonly secretArns?: readonly pulumi.Input<string>[];
  /** Days that the log keeps an entry. Default: 30. */
  readonly logRetentionDays?: number;
  /** Seconds in which a new task's failed load balancer checks don't count. Default: AWS's, 0. */
  readonly healthCheckGraceSeconds?: number;
  /**
   * What new tasks must prove although nothing of the service itself changes: a health check's path. A change begins a
   * deployment, so that `up` fails if tasks don't pass, rather than AWS killing those that run later on. Default: nothing.
   */
  readonly proven?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Runs no task; everything else stays. */
  readonly paused: boolean;
  /** ECS Exec: a shell in a running container. Makes the root file system writable. Default: false. */
  readonly exec?: boolean;
  /** Minutes that a deployment may take. Default: 15. */
  readonly steadyMinutes?: number;
  /** Serves this earlier revision of the family, whatever else is configured: the way back. Default: the newest. */
  readonly taskDefinitionRevision?: number;
  /** Tasks that stay healthy while a deployment runs, in percent. Default: 100. */
  readonly minimumHealthyPercent?: number;
  /** Tasks that may run while a deployment runs, in percent. Default: 200. */
  readonly maximumPercent?: number;
}
