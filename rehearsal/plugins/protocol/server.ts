/**
 * Serves a provider to the engine. @pulumi/pulumi's own server would do, but it can neither tell the engine which
 * nested properties differ nor take part in a preview, and it loads four times as much before it answers.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import { construct } from "./construct.ts";
import { toServiceError } from "./failure.ts";
import type { Failure, PropertyChange, Provider } from "./provider.ts";
import { fromStruct, toStruct } from "./struct.ts";

/** Listens on a port of its own choice and tells it on standard output, as the engine expects. */
export async function serve(provider: Provider): Promise<void> {
  // Bodies of instance configurations and of whole states pass here: the default limit of 4 MB is the engine's too, 400.
  const limit = 400 * 1024 * 1024;
  const server = new grpc.Server({ "grpc.max_receive_message_length": limit, "grpc.max_send_message_length": limit });
  server.addService(providerGrpc.ResourceProviderService, implement(provider));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  process.stdout.write(`${port}\n`);
}

function implement(provider: Provider): UntypedServiceImplementation {
  return {
    handshake: unary<pb.ProviderHandshakeRequest, pb.ProviderHandshakeResponse>(async () =>
      new providerPb.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(takesReferences(provider)),
    ),
    attach: unary(async () => new emptyPb.Empty()),
    cancel: unary(async () => {
      provider.cancel?.();
      return new emptyPb.Empty();
    }),
    getPluginInfo: unary(async () => new pluginPb.PluginInfo().setVersion(provider.version)),
    getSchema: unary<pb.GetSchemaRequest, pb.GetSchemaResponse>(async () => {
      const schema = JSON.stringify({ name: provider.name, version: provider.version });
      return new providerPb.GetSchemaResponse().setSchema(schema);
    }),
    configure: unary<pb.ConfigureRequest, pb.ConfigureResponse>((request) => configure(provider, request)),
    check: unary<pb.CheckRequest, pb.CheckResponse>((request) => check(provider, request)),
    diff: unary<pb.DiffRequest, pb.DiffResponse>((request) => diff(provider, request)),
    create: unary<pb.CreateRequest, pb.CreateResponse>((request) => create(provider, request)),
    read: unary<pb.ReadRequest, pb.ReadResponse>((request) => read(provider, request)),
    update: unary<pb.UpdateRequest, pb.UpdateResponse>((request) => update(provider, request)),
    delete: unary<pb.DeleteRequest, emptyPb.Empty>((request) => remove(provider, request)),
    invoke: unary<pb.InvokeRequest, pb.InvokeResponse>((request) => invoke(provider, request)),
    construct: unary<pb.ConstructRequest, pb.ConstructResponse>((request) => construct(provider, request)),
  };
}

function unary<In, Out>(answer: (request: In) => Promise<Out>): handleUnaryCall<In, Out> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(toServiceError(error)),
    );
  };
}

async function configure(provider: Provider, request: pb.ConfigureRequest): Promise<pb.ConfigureResponse> {
  const settings: Record<string, string> = {};
  const prefix = `${provider.name}:config:`;
  request.getVariablesMap().forEach((value: string, key: string) => {
    settings[key.startsWith(prefix) ? key.slice(prefix.length) : key] = value;
  });
  await provider.configure(settings);
  return new providerPb.ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(takesReferences(provider));
}

/** A component may look into a resource that it is given; every other resource is served by the id alone. */
const takesReferences = (provider: Provider): boolean => provider.construct !== undefined;

async function check(provider: Provider, request: pb.CheckRequest): Promise<pb.CheckResponse> {
  const given = fromStruct(request.getNews());
  const olds = fromStruct(request.getOlds());
  const about = { urn: request.getUrn(), olds, randomSeed: request.getRandomseed_asB64() };
  const checked = await provider.check(typeOf(request), given, about);
  const { inputs, failures } = Array.isArray(checked) ? { inputs: given, failures: checked } : checked;
  return new providerPb.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(toFailure));
}

function toFailure({ property, reason }: Failure): pb.CheckFailure {
  return new providerPb.CheckFailure().setProperty(property).setReason(reason);
}

