/** Both places and the configuration file in memory, and a process that dies at a given moment. */
import { isDeepStrictEqual } from "node:util";
import { keysOf } from "../../../cli/foundation/config-file.ts";
import type { SecretsKeys } from "../../../cli/foundation/config-file.ts";
import type { MovePorts } from "../../../cli/foundation/index.ts";
import type { Look, Side } from "../../../cli/foundation/side.ts";
import { importable, readState } from "../../../cli/foundation/state.ts";
import type { SecretsProvider } from "../../../cli/foundation/state.ts";

/** The export of a full state. */
export const FULL = exported(
  [
    {
      urn: "urn:pulumi:dev::foundation::pulumi:pulumi:Stack::foundation-dev",
      type: "pulumi:pulumi:Stack",
      outputs: { a: 1 },
    },
    { urn: "urn:pulumi:dev::foundation::aws:kms/key:Key::states-key", type: "aws:kms/key:Key", id: "1", inputs: {} },
  ],
  { type: "passphrase", state: { salt: "v1:" } },
);

export function exported(
  resources: readonly object[],
  secrets?: SecretsProvider,
  time = "2026-11-01T08:00:00Z",
): string {
  const deployment = { manifest: { time }, resources, ...(secrets && { secrets_providers: secrets }) };
  return JSON.stringify({ version: 3, deployment });
}

/** What a place holds: an export, undefined where it has no stack. */
export interface Place {
  held: string | undefined;
  isThere: boolean;
  readonly secrets: SecretsProvider;
}

export interface World {
  readonly local: Place;
  readonly bucket: Place;
  keys: SecretsKeys;
}

/** After a first `up`: the state is in the folder, the bucket is empty. */
export function firstWorld(): World {
  return {
    local: { held: FULL, isThere: true, secrets: { type: "passphrase", state: { salt: "v1:" } } },
    bucket: {
      held: undefined,
      isThere: true,
      secrets: { type: "cloud", state: { url: "awskms://alias/a", encryptedkey: "b" } },
    },
    keys: {},
  };
}

export class Killed extends Error {}

/** Dies before the call of this number, or right after it, where `after` is set: it was done, and nobody was told. */
export interface Death {
  readonly call: number;
  readonly after: boolean;
}

/** The ports of a process in this world. @param moment asked after each call */
export function processIn(world: World, isBack: boolean, death?: Death, moment: () => void = () => {}): MovePorts {
  let calls = 0;
  const call = <T>(act: () => T): Promise<T> => {
    calls += 1;
    if (death?.call === calls && !death.after) return Promise.reject(new Killed());
    const answer = act();
    moment();
    return death?.call === calls ? Promise.reject(new Killed()) : Promise.resolve(answer);
  };
  const [from, to] = isBack ? [world.bucket, world.local] : [world.local, world.bucket];
  return {
    from: sideOf(from === world.bucket ? "the bucket" : "the folder", from, call),
    to: sideOf(to === world.bucket ? "the bucket" : "the folder", to, call),
    isConfigured: (keys) => Promise.resolve(isDeepStrictEqual(keys, world.keys)),
    configure: (keys) => call(() => void (world.keys = keys)),
    planned: () => call(() => undefined),
    tell: () => {},
  };
}

function sideOf(title: string, place: Place, call: <T>(act: () => T) => Promise<T>): Side {
  return {
    title,
    look: () => call(() => lookAt(place)),
    make: () =>
      call(() => {
        if (place.held !== undefined) throw new Error("stack already exists");
        place.held = exported([], place.secrets);
      }),
    fill: (state, secrets) => call(() => void (place.held = importable(state, secrets))),
    remove: () => call(() => void (place.held = undefined)),
  };
}

function lookAt({ held, isThere }: Place): Look {
  if (!isThere) return { held: "nowhere" };
  if (held === undefined) return { held: "absent" };
  const state = readState(held);
  return { held: state.resources.length > 0 ? "full" : "empty", state };
}

/** Whether the world is as after a whole move. */
export function isMoved(world: World, isBack: boolean): boolean {
  const [from, to] = isBack ? [world.bucket, world.local] : [world.local, world.bucket];
  const isWhole = to.held !== undefined && isDeepStrictEqual(readState(to.held).resources, readState(FULL).resources);
  const { secrets } = readState(to.held ?? "{}");
  return (
    from.held === undefined &&
    isWhole &&
    isDeepStrictEqual(world.keys, keysOf(to.secrets)) &&
    secrets?.type === to.secrets.type
  );
}
