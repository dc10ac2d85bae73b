/** What operators of the systems on AWS do beside `up`: images, new deployments, and looks from the internet. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isRecord } from "../oci/facts/conform.ts";
import type { Clouds } from "../session/clouds.ts";
import { text } from "./operator.ts";
import type { OperatorContext } from "./system.ts";

/** An image, and what the application in it does. */
export interface Pushed {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, as a stack puts it out. */
  readonly repositoryUrl: string;
  readonly tag: string;
  /** Undefined for a worker, which listens nowhere. */
  readonly listens?: { readonly port: number; readonly paths: readonly string[]; readonly startSeconds?: number };
  /** The process ends by itself. Default: it runs on. */
  readonly exits?: { readonly afterSeconds: number; readonly code: number };
}

/** An ECS service as the world has it. */
export interface ServiceReport {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly isSteady: boolean;
  /** ARN of the revision that its newest deployment runs. */
  readonly taskDefinition: string;
  /** Why it doesn't run what it should; empty where it is steady. */
  readonly reasons: readonly string[];
}

export interface Answer {
  /** HTTP status; 0 where nothing answers. */
  readonly status: number;
  /** Why, and who answered. */
  readonly why: string;
  /** Of a redirect. */
  readonly location?: string;
}

/** What came of the requests that were sent while something else went on. */
export interface Meanwhile {
  readonly requests: number;
  readonly failures: readonly string[];
}

/** Seconds from a container's start until it listens. */
const START_SECONDS = 10;
/** Real milliseconds between two looks, and between two requests. */
const PAUSE_MS = 100;

/** `docker push`. @returns the image's digest @throws Error where there is no such repository */
export async function pushImage(clouds: Clouds, { repositoryUrl, tag, listens, exits }: Pushed): Promise<string> {
  const answer = await tellAws(clouds, "POST", "images", {
    repositoryName: repositoryUrl.slice(repositoryUrl.indexOf("/") + 1),
    tag,
    ...(listens !== undefined && { listens: { startSeconds: START_SECONDS, ...listens } }),
    ...(exits !== undefined && { exits }),
  });
  return String(answer["digest"]);
}

/**
 * The tag that the next image gets. Pinned, a version is a digest in the configuration, and its tag is a commit's, which no
 * other image has: such tags are immutable. Floating, it is the tag that deployments look for, and the push moves it.
 */
export function nextTag(config: OperatorContext["config"], tagKey: string): string {
  return isPinned(config) ? randomBytes(4).toString("hex") : text(config, tagKey);
}

/** Whether the configuration says by digests which images run. */
export function isPinned(config: OperatorContext["config"]): boolean {
  return config["imagePolicy"] === "pinned";
}

/** `aws ecs update-service --force-new-deployment`. */
export async function forceNewDeployment(clouds: Clouds, cluster: string, service: string): Promise<void> {
  await tellAws(clouds, "POST", "services/force-new-deployment", { cluster, service });
}

/** So many messages wait in a queue from now on, and autoscaling looks at it. */
export async function setQueue(clouds: Clouds, queueName: string, visible: number): Promise<void> {
  await tellAws(clouds, "PUT", "queues", { queueName, visible });
}

/** Every ECS service, in every region. */
export async function serviceReports(clouds: Clouds): Promise<ServiceReport[]> {
  const { services } = await tellAws(clouds, "GET", "services");
  return Array.isArray(services) ? services.map(readReport) : [];
}

/** The service of this name. @throws Error where there is none */
export async function serviceReport(clouds: Clouds, name: string): Promise<ServiceReport> {
  const all = await serviceReports(clouds);
  const found = all.find((report) => report.name === name);
  if (found === undefined)
    throw new Error(`There is no service ${name}, only ${all.map((one) => one.name).join(", ")}.`);
  return found;
}

/**
 * `aws ecs wait services-stable`: until it runs what it should.
 * @param patience real milliseconds
 * @throws Error with ECS's reasons where it doesn't come to that
 */
export async function waitUntilSteady(clouds: Clouds, name: string, patience = 60_000): Promise<void> {
  for (const until = Date.now() + patience; ; await sleep(PAUSE_MS)) {
    const report = await serviceReport(clouds, name);
    if (report.isSteady) return;
    if (Date.now() > until) throw new Error(`${name} is not steady: ${report.reasons.join("; ")}`);
  }
}

/** What somebody on the internet gets who asks for a URL. */
export async function ask(clouds: Clouds, url: string, method = "GET"): Promise<Answer> {
  const { status, why, location } = await tellAws(clouds, "POST", "ask", { url, method });
  return { status: Number(status), why: String(why), ...(typeof location === "string" && { location }) };
}

/** Asks for a URL, again and again, while `work` goes on. Answers other than 200 are failures. */
export async function askMeanwhile(clouds: Clouds, url: string, work: () => Promise<void>): Promise<Meanwhile> {
  const failures: string[] = [];
  let requests = 0;
  let isDone = false;
  const asking = async () => {
    while (!isDone) {
      const { status, why } = await ask(clouds, url);
      requests += 1;
      if (status !== 200) failures.push(`${status} ${why}`);
      await sleep(PAUSE_MS);
    }
  };
  const working = async () => {
    try {
      await work();
    } finally {
      isDone = true;
    }
  };
  await Promise.all([asking(), working()]);
  return { requests, failures };
}

async function tellAws(
  { awsEndpoint }: Clouds,
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${awsEndpoint}/rehearsal/aws/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  const answer: unknown = response.ok ? JSON.parse(text) : undefined;
  if (!isRecord(answer)) throw new Error(`The embedded AWS refused ${method} ${path}: ${text}`);
  return answer;
}

function readReport(report: unknown): ServiceReport {
  const { name, desired, running, isSteady, taskDefinition, reasons } = isRecord(report) ? report : {};
  return {
    name: String(name),
    desired: Number(desired),
    running: Number(running),
    isSteady: isSteady === true,
    taskDefinition: String(taskDefinition),
    reasons: Array.isArray(reasons) ? reasons.map(String) : [],
  };
}
