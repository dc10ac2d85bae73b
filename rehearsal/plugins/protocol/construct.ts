/** A component's construction, from the engine's request to the answer. */
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import { EngineMonitor, type Monitor } from "./monitor.ts";
import type { Provider } from "./provider.ts";
import { fromStruct, toStruct } from "./struct.ts";
import type { Properties } from "./values.ts";

export interface ConstructRequest {
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  /** URN of the component's parent; empty for the stack's own resource. */
  readonly parent: string;
  readonly inputs: Properties;
  /** URNs of the resources that each input comes from. */
  readonly inputDependencies: Readonly<Record<string, readonly string[]>>;
  /** What the program says that the component depends on. */
  readonly dependencies: readonly string[];
  /** `<urn>::<id>` of the providers that its children use, by package. */
  readonly providers: Readonly<Record<string, string>>;
  readonly aliases: readonly Alias[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** The engine only plans. */
  readonly preview: boolean;
  /** Where the component and its children are registered. Each construction has its own. */
  readonly monitor: Monitor;
}

export interface Constructed {
  readonly urn: string;
  readonly outputs: Properties;
  /** URNs of the resources that each output comes from. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** @throws Error when the provider makes no components */
export async function construct(provider: Provider, request: pb.ConstructRequest): Promise<pb.ConstructResponse> {
  if (provider.construct === undefined) {
    throw new Error(`the stand-in for the ${provider.name} provider makes no components, so no ${request.getType()}`);
  }
  const monitor = new EngineMonitor(request.getMonitorendpoint());
  try {
    return toResponse(await provider.construct(fromRequest(request, monitor)));
  } finally {
    monitor.close();
  }
}

function fromRequest(request: pb.ConstructRequest, monitor: Monitor): ConstructRequest {
  const inputDependencies: Record<string, readonly string[]> = {};
  request.getInputdependenciesMap().forEach((urns, name) => (inputDependencies[name] = urns.getUrnsList()));
  const providers: Record<string, string> = {};
  request.getProvidersMap().forEach((reference, name) => (providers[name] = reference));
  return {
    type: request.getType(),
    name: request.getName(),
    stack: request.getStack(),
    parent: request.getParent(),
    inputs: fromStruct(request.getInputs()),
    inputDependencies,
    dependencies: request.getDependenciesList(),
    providers,
    aliases: request.getAliasesList(),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    preview: request.getDryrun(),
    monitor,
  };
}

function toResponse({ urn, outputs, dependencies }: Constructed): pb.ConstructResponse {
  const response = new providerPb.ConstructResponse().setUrn(urn).setState(toStruct(outputs));
  for (const [name, urns] of Object.entries(dependencies)) {
    const dependent = new providerPb.ConstructResponse.PropertyDependencies().setUrnsList([...urns]);
    response.getStatedependenciesMap().set(name, dependent);
  }
  return response;
}
