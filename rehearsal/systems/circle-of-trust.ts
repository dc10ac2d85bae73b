/** Circle of Trust: both images are pushed, the API answers behind its gateway, and workers come and go with the queue. */
import {
  ask,
  askMeanwhile,
  forceNewDeployment,
  pushImage,
  serviceReport,
  setQueue,
  waitUntilSteady,
} from "./aws-operator.ts";
import { text } from "./operator.ts";
import type { OperatorContext, System } from "./system.ts";

const REQUESTS = 20;
/** Jobs that wait at once, for the look at the workers. */
const JOBS = 25;

export const circleOfTrust: System = {
  name: "circle-of-trust",
  guide: "real-aws.md",
  deliver: async (context, up) => {
    const { clouds, outputs, say } = context;
    const { running } = await serviceReport(clouds, text(outputs, "api_service_name"));
    if (running > 0) {
      say("tasks run, so the images are there already");
      return;
    }
    await push(context);
    await up({});
  },
  operate: async (context) => {
    const { clouds, outputs, say } = context;
    await waitUntilSteady(clouds, text(outputs, "api_service_name"));
    const url = healthUrl(context);
    for (let count = 0; count < REQUESTS; count += 1) {
      const { status, why } = await ask(clouds, url);
      if (status !== 200) throw new Error(`GET ${url} from the internet answers ${status}: ${why}`);
    }
    say(`${REQUESTS} requests GET ${url} through API gateway, VPC link and Cloud Map: 0 failed`);
    await proveWorkers(context);
  },
  deployAgain: async (context) => {
    const { clouds, outputs, say } = context;
    const { requests, failures } = await askMeanwhile(clouds, healthUrl(context), async () => {
      await push(context);
      await forceNewDeployment(clouds, text(outputs, "api_cluster_name"), text(outputs, "api_service_name"));
      await waitUntilSteady(clouds, text(outputs, "api_service_name"));
    });
    say(`while a new deployment ran, ${requests} requests went through: ${failures.length} failed`);
    if (failures.length > 0) throw new Error(`The deployment lost ${failures.length} requests: ${failures[0] ?? ""}`);
  },
};

/** The tags stay: the images behind them are new ones. */
async function push({ clouds, config, outputs, say }: OperatorContext): Promise<void> {
  const listens = { port: Number(config["apiPort"]), paths: [text(config, "apiHealthPath")] };
  const images = [
    { repositoryUrl: text(outputs, "api_repository_url"), tag: text(config, "apiImageTag"), listens },
    { repositoryUrl: text(outputs, "worker_repository_url"), tag: text(config, "workerImageTag") },
  ];
  for (const image of images) {
    await pushImage(clouds, image);
    say(`pushed the image ${image.repositoryUrl}:${image.tag}`);
  }
}

/** Jobs wait, so workers start; none wait, so they go. */
async function proveWorkers({ clouds, outputs, say }: OperatorContext): Promise<void> {
  const service = text(outputs, "worker_service_name");
  const queueName = text(outputs, "sqs_queue_url").split("/").at(-1) ?? "";
  await setQueue(clouds, queueName, JOBS);
  await waitUntilSteady(clouds, service);
  const { running } = await serviceReport(clouds, service);
  if (running === 0) throw new Error(`${JOBS} jobs wait in ${queueName}, and no worker runs.`);
  say(`with ${JOBS} jobs in the queue, ${running} worker${running === 1 ? " runs" : "s run"}`);
  await setQueue(clouds, queueName, 0);
}

function healthUrl({ config, outputs }: OperatorContext): string {
  return `${text(outputs, "api_gateway_url")}${text(config, "apiHealthPath")}`;
}
