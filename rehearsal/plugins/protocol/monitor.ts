/**
 * The engine's resource monitor, as a provider of components sees it: plain values in, plain values out.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
 */
import grpc from "@grpc/grpc-js";
import resourceGrpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resourcePb from "@pulumi/pulumi/proto/resource_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import type { RegisterResourceResponse, ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb.js";
import { fromStruct, toStruct } from "./struct.ts";
import type { Properties } from "./values.ts";

export interface Monitor {
  /** Resolves when the engine has created, updated or looked at the resource. @throws Error when it couldn't */
  register(registration: Registration): Promise<Registered>;
  registerOutputs(urn: string, outputs: Properties): Promise<void>;
  /** Calls a provider's function. @throws Error with every reason when the arguments are refused */
  invoke(call: Call): Promise<Properties>;
}

export interface Registration {
  readonly type: string;
  readonly name: string;
  /** URN; the stack's own resource where it is empty. */
  readonly parent: string;
  /** Whether a provider makes it; a component is only a name that others stand under. */
  readonly custom: boolean;
  readonly inputs: Properties;
  /** URNs of all that must be there before it. */
  readonly dependencies: readonly string[];
  /** The same, by the input that it comes through. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** `<urn>::<id>` of a provider; where it is empty, the engine's default one of `version`. */
  readonly provider: string;
  readonly version: string;
  /** Providers for what stands under a component, by package. */
  readonly providers: Readonly<Record<string, string>>;
  readonly aliases: readonly Alias[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

export interface Registered {
  readonly urn: string;
  /** Empty while the resource is only planned, and for a component. */
  readonly id: string;
  readonly outputs: Properties;
}

export interface Call {
  readonly token: string;
  readonly args: Properties;
  readonly provider: string;
  readonly version: string;
}

/** The monitor of one update, over gRPC. */
export class EngineMonitor implements Monitor {
  readonly #client: InstanceType<typeof resourceGrpc.ResourceMonitorClient>;

  /** @param address `127.0.0.1:PORT` */
  constructor(address: string) {
    const limit = 400 * 1024 * 1024;
    this.#client = new resourceGrpc.ResourceMonitorClient(address, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": limit,
      "grpc.max_send_message_length": limit,
    });
  }

  async register(registration: Registration): Promise<Registered> {
    const request = toRequest(registration);
    const response = await answer<RegisterResourceResponse>((done) => this.#client.registerResource(request, done));
    return { urn: response.getUrn(), id: response.getId(), outputs: fromStruct(response.getObject()) };
  }

  async registerOutputs(urn: string, outputs: Properties): Promise<void> {
    const request = new resourcePb.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
    await answer((done) => this.#client.registerResourceOutputs(request, done));
  }

  async invoke({ token, args, provider, version }: Call): Promise<Properties> {
    const request = new resourcePb.ResourceInvokeRequest()
      .setTok(token)
      .setArgs(toStruct(args))
      .setProvider(provider)
      .setVersion(version)
      .setAcceptresources(true);
    const response = await answer<ResourceInvokeResponse>((done) => this.#client.invoke(request, done));
    const reasons = response.getFailuresList().map((failure) => failure.getReason());
    if (reasons.length > 0) throw new Error(`${token}: ${reasons.join("; ")}`);
    return fromStruct(response.getReturn());
  }

  close(): void {
    this.#client.close();
  }
}

function toRequest(registration: Registration): InstanceType<typeof resourcePb.RegisterResourceRequest> {
  const { type, name, parent, custom, inputs, dependencies, provider, version, retainOnDelete } = registration;
  const request = new resourcePb.RegisterResourceRequest()
    .setType(type)
    .setName(name)
    .setParent(parent)
    .setCustom(custom)
    .setObject(toStruct(inputs))
    .setDependenciesList([...dependencies])
    .setProvider(provider)
    .setVersion(version)
    .setAliasesList([...registration.aliases])
    .setAliasspecs(true)
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportspartialvalues(true);
  if (registration.protect) request.setProtect(true);
  if (retainOnDelete) request.setRetainondelete(true);
  for (const [property, urns] of Object.entries(registration.propertyDependencies)) {
    const dependent = new resourcePb.RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(property, dependent);
  }
  for (const [name, reference] of Object.entries(registration.providers)) {
    request.getProvidersMap().set(name, reference);
  }
  return request;
}

function answer<T>(ask: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, response) => (error === null ? resolve(response) : reject(new Error(error.details, { cause: error }))));
  });
}