async function diff(provider: Provider, request: pb.DiffRequest): Promise<pb.DiffResponse> {
  const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
  const found = await provider.diff(typeOf(request), olds, fromStruct(request.getNews()));
  const all = Array.isArray(found) ? { changes: found, deleteBeforeReplace: false } : found;
  const changes = withoutIgnored(all.changes, request.getIgnorechangesList());
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
  const topLevel = (some: readonly PropertyChange[]): string[] => [
    ...new Set(some.map(({ path }) => path.split(/[.[]/)[0] ?? path)),
  ];
  const response = new providerPb.DiffResponse()
    .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(topLevel(changes))
    .setReplacesList(topLevel(changes.filter((change) => change.replace)))
    .setDeletebeforereplace(all.deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const change of changes) response.getDetaileddiffMap().set(change.path, toPropertyDiff(change));
  return response;
}

/** A program's `ignoreChanges` counts for what a refresh finds too, and there only the provider can leave it out. */
function withoutIgnored(changes: readonly PropertyChange[], ignored: readonly string[]): PropertyChange[] {
  return changes.filter(({ path }) => {
    return !ignored.some((prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`));
  });
}

function toPropertyDiff({ kind, replace }: PropertyChange): pb.PropertyDiff {
  const kinds = providerPb.PropertyDiff.Kind;
  const plain = { add: kinds.ADD, delete: kinds.DELETE, update: kinds.UPDATE };
  const replacing = { add: kinds.ADD_REPLACE, delete: kinds.DELETE_REPLACE, update: kinds.UPDATE_REPLACE };
  return new providerPb.PropertyDiff().setKind((replace ? replacing : plain)[kind]).setInputdiff(true);
}

async function create(provider: Provider, request: pb.CreateRequest): Promise<pb.CreateResponse> {
  const inputs = fromStruct(request.getProperties());
  const preview = request.getPreview();
  const created = await provider.create({ ...resourceOf(request), inputs, preview, ...timeoutOf(request) });
  return new providerPb.CreateResponse().setId(created.id).setProperties(toStruct(created.outputs));
}

async function read(provider: Provider, request: pb.ReadRequest): Promise<pb.ReadResponse> {
  const inputs = fromStruct(request.getInputs());
  const outputs = fromStruct(request.getProperties());
  const found = await provider.read({ type: typeOf(request), id: request.getId(), inputs, outputs });
  // No id means: gone.
  if (found === undefined) return new providerPb.ReadResponse();
  return new providerPb.ReadResponse()
    .setId(found.id)
    .setProperties(toStruct(found.outputs))
    .setInputs(toStruct(found.inputs));
}

async function update(provider: Provider, request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
  const outputs = await provider.update({
    ...resourceOf(request),
    id: request.getId(),
    inputs: fromStruct(request.getNews()),
    oldInputs: fromStruct(request.getOldInputs() ?? request.getOlds()),
    oldOutputs: fromStruct(request.getOlds()),
    preview: request.getPreview(),
    ...timeoutOf(request),
  });
  return new providerPb.UpdateResponse().setProperties(toStruct(outputs));
}

async function remove(provider: Provider, request: pb.DeleteRequest): Promise<emptyPb.Empty> {
  await provider.remove({
    ...resourceOf(request),
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    outputs: fromStruct(request.getProperties()),
    ...timeoutOf(request),
  });
  return new emptyPb.Empty();
}

async function invoke(provider: Provider, request: pb.InvokeRequest): Promise<pb.InvokeResponse> {
  const { outputs, failures } = await provider.invoke(request.getTok(), fromStruct(request.getArgs()));
  const response = new providerPb.InvokeResponse().setFailuresList(failures.map(toFailure));
  return outputs === undefined ? response : response.setReturn(toStruct(outputs));
}

function resourceOf(request: { getType(): string; getUrn(): string }): { type: string; urn: string } {
  return { type: typeOf(request), urn: request.getUrn() };
}

/** Older engines send the type in the URN alone: `urn:pulumi:<stack>::<project>::<parent>$<type>::<name>`. */
function typeOf(request: { getType(): string; getUrn(): string }): string {
  return request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
}

/** The protocol counts seconds, and 0 means that the program says nothing. */
function timeoutOf(request: { getTimeout(): number }): { timeout?: number } {
  return request.getTimeout() > 0 ? { timeout: request.getTimeout() * 1000 } : {};
}
