/** What operators of any system do: images, addresses, times. */
import { isRecord } from "../oci/facts/conform.ts";
import { tell } from "../session/clouds.ts";
import type { OciClient } from "../session/oci-client.ts";
import type { OperatorContext } from "./system.ts";

/** `docker push`, as the world has it. Tags are immutable: one that is there stays as it is. */
export async function pushImage(
  { clouds, outputs, say }: OperatorContext,
  client: OciClient,
  tag: string,
): Promise<void> {
  const repositoryName = text(outputs, "ocir_repo_name");
  const query = new URLSearchParams({ compartmentId: text(outputs, "compartment_ocid"), repositoryName, version: tag });
  const found = await client.send("GET", `/20160918/container/images?${query.toString()}`);
  if (isRecord(found) && Array.isArray(found["items"]) && found["items"].length > 0) {
    say(`the image ${text(outputs, "ocir_repo_url")}:${tag} is there already`);
    return;
  }
  await tell(clouds, "POST", "/rehearsal/registry/images", { repositoryName, tag });
  say(`pushed the image ${text(outputs, "ocir_repo_url")}:${tag}`);
}

/** The load balancer's public address. */
export async function loadBalancerAddress({ outputs }: OperatorContext, client: OciClient): Promise<string> {
  const balancer = await client.send("GET", `/20170115/loadBalancers/${text(outputs, "lb_id")}`);
  const addresses = isRecord(balancer) && Array.isArray(balancer["ipAddresses"]) ? balancer["ipAddresses"] : [];
  const first: unknown = addresses[0];
  if (!isRecord(first) || typeof first["ipAddress"] !== "string") {
    throw new Error("The load balancer has no address.");
  }
  return first["ipAddress"];
}

/** The world's present time, in milliseconds since the epoch. */
export async function worldTime({ clouds }: OperatorContext): Promise<number> {
  const status = await tell(clouds, "GET", "/rehearsal/status");
  return isRecord(status) ? Date.parse(String(status["time"])) : Number.NaN;
}

/**
 * One of a stack's outputs or configuration values.
 * @throws Error when it is no text, or empty
 */
export function text(values: Readonly<Record<string, unknown>>, key: string): string {
  const value = values[key];
  if (typeof value !== "string" || value === "") {
    throw new Error(`${key} is no text among ${Object.keys(values).join(", ")}.`);
  }
  return value;
}
