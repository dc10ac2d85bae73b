/** Circle of Trust: both images are pushed, the API answers behind its gateway, and workers come and go with the queue. */
import {
  ask,
  askMeanwhile,
  forceNewDeployment,
  isPinned,
  nextTag,
  pushImage,
  serviceReport,
  setQueue,
  waitUntilSteady,
} from "./aws-operator.ts";
import { text } from "./operator.ts";
import type { OperatorContext, System, Up } from "./system.ts";

const REQUESTS = 20;
/** Jobs that wait at once, for the look at the workers. */
const JOBS = 25;
const NAME = "circle-of-trust";
const DIGEST_KEYS = { api: "apiImageDigest", worker: "workerImageDigest" } as const;

export const circleOfTrust: System = {
  name: NAME,
  guide: "real-aws.md",
  keeps: Object.values(DIGEST_KEYS),
  deliver: async (context, up) => {
    const { clouds, outputs, say } = context;
    const { running } = await serviceReport(clouds, text(outputs, "api_service_name"));
    if (running > 0) {
      say("tasks run, so the images are there already");
      return;
    }
    await up(await push(context));
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
  deployAgain: async (context, up) => {
    const { clouds, say } = context;
    const { requests, failures } = await askMeanwhile(clouds, healthUrl(context), () => deploy(context, up));
    say(`while a new deployment ran, ${requests} requests went through: ${failures.length} failed`);
    if (failures.length > 0) throw new Error(`The deployment lost ${failures.length} requests: ${failures[0] ?? ""}`);
  },
};

/** Pinned, another version of both comes by `up`; floating, by a new deployment of what bears the tag. */
async function deploy(context: OperatorContext, up: Up): Promise<void> {
  const { clouds, config, outputs } = context;
  const digests = await push(context);
  const service = text(outputs, "api_service_name");
  if (isPinned(config)) await up(digests);
  else await forceNewDeployment(clouds, text(outputs, "api_cluster_name"), service);
  await waitUntilSteady(clouds, service);
}

/** Pushes both images. @returns what the configuration has to say then: the digests, where it pins them */
async function push({ clouds, config, outputs, say }: OperatorContext): Promise<Record<string, string>> {
  const listens = { port: Number(config["apiPort"]), paths: [text(config, "apiHealthPath")] };
  const images = { api: { listens }, worker: {} };
  const digests: Record<string, string> = {};
  for (const part of ["api", "worker"] as const) {
    const repositoryUrl = text(outputs, `${part}_repository_url`);
    const tag = nextTag(config, `${part}ImageTag`);
    digests[`${NAME}:${DIGEST_KEYS[part]}`] = await pushImage(clouds, { repositoryUrl, tag, ...images[part] });
    say(`pushed the image ${repositoryUrl}:${tag}`);
  }
  return isPinned(config) ? digests : {};
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
