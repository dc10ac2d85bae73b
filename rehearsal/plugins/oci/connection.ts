/** Where the embedded OCI is and who asks: from the environment that the rehearsal sets, and the provider's settings. */
import type { Facts } from "./facts/types.ts";
import type { Cloud } from "./handler.ts";
import { Client } from "./rest/client.ts";
import { DEFAULT_RETRY } from "./rest/retry.ts";
import { makeSigner } from "./rest/sign.ts";
import { REAL_TIME } from "./rest/wait.ts";

export interface Connection {
  configure(settings: Readonly<Record<string, string>>): void;
  /** Throws where the environment doesn't say where to go: preview of creates, Check and Diff never ask. */
  cloud(): Cloud;
}

export function connect(facts: Facts, env: Readonly<Record<string, string | undefined>>): Connection {
  let settings: Readonly<Record<string, string>> = {};
  let cloud: Cloud | undefined;
  return {
    configure(given) {
      settings = given;
      cloud = undefined;
    },
    cloud() {
      cloud ??= { facts, timing: REAL_TIME, client: makeClient(env, settings) };
      return cloud;
    },
  };
}

function makeClient(
  env: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<string, string>>,
): Client {
  const endpoint = named(env, "TIDEGATE_OCI_ENDPOINT");
  const file = named(env, "OCI_CONFIG_FILE");
  const profile = settings["configFileProfile"];
  const sign = makeSigner({ file, ...(profile !== undefined && { profile }) });
  return new Client({ endpoint, sign, retry: DEFAULT_RETRY });
}

/** This plugin stands in front of the embedded OCI alone, and never falls back on a real tenancy's endpoint or keys. */
function named(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new Error(
    `${name} is not set: the rehearsal's stand-in for the oci provider needs it to find the embedded OCI. ` +
      'Run `eval "$(npm run --silent rehearse -- env)"` in this shell first',
  );
}
