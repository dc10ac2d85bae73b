/** A stack's state as `pulumi stack export --show-secrets` tells it. It stays in memory: secrets would stand in it in the clear. */
import { isDeepStrictEqual } from "node:util";
import { recordOf } from "../trust/stated.ts";

/** What encrypts a state's secrets, as the state names it. */
export interface SecretsProvider {
  /** `cloud` or `passphrase`. */
  readonly type: string;
  readonly state: Readonly<Record<string, unknown>>;
}

export interface State {
  readonly resources: readonly unknown[];
  /** Operations that a killed engine left behind. */
  readonly pending: readonly unknown[];
  /** When it was last written, as the engine tells it. */
  readonly updated: string | undefined;
  /** Of the stack. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secrets: SecretsProvider | undefined;
  /** Layout of the export. */
  readonly version: unknown;
  readonly deployment: Readonly<Record<string, unknown>>;
}

/** @throws SyntaxError where it is no JSON */
export function readState(exported: string): State {
  const { version, deployment: given } = recordOf(JSON.parse(exported));
  const deployment = recordOf(given);
  const resources = listOf(deployment["resources"]);
  const { time } = recordOf(deployment["manifest"]);
  const { type, state } = recordOf(deployment["secrets_providers"]);
  const stack = resources.map(recordOf).find((resource) => resource["type"] === "pulumi:pulumi:Stack");
  return {
    resources,
    pending: listOf(deployment["pending_operations"]),
    updated: typeof time === "string" ? time : undefined,
    outputs: recordOf(stack?.["outputs"]),
    secrets: typeof type === "string" && type !== "" ? { type, state: recordOf(state) } : undefined,
    version,
    deployment,
  };
}

/** Whether two states hold the same things: names, ids, inputs, outputs, order. When they were written doesn't count. */
export function sameState(one: State, other: State): boolean {
  const told = ({ resources, pending }: State) => ({ resources: resources.map(timeless), pending });
  return isDeepStrictEqual(told(one), told(other));
}

/** The state for `pulumi stack import`, its secrets for another provider to encrypt. */
export function importable({ version, deployment }: State, secrets: SecretsProvider): string {
  return JSON.stringify({ version, deployment: { ...deployment, secrets_providers: secrets } });
}

function timeless(resource: unknown): unknown {
  const { created: _created, modified: _modified, ...rest } = recordOf(resource);
  return rest;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
