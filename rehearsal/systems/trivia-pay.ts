/** TriviaPay: the image is pushed, the secrets get their values, and requests go through the load balancer. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ociClient } from "../session/oci-client.ts";
import type { OciClient } from "../session/oci-client.ts";
import { tell } from "../session/clouds.ts";
import { isRecord } from "../oci/facts/conform.ts";
import { fromInternet } from "../session/internet.ts";
import { loadBalancerAddress, pushImage, text, worldTime } from "./operator.ts";
import { deploySecondVersion } from "./second-version.ts";
import type { OperatorContext, System } from "./system.ts";

/** World seconds that an instance may take until it serves: 120 for its boot, the rest for the health checks. */
const PATIENCE_WORLD_SECONDS = 600;
const REQUESTS = 20;
/** An address of Cloudflare's, which the load balancer lets in by default; and one that it must not. */
const CLOUDFLARE_ADDRESS = "173.245.48.10";
const STRANGER_ADDRESS = "192.0.2.10";

export const triviaPay = {
  name: "trivia-pay",
  guide: "real-oci.md",
  operate: async (context) => {
    const client = await ociClient(context.paths, context.clouds);
    await pushImage(context, client, text(context.config, "imageTag"));
    await putSecrets(context, client);
    const address = await loadBalancerAddress(context, client);
    await waitUntilHealthy(context, client);
    await proveRequests(context, address);
  },
  deployAgain: (context, up) => deploySecondVersion(context, { up, source: CLOUDFLARE_ADDRESS, project: "trivia-pay" }),
} satisfies System;

/** `oci vault secret update`: the values are made up on the spot, and only the vault ever holds them. */
async function putSecrets({ outputs, say }: OperatorContext, client: OciClient): Promise<void> {
  const values = {
    app_env_secret_id: `SESSION_KEY=${randomBytes(24).toString("hex")}\n`,
    ocir_username_secret_id: `${text(outputs, "ocir_namespace")}/deployer`,
    ocir_auth_token_secret_id: randomBytes(15).toString("base64url"),
  };
  for (const [output, value] of Object.entries(values)) {
    await client.send("PUT", `/20180608/secrets/${text(outputs, output)}`, {
      secretContent: { contentType: "BASE64", content: Buffer.from(value).toString("base64") },
    });
  }
  say("put values into the three secrets, out of band");
}

async function waitUntilHealthy(context: OperatorContext, client: OciClient): Promise<void> {
  const { clouds, outputs, say } = context;
  const set = `/20170115/loadBalancers/${text(outputs, "lb_id")}/backendSets/${text(outputs, "lb_backend_set_name")}`;
  const started = await worldTime(context);
  let last = "";
  for (;;) {
    const report = await tell(clouds, "GET", `/rehearsal/health?pool=${text(outputs, "instance_pool_id")}`);
    const { status, reasons } = readHealth(report);
    if (status === "OK") {
      await client.send("GET", `${set}/health`);
      say("every instance of the pool is OK at the load balancer");
      return;
    }
    const line = reasons.join("; ").replace(/about \d+ s/g, "some seconds");
    if (line !== last) {
      say(`not healthy yet: ${reasons.join("; ")}`);
      last = line;
    }
    if ((await worldTime(context)) - started > PATIENCE_WORLD_SECONDS * 1000) {
      throw new Error(`After ${PATIENCE_WORLD_SECONDS} s of world time no instance serves: ${reasons.join("; ")}`);
    }
    await sleep(100);
  }
}

async function proveRequests({ clouds, say }: OperatorContext, address: string): Promise<void> {
  const statuses = [];
  let body = "";
  for (let count = 0; count < REQUESTS; count += 1) {
    const answer = await fromInternet(clouds.internetProxy, `http://${address}/health`, CLOUDFLARE_ADDRESS);
    statuses.push(answer.status);
    body = answer.body;
  }
  const failed = statuses.filter((status) => status !== 200).length;
  say(`${REQUESTS} requests GET http://${address}/health through the load balancer: ${failed} failed`);
  if (failed > 0) {
    throw new Error(`${failed} of ${REQUESTS} requests failed; the last answer: ${body}`);
  }
  const stranger = await fromInternet(clouds.internetProxy, `http://${address}/health`, STRANGER_ADDRESS);
  if (stranger.status === 200) {
    throw new Error(`A request from ${STRANGER_ADDRESS} came through, although the ingress is limited.`);
  }
  say(`a request from ${STRANGER_ADDRESS}, which the ingress doesn't name, is kept out`);
}

function readHealth(report: unknown): { status: string; reasons: string[] } {
  if (!isRecord(report) || typeof report["status"] !== "string" || !Array.isArray(report["reasons"])) {
    throw new Error("The embedded clouds' health report can't be read.");
  }
  return { status: report["status"], reasons: report["reasons"].map(String) };
}
