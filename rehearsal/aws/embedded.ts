/** The embedded AWS as a provider uses it: make, look, change, take away, wait. One call at a time changes the world. */
import type { Moment } from "../oci/moment.ts";
import type { Shape } from "../plugins/declared/types.ts";
import type { Properties } from "../plugins/protocol/values.ts";
import { Cloud, GLOBAL } from "./cloud.ts";
import { AwsError } from "./errors.ts";
import { fillOutputs, genericId } from "./generic.ts";
import type { FunctionKind, Kind, Settled } from "./kind.ts";
import type { Resource } from "./resource.ts";
import { FUNCTION_KINDS, KINDS } from "./services/index.ts";

export interface AwsCall {
  readonly type: string;
  /** Of the provider, or of the resource's own argument `region`. */
  readonly region: string;
  readonly inputs: Properties;
  /** Outputs as the SDK declares them. */
  readonly declared: Shape;
  readonly urn?: string;
}

export interface AwsReference {
  readonly type: string;
  readonly region: string;
  readonly id: string;
}

export interface EmbeddedAwsOptions {
  /** The present moment of the world. */
  readonly present: () => Moment;
  readonly kinds?: ReadonlyMap<string, Kind>;
  readonly functions?: ReadonlyMap<string, FunctionKind>;
}

export class EmbeddedAws {
  readonly #present: () => Moment;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #functions: ReadonlyMap<string, FunctionKind>;

  constructor({ present, kinds = KINDS, functions = FUNCTION_KINDS }: EmbeddedAwsOptions) {
    this.#present = present;
    this.#kinds = kinds;
    this.#functions = functions;
  }

  /** @throws AwsError */
  create({ type, region, inputs, declared, urn = "" }: AwsCall): Resource {
    const kind = this.#kinds.get(type);
    const cloud = this.cloud(region);
    const made = kind?.create({ inputs, urn }, cloud) ?? { id: genericId(inputs, cloud), outputs: {} };
    const at = kind?.global === true ? GLOBAL : region;
    if (cloud.get(type, made.id) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `${type} ${made.id} exists already.`);
    }
    const outputs = fillOutputs(type, made.id, { ...inputs, ...made.outputs }, declared, cloud, at);
    return cloud.put({ type, id: made.id, region: at, createdAt: cloud.now, inputs, outputs, notes: made.notes ?? {} });
  }

  /** What is there now; undefined where nothing is. */
  read({ type, region, id }: AwsReference): Resource | undefined {
    const kind = this.#kinds.get(type);
    const cloud = this.cloud(region);
    const found = cloud.get(type, id) ?? kind?.imported?.(id, cloud);
    if (found === undefined) return undefined;
    const live = kind?.read?.(found, cloud) ?? {};
    return { ...found, inputs: { ...found.inputs, ...live.inputs }, outputs: { ...found.outputs, ...live.outputs } };
  }

  /** @throws AwsError */
  update({ type, region, inputs, declared, urn = "", id }: AwsCall & { readonly id: string }): Resource {
    const kind = this.#kinds.get(type);
    const cloud = this.cloud(region);
    const resource = this.#need(cloud, type, id);
    const olds = resource.inputs;
    const own = kind?.update?.({ inputs, urn, resource, olds }, cloud) ?? {};
    // What an earlier update gave and this one doesn't falls away; what the service computed stays.
    const kept = Object.fromEntries(
      Object.entries(resource.outputs).filter(([name]) => !(name in olds) || name in inputs),
    );
    const tags: Properties =
      "tags" in inputs || "tags" in olds ? { tagsAll: inputs["tagsAll"] ?? inputs["tags"] ?? {} } : {};
    const outputs = fillOutputs(type, id, { ...kept, ...tags, ...inputs, ...own }, declared, cloud, resource.region);
    return cloud.put({ ...resource, inputs, outputs });
  }

  /** Takes it away; nothing where it is gone already. @throws AwsError */
  remove({ type, region, id }: AwsReference): void {
    const cloud = this.cloud(region);
    const found = cloud.get(type, id);
    if (found === undefined) return;
    this.#kinds.get(type)?.remove?.(found, cloud);
    cloud.drop(found);
  }

  /** Whether what the provider waits for has come. */
  settled({ type, region, id }: AwsReference): Settled {
    const cloud = this.cloud(region);
    const resource = this.#need(cloud, type, id);
    return this.#kinds.get(type)?.settled?.(resource, cloud) ?? { state: "ready" };
  }

  /** A function's answer; undefined where no table knows it. @throws AwsError */
  invoke(token: string, region: string, args: Properties): Properties | undefined {
    return this.#functions.get(token)?.answer(args, this.cloud(region));
  }

  cloud(region: string): Cloud {
    return new Cloud(this.#present(), region);
  }

  #need(cloud: Cloud, type: string, id: string): Resource {
    const found = cloud.get(type, id);
    if (found === undefined) throw new AwsError("ResourceNotFoundException", `${type} ${id} does not exist.`);
    return found;
  }
}
