/** The stand-ins of hosted services in front of an embedded world of a test's own, without an engine between them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAwsServer } from "../../../../rehearsal/aws/http/server.ts";
import { EVERYTHING } from "../../../../rehearsal/hosted/index.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import type { HostedProvider } from "../../../../rehearsal/plugins/hosted/provider.ts";
import { ENDPOINT } from "../../../../rehearsal/plugins/hosted/provider.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";
import { githubProvider } from "../../../../rehearsal/plugins/github/provider.ts";
import { pulumiserviceProvider } from "../../../../rehearsal/plugins/pulumiservice/provider.ts";
import type { Created } from "../../../../rehearsal/plugins/protocol/provider.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { temporaryFolder } from "../../../support/temp.ts";

const PROVIDERS = { github: githubProvider, pulumiservice: pulumiserviceProvider };
export type Hosted = keyof typeof PROVIDERS;

export const URN = "urn:pulumi:dev::p::x:y:Z::thing";

let folder: string | undefined;

/** A provider whose facts are collected once a run, into a folder of their own. */
export function provider(name: Hosted, env: Record<string, string> = {}): HostedProvider {
  folder ??= mkdtempSync(join(tmpdir(), "tidegate-facts-"));
  return PROVIDERS[name](sdkVersion(`@pulumi/${name}`), env, folder);
}

/** What Check says is wrong: `property: reason`, one line each. */
export async function faultsOf(name: Hosted, type: string, inputs: Properties): Promise<string[]> {
  const { failures } = await provider(name).check(type, inputs);
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

export interface Made extends Created {
  readonly type: string;
  readonly inputs: Properties;
}

export interface Scene {
  readonly provider: HostedProvider;
  /** What stands in the world's file. */
  readonly runtime: Runtime;
  /** Check and create, as the engine does. */
  make(type: string, inputs: Properties): Promise<Made>;
  /** Check and update. */
  change(made: Made, inputs: Properties): Promise<Made>;
  remove(made: Made): Promise<void>;
  close(): Promise<void>;
}

/** @param settings of the provider: `{ owner: "tidegate" }` */
export async function openScene(name: Hosted, settings: Record<string, string> = {}): Promise<Scene> {
  const home = await temporaryFolder("hosted-scene");
  const runtime = await Runtime.open({ file: join(home.path, "world.json"), seed: "scene", speed: 1_000 });
  const server = createAwsServer({ runtime, ...EVERYTHING });
  const endpoint = await server.listen({ host: "127.0.0.1", port: 0 });
  const own = provider(name, { [ENDPOINT]: endpoint });
  await own.configure(settings);
  const checked = async (type: string, inputs: Properties, olds: Properties = {}): Promise<Properties> => {
    const { failures, inputs: filled } = await own.check(type, inputs, { urn: URN, olds, randomSeed: "" });
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return filled;
  };
  return {
    provider: own,
    runtime,
    make: async (type, given) => {
      const inputs = await checked(type, given);
      return { type, inputs, ...(await own.create({ type, urn: URN, inputs, preview: false })) };
    },
    change: async ({ type, id, inputs: oldInputs, outputs: oldOutputs }, given) => {
      const inputs = await checked(type, given, oldInputs);
      const outputs = await own.update({ type, urn: URN, id, inputs, oldInputs, oldOutputs, preview: false });
      return { type, id, inputs, outputs };
    },
    remove: ({ type, id, inputs, outputs }) => own.remove({ type, id, inputs, outputs }),
    close: async () => {
      await server.close();
      await runtime.save();
      await home.remove();
    },
  };
}
