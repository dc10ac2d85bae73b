/** A web service that is right, in a network of its own; tests change one thing of it. */
import type { NetworkArgs, WebServiceArgs } from "@tidegate/aws";
import { Network, WebService } from "@tidegate/aws";
import type { Built } from "../built.ts";
import { build, known } from "../built.ts";
import { answers, DIGEST } from "../service/compliant.ts";

export const NETWORK: NetworkArgs = {
  prefix: "quiz-dev",
  cidr: "10.20.0.0/16",
  availabilityZoneCount: 2,
  nat: "none",
  endpoints: ["ecr.api", "ecr.dkr", "logs", "secretsmanager"],
};

export type Args = Omit<WebServiceArgs, "network">;
/** Private tasks by plain HTTP. */
export const RIGHT: Args = {
  prefix: "quiz-dev",
  placement: "private",
  clusterName: "quiz-dev",
  repositoryName: "quiz-dev",
  serviceName: "quiz-dev",
  cpu: 256,
  memory: 512,
  image: { kind: "pinned", digest: DIGEST },
  imageLabel: "quiz:imageDigest",
  container: { port: 8080 },
  healthPath: "/healthz",
  scaling: { kind: "fixed", count: 2 },
  statements: [],
  logRetentionDays: 14,
  ingressCidrs: ["0.0.0.0/0"],
  accessLogs: false,
  protect: false,
  internet: false,
  reaches: [],
  alarmEmails: ["ops@example.com"],
  paused: false,
};
export const HTTPS = { domainName: "quiz.example.com", zoneId: "Z0123456789" };

/** Makes it, with a network, where ECS runs as many tasks as it should, of the revision that it should. */
export async function made(change: Partial<Args> = {}, network: Partial<NetworkArgs> = {}): Promise<Built<WebService>> {
  const { paused = false, taskDefinitionRevision: revision } = change;
  const built = await build(
    (options) => {
      const own = new Network("net", { ...NETWORK, ...network }, options);
      return new WebService("web", { ...RIGHT, ...change, network: own }, options);
    },
    answers({ count: paused ? 0 : 2, ...(revision !== undefined && { revision }) }),
  );
  // Whoever still looks at the service would see the next test's answers.
  await known(built.component.service.steady);
  return built;
}
