/** The project's files as the engine reads them: what a stack's configuration is after the defaults are filled in. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface ConfigKey {
  readonly type: string;
  readonly description?: string;
  readonly default?: unknown;
}

export interface Project {
  readonly name: string;
  readonly main: string;
  readonly config: Readonly<Record<string, ConfigKey>>;
}

const FOLDER = new URL("../../../stacks/trivia-pay/", import.meta.url);

export const ENVIRONMENTS = ["dev", "prod"] as const;

export function project(): Project {
  return read("Pulumi.yaml") as Project;
}

/** A stack's own file: keys with their namespaces. */
export function stackFile(environment: string): Record<string, unknown> {
  return (read(`Pulumi.${environment}.yaml`) as { config: Record<string, unknown> }).config;
}

/** The configuration that a program gets: every value as text, lists as JSON, keys without the namespace. */
export function effectiveConfig(environment: string): Map<string, string> {
  const { name, config } = project();
  const values = new Map<string, unknown>();
  for (const [key, declared] of Object.entries(config)) {
    if (declared.default !== undefined) values.set(key, declared.default);
  }
  for (const [key, value] of Object.entries(stackFile(environment))) {
    if (key.startsWith(`${name}:`)) values.set(key.slice(name.length + 1), value);
  }
  return new Map([...values].map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}

function read(file: string): unknown {
  return parse(readFileSync(new URL(file, FOLDER), "utf8"));
}
