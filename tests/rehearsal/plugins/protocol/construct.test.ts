/** A component's construction over gRPC: the request that the engine sends, the monitor that it offers, the answer. */
import assert from "node:assert/strict";
import grpc from "@grpc/grpc-js";
import pluginProvider from "@pulumi/pulumi/proto/provider_pb.js";
import resourceGrpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resourcePb from "@pulumi/pulumi/proto/resource_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import type * as monitorTypes from "@pulumi/pulumi/proto/resource_pb.js";
import { construct, type ConstructRequest } from "../../../../rehearsal/plugins/protocol/construct.ts";
import { toServiceError } from "../../../../rehearsal/plugins/protocol/failure.ts";
import type { Monitor } from "../../../../rehearsal/plugins/protocol/monitor.ts";
import { InputsError, type Provider } from "../../../../rehearsal/plugins/protocol/provider.ts";
import { fromStruct, toStruct } from "../../../../rehearsal/plugins/protocol/struct.ts";
import { makeReference, makeSecret, UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";

describe("a construction over the protocol", () => {
  let engine: FakeEngine;

  before(async () => (engine = await startEngine()));
  after(() => engine.stop());

  it("hands the engine's request on as plain values", async () => {
    const seen: ConstructRequest[] = [];
    await construct(
      providerOf(async (request) => seen.push(request)),
      requestTo(engine.address),
    );
    const { monitor, ...rest } = seen[0]!;
    assert.ok(monitor);
    assert.deepEqual(rest, {
      type: "x:y:Z",
      name: "it",
      stack: "dev",
      parent: "urn:parent",
      inputs: { size: 3, text: makeSecret("s"), of: makeReference("urn:r", "id-1") },
      inputDependencies: { size: ["urn:a", "urn:b"] },
      dependencies: ["urn:c"],
      providers: { aws: "urn:p::1" },
      aliases: [],
      protect: true,
      retainOnDelete: false,
      preview: true,
    });
  });

  it("answers with the state and where each output comes from", async () => {
    const response = await construct(
      providerOf(async () => {}),
      requestTo(engine.address),
    );
    assert.equal(response.getUrn(), "urn:it");
    assert.deepEqual(fromStruct(response.getState()), { vpcId: UNKNOWN.string });
    assert.deepEqual(response.getStatedependenciesMap().get("vpcId")?.getUrnsList(), ["urn:vpc"]);
  });

  it("registers resources with all that the engine has to know", async () => {
    engine.registered.length = 0;
    const registered = await withMonitor((monitor) =>
      monitor.register({
        type: "aws:sqs/queue:Queue",
        name: "q",
        parent: "urn:it",
        custom: true,
        inputs: { delay: 5 },
        dependencies: ["urn:a"],
        propertyDependencies: { delay: ["urn:a"] },
        provider: "urn:p::1",
        version: "7.0.0",
        providers: {},
        aliases: [],
        protect: true,
        retainOnDelete: false,
      }),
    );
    assert.deepEqual(registered, { urn: "urn:q", id: "q-1", outputs: { delay: 5, url: makeSecret("u") } });
    const [request] = engine.registered;
    assert.deepEqual(
      [request?.getParent(), request?.getProvider(), request?.getVersion(), request?.getProtect()],
      ["urn:it", "urn:p::1", "7.0.0", true],
    );
    assert.deepEqual(request?.getPropertydependenciesMap().get("delay")?.getUrnsList(), ["urn:a"]);
    assert.ok(request?.getAcceptsecrets() && request.getAcceptresources() && request.getCustom());
    assert.equal(request?.hasRetainondelete(), false);
  });

  it("gives the engine's words when a resource can't be made, or a function refuses", async () => {
    const nothing = { inputs: {}, dependencies: [], propertyDependencies: {}, providers: {}, aliases: [] };
    const plain = { parent: "", custom: true, provider: "", version: "", protect: false, retainOnDelete: false };
    await assert.rejects(
      withMonitor((monitor) => monitor.register({ type: "t", name: "broken", ...nothing, ...plain })),
      /^Error: no more queues$/,
    );
    await assert.rejects(
      withMonitor((monitor) => monitor.invoke({ token: "a:b:c", args: { wrong: 1 }, provider: "", version: "" })),
      /^Error: a:b:c: not 1; nor 2$/,
    );
    const found = await withMonitor((m) => m.invoke({ token: "a:b:c", args: { right: 1 }, provider: "", version: "" }));
    assert.deepEqual(found, { right: 1 });
  });

  it("names every wrong input to the engine", () => {
    const error = toServiceError(new InputsError("no", [{ property: "a.b", reason: "must be a string" }]));
    assert.equal(error.code, grpc.status.INVALID_ARGUMENT);
    const details = error.metadata?.get("grpc-status-details-bin").join() ?? "";
    assert.ok(details.includes("pulumirpc.InputPropertiesError") && details.includes("must be a string"));
  });

  it("is refused by a provider of resources alone", async () => {
    await assert.rejects(construct(NOTHING, requestTo(engine.address)), /makes no components, so no x:y:Z/);
  });

  async function withMonitor<T>(use: (monitor: Monitor) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    const provider = providerOf(async ({ monitor }) => (result = { value: await use(monitor) }));
    await construct(provider, requestTo(engine.address));
    assert.ok(result !== undefined);
    return result.value;
  }
});

const never = (): Promise<never> => Promise.reject(new Error("not here"));

const NOTHING: Provider = {
  name: "x",
  version: "1.0.0",
  configure: never,
  check: never,
  diff: never,
  create: never,
  read: never,
  update: never,
  remove: never,
  invoke: never,
};

function providerOf(use: (request: ConstructRequest) => Promise<unknown>): Provider {
  const construct = async (request: ConstructRequest): ReturnType<NonNullable<Provider["construct"]>> => {
    await use(request);
    return { urn: "urn:it", outputs: { vpcId: UNKNOWN.string }, dependencies: { vpcId: ["urn:vpc"] } };
  };
  return { ...NOTHING, construct };
}

function requestTo(address: string): pb.ConstructRequest {
  const inputs = { size: 3, text: makeSecret("s"), of: makeReference("urn:r", "id-1") };
  const request = new pluginProvider.ConstructRequest()
    .setType("x:y:Z")
    .setName("it")
    .setStack("dev")
    .setParent("urn:parent")
    .setInputs(toStruct(inputs))
    .setDependenciesList(["urn:c"])
    .setProtect(true)
    .setDryrun(true)
    .setMonitorendpoint(address);
  const dependent = new pluginProvider.ConstructRequest.PropertyDependencies().setUrnsList(["urn:a", "urn:b"]);
  request.getInputdependenciesMap().set("size", dependent);
  request.getProvidersMap().set("aws", "urn:p::1");
  return request;
}

interface FakeEngine {
  readonly address: string;
  readonly registered: monitorTypes.RegisterResourceRequest[];
  readonly stop: () => void;
}

async function startEngine(): Promise<FakeEngine> {
  const registered: monitorTypes.RegisterResourceRequest[] = [];
  const register: grpc.handleUnaryCall<monitorTypes.RegisterResourceRequest, monitorTypes.RegisterResourceResponse> = (
    { request },
    answer,
  ) => {
    registered.push(request);
    if (request.getName() === "broken") return answer({ code: grpc.status.UNKNOWN, details: "no more queues" });
    const outputs = { ...fromStruct(request.getObject()), url: makeSecret("u") };
    const response = new resourcePb.RegisterResourceResponse().setUrn(`urn:${request.getName()}`).setId("q-1");
    answer(null, response.setObject(toStruct(outputs)));
  };
  const invoke: grpc.handleUnaryCall<monitorTypes.ResourceInvokeRequest, monitorTypes.ResourceInvokeResponse> = (
    { request },
    answer,
  ) => {
    const args = fromStruct(request.getArgs());
    const reasons = "wrong" in args ? ["not 1", "nor 2"] : [];
    const failures = reasons.map((reason) => new pluginProvider.CheckFailure().setReason(reason));
    answer(null, new resourcePb.ResourceInvokeResponse().setFailuresList(failures).setReturn(toStruct(args)));
  };
  const outputs: grpc.handleUnaryCall<unknown, emptyPb.Empty> = (_, answer) => answer(null, new emptyPb.Empty());
  const server = new grpc.Server();
  const handlers = { registerResource: register, invoke, registerResourceOutputs: outputs };
  server.addService(resourceGrpc.ResourceMonitorService, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return { address: `127.0.0.1:${port}`, registered, stop: () => server.forceShutdown() };
}
