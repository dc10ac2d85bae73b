/**
 * The domain's own key, which signs session tokens: made when the first is asked for, kept with the world (a file that
 * only its owner reads), so that a session outlives the process that began it.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { ledger } from "../../ledger.ts";
import type { World } from "../../world.ts";

interface StoredKey {
  readonly kid: string;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

const domainKeys = ledger<StoredKey>("domainKeys");
const ONLY = "signing";

export interface DomainKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

export function domainKey(world: World): DomainKey {
  const stored = domainKeys.get(world, ONLY) ?? domainKeys.put(world, ONLY, freshKey());
  return { kid: stored.kid, privateKey: createPrivateKey(stored.privateKey) };
}

/** The public half of the key with this id; undefined where the domain has none such. */
export function domainPublicKey(world: World, kid: unknown): KeyObject | undefined {
  const stored = domainKeys.get(world, ONLY);
  return stored !== undefined && stored.kid === kid ? createPublicKey(stored.privateKey) : undefined;
}

function freshKey(): StoredKey {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { kid: `asw_oc1_${randomUUID()}`, privateKey };
}
