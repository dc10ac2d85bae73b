/** The foundation's `Pulumi.<environment>.yaml`, changed as Pulumi changes it: comments stay where they are. */
import { parseDocument } from "yaml";
import type { SecretsProvider } from "./state.ts";

/** What Pulumi writes beside the configuration about who encrypts the stack's secrets. */
export interface SecretsKeys {
  readonly secretsprovider?: string;
  readonly encryptedkey?: string;
}

/** In the order in which Pulumi writes them. `encryptionsalt` is a passphrase's. */
const NAMES = ["secretsprovider", "encryptedkey", "encryptionsalt"] as const;

/** The keys of a state's secrets provider; none for a passphrase, since the first run's is empty and guards nothing. */
export function keysOf(secrets: SecretsProvider | undefined): SecretsKeys {
  if (secrets?.type !== "cloud") return {};
  return { secretsprovider: String(secrets.state["url"]), encryptedkey: String(secrets.state["encryptedkey"]) };
}

/** Whether the file says just that. */
export function hasSecretsKeys(text: string, keys: SecretsKeys): boolean {
  const document = parseDocument(text);
  const wanted = new Map(Object.entries(keys));
  return NAMES.every((name) => document.get(name) === wanted.get(name));
}

/** The file with these keys and no other of the kind. */
export function withSecretsKeys(text: string, keys: SecretsKeys): string {
  const document = parseDocument(text);
  const wanted = new Map(Object.entries(keys));
  for (const name of NAMES) {
    if (wanted.has(name)) document.set(name, wanted.get(name));
    else document.delete(name);
  }
  return document.toString({ lineWidth: 0 });
}

/** The file with one more configuration value. */
export function withConfig(text: string, key: string, value: unknown): string {
  const document = parseDocument(text);
  document.setIn(["config", key], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}
