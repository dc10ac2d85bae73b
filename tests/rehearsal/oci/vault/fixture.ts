/** A world with an ACTIVE vault and an ENABLED key in it. */
import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";
export const DAY = 24 * 3600;
export const AES = { algorithm: "AES", length: 32 };

export interface Keyed {
  readonly world: TestWorld;
  readonly vaultId: string;
  /** `/20180608/vaults/<OCID>` */
  readonly vaultPath: string;
  /** `/kms/<vault's short id>/20180608/keys`, as a client makes it from the vault's managementEndpoint. */
  readonly keysPath: string;
  readonly keyId: string;
}

export async function openVault(): Promise<Keyed> {
  const world = await openWorld();
  try {
    const vault = await newVault(world);
    const key = await ok(world.send("POST", vault.keysPath, { compartmentId, displayName: "key", keyShape: AES }));
    world.advance(60);
    return { world, ...vault, keyId: String(key["id"]) };
  } catch (error) {
    // A world left open would keep mocha from ending.
    await world.close();
    throw error;
  }
}

export async function newVault(world: TestWorld): Promise<Omit<Keyed, "world" | "keyId">> {
  const created = await ok(
    world.send("POST", "/20180608/vaults", { compartmentId, displayName: "vault", vaultType: "DEFAULT" }),
  );
  assert.equal(created["lifecycleState"], "CREATING");
  world.advance(120);
  const vaultPath = `/20180608/vaults/${String(created["id"])}`;
  const vault = await ok(world.send("GET", vaultPath));
  assert.equal(vault["lifecycleState"], "ACTIVE");
  const endpoint = String(vault["managementEndpoint"]);
  assert.ok(endpoint.startsWith(`${world.endpoint}/kms/`), endpoint);
  return {
    vaultId: String(vault["id"]),
    vaultPath,
    keysPath: `${endpoint.slice(world.endpoint.length)}/20180608/keys`,
  };
}

export async function ok(sent: Promise<Answer>): Promise<Record<string, unknown>> {
  const answer = await sent;
  assert.ok(answer.status >= 200 && answer.status < 300, JSON.stringify(answer.body));
  return (answer.body ?? {}) as Record<string, unknown>;
}

export async function refused(sent: Promise<Answer>, status: number, code: string): Promise<string> {
  const answer = await sent;
  const body = answer.body as { code?: string; message?: string } | undefined;
  assert.deepEqual([answer.status, body?.code], [status, code], JSON.stringify(answer.body));
  return body?.message ?? "";
}

/** A day of world time to come, as RFC 3339. */
export function daysAhead(world: TestWorld, days: number): string {
  return new Date(world.runtime.clock.now() + days * DAY * 1000).toISOString();
}
