/** A pack that runs as a process of its own, and is asked as the engine asks it, without the engine. */
import { spawn } from "node:child_process";
import type { SpawnOptionsWithStdioTuple } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";

export const SAMPLE = join(import.meta.dirname, "sample");

/** A resource as the engine knows it. */
export interface Asked {
  /** Default: `test:index:Thing`. */
  readonly type?: string;
  readonly name: string;
  readonly props?: Record<string, JavaScriptValue>;
}

/** What a pack says of it. */
export interface Told {
  readonly policy: string;
  readonly message: string;
  readonly isMandatory: boolean;
  readonly urn: string;
}

export interface ServedPack {
  /** Name and version of the pack, and the names of its policies. */
  info: () => Promise<{ readonly name: string; readonly version: string; readonly policies: readonly string[] }>;
  /** Gives each policy named its keys, and its level where it isn't the pack's own. */
  configure: (settings: Record<string, Settings>) => Promise<void>;
  analyze: (asked: Asked) => Promise<Told[]>;
  analyzeStack: (asked: readonly Asked[]) => Promise<Told[]>;
  /** The properties after the last policy that set something right; undefined where none did. */
  remediate: (asked: Asked) => Promise<Record<string, JavaScriptValue> | undefined>;
  /** What the process printed, both streams. */
  printed: () => string;
}

export interface Settings {
  readonly level?: "advisory" | "mandatory" | "remediate";
  readonly keys?: Record<string, JavaScriptValue>;
}

export const urnOf = ({ type = "test:index:Thing", name }: Asked): string => `urn:pulumi:test::probe::${type}::${name}`;

/** How an engine starts a pack: by its file `run`, or as the official language host does, from its folder. */
export type Form = "file" | "folder";

/** Starts the pack in `folder`, and ends it whatever happens. */
export async function withPack(
  folder: string,
  use: (pack: ServedPack) => Promise<void>,
  form: Form = "file",
): Promise<void> {
  const engine = "127.0.0.1:1";
  const child =
    form === "file"
      ? spawn(join(folder, "run"), [engine], PIPED)
      : spawn(process.execPath, [STARTER, engine, folder], { ...PIPED, cwd: folder });
  let printed = "";
  const take = (chunk: Buffer): void => void (printed += chunk.toString());
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  try {
    while (!printed.includes("\n")) await Promise.race([once(child.stdout, "data"), failed(once(child, "exit"))]);
    const client = new AnalyzerClient(`127.0.0.1:${printed.trim()}`, credentials.createInsecure(), ROOMY);
    await use(asking(client, () => printed));
    client.close();
  } finally {
    child.kill();
  }
}

const PIPED: SpawnOptionsWithStdioTuple<"ignore", "pipe", "pipe"> = { stdio: ["ignore", "pipe", "pipe"] };

/** What the language host runs. */
const STARTER = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack/index.js");

const ROOMY = { "grpc.max_send_message_length": -1 };

async function failed(ended: Promise<unknown>): Promise<never> {
  await ended;
  throw new Error("The pack ended.");
}

function asking(client: AnalyzerClient, printed: () => string): ServedPack {
  return {
    printed,
    info: async () => {
      const info = await answer<messages.AnalyzerInfo>((done) => client.getAnalyzerInfo(new empty.Empty(), done));
      const policies = info.getPoliciesList().map((policy) => policy.getName());
      return { name: info.getName(), version: info.getVersion(), policies };
    },
    configure: async (settings) => {
      const request = new messages.ConfigureAnalyzerRequest();
      for (const [name, { level = "mandatory", keys = {} }] of Object.entries(settings)) {
        const config = new messages.PolicyConfig();
        config.setEnforcementlevel(LEVELS[level]);
        config.setProperties(structs.Struct.fromJavaScript(keys));
        request.getPolicyconfigMap().set(name, config);
      }
      await answer((done) => client.configure(request, done));
    },
    analyze: async (asked) => toldOf(await answer((done) => client.analyze(requestOf(asked), done))),
    analyzeStack: async (asked) => {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(asked.map(resourceOf));
      return toldOf(await answer((done) => client.analyzeStack(request, done)));
    },
    remediate: async (asked) => {
      const response = await answer<messages.RemediateResponse>((done) => client.remediate(requestOf(asked), done));
      return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
    },
  };
}

const LEVELS = {
  advisory: messages.EnforcementLevel.ADVISORY,
  mandatory: messages.EnforcementLevel.MANDATORY,
  remediate: messages.EnforcementLevel.REMEDIATE,
};

function requestOf(asked: Asked): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  fill(request, asked);
  return request;
}

function resourceOf(asked: Asked): messages.AnalyzerResource {
  const resource = new messages.AnalyzerResource();
  fill(resource, asked);
  return resource;
}

function fill(request: messages.AnalyzeRequest | messages.AnalyzerResource, asked: Asked): void {
  request.setType(asked.type ?? "test:index:Thing");
  request.setName(asked.name);
  request.setUrn(urnOf(asked));
  request.setProperties(structs.Struct.fromJavaScript(asked.props ?? {}));
  request.setOptions(new messages.AnalyzerResourceOptions());
}

function toldOf(response: messages.AnalyzeResponse): Told[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    isMandatory: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY,
    urn: diagnostic.getUrn(),
  }));
}

function answer<T>(call: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
