/** A service that is right, and the answers that show it steady; tests change one thing of it. */
import type { FargateServiceArgs } from "../../../../components/aws/service/index.ts";
import type { Answers } from "../built.ts";
import { ACCOUNT, REGION } from "../built.ts";

export const CLUSTER_ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/quiz-dev`;
export const REPOSITORY = {
  url: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/quiz-dev`,
  arn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/quiz-dev`,
  name: "quiz-dev",
};
export const DIGEST = `sha256:${"a".repeat(64)}`;

export const ARGS: FargateServiceArgs = {
  cluster: { arn: CLUSTER_ARN, name: "quiz-dev" },
  serviceName: "api",
  family: "quiz-dev",
  cpu: 256,
  memory: 512,
  capacity: "on-demand",
  container: { name: "api", port: 8080 },
  repository: REPOSITORY,
  image: { kind: "pinned", digest: DIGEST },
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1"],
  assignPublicIp: false,
  scaling: { kind: "fixed", count: 2 },
  statements: [],
  paused: false,
};

/** The repository's images, and a service that runs what it was told. */
export function answers({
  count = 2,
  revision = 1,
  images = [{ imageDigest: DIGEST, imageTag: "latest" }],
} = {}): Answers {
  const taskDefinition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/quiz-dev:${revision}`;
  return {
    getImages: () => ({ imageIds: images }),
    getService: () => ({
      status: "ACTIVE",
      desiredCount: count,
      runningCount: count,
      pendingCount: 0,
      deployments: [{ id: "ecs-svc/1", status: "PRIMARY", taskDefinition }],
      events: [],
    }),
  };
}
