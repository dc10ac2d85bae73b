/** A world with a container repository `triviapay/api` in it. */
import assert from "node:assert/strict";
import { pushImage } from "../../../../rehearsal/oci/services/artifacts/registry.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";
export const REPOSITORIES = "/20160918/container/repositories";
export const IMAGES = "/20160918/container/images";
export const repositoryName = "triviapay/api";

export type Thing = Record<string, unknown>;

export interface Registry {
  readonly world: TestWorld;
  readonly repositoryId: string;
  /** The repository as it is now. */
  repository(): Promise<Thing>;
  /** Pushes an image and gives its id. */
  push(tag: string, name?: string): string;
}

export async function openRegistry(details: object = {}): Promise<Registry> {
  const world = await openWorld();
  const created = await ok(
    world.send("POST", REPOSITORIES, { compartmentId, displayName: repositoryName, ...details }),
  );
  const repositoryId = String(created["id"]);
  return {
    world,
    repositoryId,
    repository: () => ok(world.send("GET", `${REPOSITORIES}/${repositoryId}`)),
    push: (tag, name = repositoryName) => pushImage(world.runtime.present(), { repositoryName: name, tag }).id,
  };
}

export async function ok(sent: Promise<Answer>): Promise<Thing> {
  const answer = await sent;
  assert.ok(answer.status >= 200 && answer.status < 300, JSON.stringify(answer.body));
  return (answer.body ?? {}) as Thing;
}

/** The items of a list. */
export async function items(sent: Promise<Answer>): Promise<Thing[]> {
  return (await ok(sent))["items"] as Thing[];
}

export async function refused(sent: Promise<Answer>, status: number, code: string): Promise<string> {
  const answer = await sent;
  const body = answer.body as { code?: string; message?: string } | undefined;
  assert.deepEqual([answer.status, body?.code], [status, code], JSON.stringify(answer.body));
  return body?.message ?? "";
}
