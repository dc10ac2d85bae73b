/** The stand-in in front of an embedded AWS of a test's own, without an engine between them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAwsServer } from "../../../../rehearsal/aws/http/server.ts";
import type { Kind } from "../../../../rehearsal/aws/kind.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";
import { Knowledge } from "../../../../rehearsal/plugins/aws/knowledge.ts";
import { AwsProvider } from "../../../../rehearsal/plugins/aws/provider.ts";
import type { Created } from "../../../../rehearsal/plugins/protocol/provider.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { temporaryFolder } from "../../../support/temp.ts";

export const REGION = "eu-central-1";
export const URN = "urn:pulumi:dev::p::aws:x/y:Z::thing";

let kept: Knowledge | undefined;

/** The facts that these tests share: collected once a run, into a folder of their own. */
export function testKnowledge(): Knowledge {
  kept ??= new Knowledge(sdkVersion("@pulumi/aws"), mkdtempSync(join(tmpdir(), "tidegate-facts-")));
  return kept;
}

/** A provider that is configured and has no embedded AWS: it checks, compares and previews. */
export async function alone(settings: Record<string, string> = {}, kinds?: readonly Kind[]): Promise<AwsProvider> {
  const known = kinds === undefined ? {} : { kinds: byType(kinds) };
  const provider = new AwsProvider({ version: "0", knowledge: testKnowledge(), env: {}, ...known });
  await provider.configure({ region: REGION, ...settings });
  return provider;
}

export interface Scene {
  readonly provider: AwsProvider;
  readonly runtime: Runtime;
  /** The world's file. */
  readonly file: string;
  readonly endpoint: string;
  /** Check and create, as the engine does. */
  make(type: string, inputs: Properties): Promise<Created & { readonly inputs: Properties }>;
  close(): Promise<void>;
}

/** @param kinds instead of all that the rehearsal knows */
export async function openScene(kinds?: readonly Kind[], settings: Record<string, string> = {}): Promise<Scene> {
  const folder = await temporaryFolder("aws-scene");
  const file = join(folder.path, "world.json");
  const runtime = await Runtime.open({ file, seed: "scene", speed: 1_000 });
  const known = kinds === undefined ? {} : { kinds: byType(kinds) };
  const server = createAwsServer({ runtime, ...known });
  const endpoint = await server.listen({ host: "127.0.0.1", port: 0 });
  const env = { TIDEGATE_AWS_ENDPOINT: endpoint };
  const provider = new AwsProvider({ version: "0", knowledge: testKnowledge(), env, ...known });
  await provider.configure({ region: REGION, ...settings });
  return {
    provider,
    runtime,
    file,
    endpoint,
    make: async (type, inputs) => {
      const checked = await provider.check(type, inputs, { urn: URN, olds: {}, randomSeed: "" });
      if (checked.failures.length > 0) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
      const created = await provider.create({ type, urn: URN, inputs: checked.inputs, preview: false });
      return { ...created, inputs: checked.inputs };
    },
    close: async () => {
      await server.close();
      await runtime.save();
      await folder.remove();
    },
  };
}

function byType(kinds: readonly Kind[]): ReadonlyMap<string, Kind> {
  return new Map(kinds.map((kind) => [kind.type, kind]));
}
