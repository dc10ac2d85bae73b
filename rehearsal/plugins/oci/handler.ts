/** What a resource type must be able to do in the cloud. Most are made by restResource(); a few need their own. */
import type { Properties } from "../protocol/values.ts";
import type { Facts } from "./facts/types.ts";
import type { Client } from "./rest/client.ts";
import type { Timing } from "./rest/wait.ts";

export interface Cloud {
  readonly client: Client;
  readonly facts: Facts;
  readonly timing: Timing;
}

export interface Found {
  /** Differs from the id asked for where that was an import id. */
  readonly id: string;
  /** Outputs, read back. */
  readonly outputs: Properties;
}

export interface Change {
  readonly id: string;
  /** The inputs of the last update and of this one. */
  readonly olds: Properties;
  readonly news: Properties;
  /** Names of the top-level inputs that differ. */
  readonly changed: ReadonlySet<string>;
}

/** Values carry no secret marks and nothing unknown; `timeout` is in milliseconds. */
export interface Handler {
  readonly token: string;
  /** REST models that bodies and answers follow: `core/CreateVcnDetails`. */
  readonly models: readonly string[];
  /** Inputs that it can neither create with nor change: the stand-in refuses them. None where it isn't given. */
  gaps?(facts: Facts): { create: string[]; update: string[] };
  /** Returns the id; throws IncompleteError where the resource exists and isn't ready. */
  create(cloud: Cloud, inputs: Properties, timeout: number): Promise<string>;
  /** Undefined where it is gone. `inputs` are the program's last ones, empty when it is imported. */
  read(cloud: Cloud, id: string, inputs: Properties): Promise<Found | undefined>;
  update(cloud: Cloud, change: Change, timeout: number): Promise<void>;
  /** Returns when it is gone, or was. */
  remove(cloud: Cloud, id: string, inputs: Properties, timeout: number): Promise<void>;
}

/** The resource exists under `id`, and something went wrong after that. */
export class IncompleteError extends Error {
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "IncompleteError";
    this.id = id;
  }
}
