/** A service behind a load balancer on AWS: the image is pushed, tasks start, and requests go through, also while it deploys. */
import {
  ask,
  askMeanwhile,
  forceNewDeployment,
  isPinned,
  nextTag,
  pushImage,
  serviceReport,
  waitUntilSteady,
} from "./aws-operator.ts";
import { text } from "./operator.ts";
import type { OperatorContext, System, Up } from "./system.ts";

const DIGEST_KEY = "imageDigest";
const REQUESTS = 20;

/** @param urlOutput the output that says where clients go */
export function webSystem(name: string, urlOutput: string): System {
  const healthUrl = ({ config, outputs }: Pick<OperatorContext, "config" | "outputs">) =>
    `${text(outputs, urlOutput)}${text(config, "healthPath")}`;
  return {
    name,
    guide: "real-aws.md",
    keeps: [DIGEST_KEY],
    deliver: async (context, up) => {
      const { clouds, outputs, say } = context;
      const { running } = await serviceReport(clouds, text(outputs, "ecs_service_name"));
      if (running > 0) {
        say("tasks run, so the image is there already");
        return;
      }
      await deploy(name, context, up);
    },
    operate: async (context) => {
      const { clouds, outputs, say } = context;
      await waitUntilSteady(clouds, text(outputs, "ecs_service_name"));
      const url = healthUrl(context);
      for (let count = 0; count < REQUESTS; count += 1) {
        const { status, why } = await ask(clouds, url);
        if (status !== 200) throw new Error(`GET ${url} from the internet answers ${status}: ${why}`);
      }
      say(`${REQUESTS} requests GET ${url} from the internet: 0 failed`);
    },
    deployAgain: async (context, up) => {
      const { clouds, say } = context;
      const meanwhile = await askMeanwhile(clouds, healthUrl(context), () => deploy(name, context, up));
      const { requests, failures } = meanwhile;
      say(`while it deployed, ${requests} requests went through the load balancer: ${failures.length} failed`);
      if (failures.length > 0) throw new Error(`The deployment lost ${failures.length} requests: ${failures[0] ?? ""}`);
    },
  };
}

/** Pinned, a version comes by `up`; floating, by a new deployment of what bears the tag. */
async function deploy(name: string, { clouds, config, outputs, say }: OperatorContext, up: Up): Promise<void> {
  const pinned = isPinned(config);
  const service = text(outputs, "ecs_service_name");
  const repositoryUrl = text(outputs, "ecr_repository_url");
  const tag = nextTag(config, "imageTag");
  const listens = { port: Number(config["containerPort"]), paths: [text(config, "healthPath")] };
  const digest = await pushImage(clouds, { repositoryUrl, tag, listens });
  say(`pushed the image ${repositoryUrl}:${tag}`);
  const { running } = await serviceReport(clouds, service);
  if (pinned || running === 0) {
    await up(pinned ? { [`${name}:${DIGEST_KEY}`]: digest } : {});
    return;
  }
  await forceNewDeployment(clouds, text(outputs, "ecs_cluster_name"), service);
  say("started a new deployment, as `aws ecs update-service --force-new-deployment` does");
  await waitUntilSteady(clouds, service);
}
