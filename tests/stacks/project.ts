/** A stack's project files as the engine reads them: what the configuration is after the defaults are filled in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../rehearsal/oci/facts/conform.ts";

export interface ConfigKey {
  readonly type: string;
  readonly description: string | undefined;
  readonly default: unknown;
}

export const ENVIRONMENTS = ["dev", "prod"] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** The keys that Pulumi.yaml declares, without the project's name. */
export function declaredKeys(system: string): Map<string, ConfigKey> {
  const declared = Object.entries(configIn(system, "Pulumi.yaml"));
  return new Map(
    declared.map(([key, value]) => {
      const { type, description, default: standard } = isRecord(value) ? value : {};
      const described = typeof description === "string" ? description : undefined;
      return [key, { type: String(type), description: described, default: standard }];
    }),
  );
}

/** What an environment's own file sets: keys with their namespaces. */
export function stackFile(system: string, environment: Environment): Record<string, unknown> {
  return configIn(system, `Pulumi.${environment}.yaml`);
}

/** The configuration that a program gets: every value as text, lists as JSON, keys without the project's name. */
export function effectiveConfig(system: string, environment: Environment): Map<string, string> {
  const values = new Map<string, unknown>();
  for (const [key, declared] of declaredKeys(system)) {
    if (declared.default !== undefined) values.set(key, declared.default);
  }
  for (const [key, value] of Object.entries(stackFile(system, environment))) {
    if (key.startsWith(`${system}:`)) values.set(key.slice(system.length + 1), value);
  }
  return new Map([...values].map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}

function configIn(system: string, file: string): Record<string, unknown> {
  const root = join(import.meta.dirname, "..", "..");
  const path = system === "foundation" ? join(root, file) : join(root, "stacks", system, file);
  const document: unknown = parse(readFileSync(path, "utf8"));
  const config = isRecord(document) ? document["config"] : undefined;
  return isRecord(config) ? config : {};
}
