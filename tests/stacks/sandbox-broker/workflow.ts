/**
 * What deploy and rollback workflows do beside Pulumi: push an image, register a revision that runs it, and set
 * the service on a revision, the last one with AWS's own command line.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { waitUntilSteady } from "../../../rehearsal/systems/aws-operator.ts";
import { ensureAwsCli } from "../../support/aws-cli.ts";
import type { AwsStack } from "../aws.ts";

export const REGION = "eu-central-1";

/** The application as it is required, under a tag. */
export function broker(outputs: Readonly<Record<string, unknown>>, tag = "latest") {
  const listens = { port: 8080, paths: ["/v1/healthz"] };
  return { repositoryUrl: String(outputs["ecr_repository_url"]), tag, listens };
}

/**
 * `aws ecs register-task-definition`: the program's own definition with the image of another tag. The embedded AWS answers
 * no such request in AWS's protocol yet, so it goes through the provider's door.
 * @returns the revision's number
 */
export async function register(system: AwsStack, tag: string): Promise<number> {
  const { type, inputs } = await system.resource("web-api-definition");
  const { containerDefinitions, ...rest } = Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !name.startsWith("__")),
  );
  const changed = String(containerDefinitions).replace(/("image":"[^"]+):[^":]+"/, `$1:${tag}"`);
  const wish = { type, region: REGION, urn: "", inputs: { ...rest, containerDefinitions: changed }, declared: {} };
  const response = await fetch(`${system.rehearsal.session.clouds.awsEndpoint}/rehearsal/provider/create`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
  });
  const text = await response.text();
  const made: unknown = response.ok ? JSON.parse(text) : undefined;
  const resource = isRecord(made) && isRecord(made["resource"]) ? made["resource"] : {};
  const outputs = isRecord(resource["outputs"]) ? resource["outputs"] : {};
  if (typeof outputs["revision"] !== "number") throw new Error(`No revision was registered: ${text}`);
  return outputs["revision"];
}

/** `aws ecs update-service --task-definition`, and waits until the revision serves. */
export async function serve(system: AwsStack, revision: number): Promise<void> {
  const { ecs_cluster_name: cluster, ecs_service_name: service } = await system.outputs();
  const name = String(service);
  const to = ["--cluster", String(cluster), "--service", name, "--task-definition", `${name}:${revision}`];
  await aws(system, "ecs", "update-service", ...to, "--force-new-deployment");
  await waitUntilSteady(system.rehearsal.session.clouds, name);
}

/** `aws …` in the stack's region. @returns what it printed */
export async function aws({ rehearsal }: AwsStack, ...args: string[]): Promise<string> {
  const env = { ...process.env, ...rehearsal.session.environment };
  const { stdout } = await promisify(execFile)(await ensureAwsCli(), [...args, "--region", REGION], { env });
  return stdout;
}
