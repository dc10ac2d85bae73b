/** The embedded AWS as a provider uses it: make, look, change, take away, wait. One call at a time changes the world. */
import type { Moment } from "../oci/moment.ts";
import type { Shape } from "../plugins/declared/types.ts";
import { sameValue, type Properties } from "../plugins/protocol/values.ts";
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

/** What somebody knows of a thing whose id he doesn't know. */
export interface AwsLikeness {
  readonly type: string;
  /** What belongs to a region has that among them. */
  readonly inputs: Properties;
  /** Inputs that whoever asks can't read: they are not compared. */
  readonly unread: readonly string[];
}

export interface AwsChange extends AwsCall {
  readonly id: string;
  /**
   * The inputs as whoever asks has them: what differs from those is what it sends. A refresh may have brought them away
   * from what was asked for last. Default: what was asked for last.
   */
  readonly olds?: Properties;
}

export interface EmbeddedAwsOptions {
  /** The present moment of the world. */
  readonly present: () => Moment;
  readonly kinds?: ReadonlyMap<string, Kind>;
  readonly functions?: ReadonlyMap<string, FunctionKind>;
  /** Told each time that something is stored or dropped. */
  readonly changed?: () => void;
}

export class EmbeddedAws {
  readonly #present: () => Moment;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #functions: ReadonlyMap<string, FunctionKind>;
  readonly #changed: (() => void) | undefined;

  constructor({ present, kinds = KINDS, functions = FUNCTION_KINDS, changed }: EmbeddedAwsOptions) {
    this.#changed = changed;
    this.#present = present;
    this.#kinds = kinds;
    this.#functions = functions;
  }

  /** @throws AwsError */
  create({ type, region, inputs, declared, urn = "" }: AwsCall): Resource {
    const kind = this.#kinds.get(type);
    const cloud = this.cloud(region);
    const named = { ...nameFromPrefix(inputs, kind, cloud), ...inputs };
    const made = kind?.create({ inputs: named, urn }, cloud) ?? { id: genericId(named, cloud), outputs: {} };
    const at = kind?.global === true ? GLOBAL : region;
    if (cloud.get(type, made.id) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `${type} ${made.id} exists already.`);
    }
    const given = { ...keptOf(named, kind), ...made.outputs };
    const outputs = fillOutputs(type, made.id, given, declared, cloud, at);
    const kept = keptOf(inputs, kind);
    const notes = made.notes ?? {};
    return cloud.put({ type, id: made.id, region: at, createdAt: cloud.now, inputs: kept, outputs, notes });
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
  update({ type, region, inputs, declared, urn = "", id, olds: told }: AwsChange): Resource {
    const kind = this.#kinds.get(type);
    const cloud = this.cloud(region);
    const resource = this.#need(cloud, type, id);
    const olds = resource.inputs;
    const own = kind?.update?.({ inputs, urn, resource, olds: told ?? olds }, cloud) ?? {};
    const given = keptOf(inputs, kind);
    // What an earlier update gave and this one doesn't falls away; what the service computed stays, and so does what it
    // would have computed.
    const kept = Object.fromEntries(
      Object.entries(resource.outputs).filter(
        ([name]) => !(name in olds) || name in inputs || declared[name]?.required === true,
      ),
    );
    const tags: Properties =
      "tags" in inputs || "tags" in olds ? { tagsAll: inputs["tagsAll"] ?? inputs["tags"] ?? {} } : {};
    const outputs = fillOutputs(type, id, { ...kept, ...tags, ...given, ...own }, declared, cloud, resource.region);
    return cloud.put({ ...resource, inputs: given, outputs });
  }

  /** Takes it away; nothing where it is gone already. @throws AwsError */
  remove({ type, region, id }: AwsReference): void {
    const cloud = this.cloud(region);
    const found = cloud.get(type, id);
    if (found === undefined) return;
    this.#kinds.get(type)?.remove?.(found, cloud);
    cloud.drop(found);
  }

  /** What was made of these very inputs, the newest first. */
  alike({ type, inputs, unread }: AwsLikeness): Resource[] {
    const kind = this.#kinds.get(type);
    const compared = (all: Properties): Properties =>
      Object.fromEntries(Object.entries(keptOf(all, kind)).filter(([name]) => !unread.includes(name)));
    return this.cloud("")
      .everywhere(type)
      .filter((one) => sameValue(compared(one.inputs), compared(inputs)))
      .sort((one, other) => other.createdAt - one.createdAt);
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
    return new Cloud(this.#present(), region, this.#changed);
  }

  #need(cloud: Cloud, type: string, id: string): Resource {
    const found = cloud.get(type, id);
    if (found === undefined) throw new AwsError("ResourceNotFoundException", `${type} ${id} does not exist.`);
    return found;
  }
}

/** What the world keeps of inputs: neither write-only ones nor those that the kind hides. */
function keptOf(inputs: Properties, kind: Kind | undefined): Properties {
  const hidden = new Set(kind?.hides ?? []);
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([name]) => !hidden.has(name) && !(name.endsWith("Wo") && `${name}Version` in inputs),
    ),
  );
}

/** A name of the provider's own making: the prefix that the program gives, and 26 digits that come from the time. */
function nameFromPrefix(inputs: Properties, kind: Kind | undefined, cloud: Cloud): Properties {
  const property = kind?.name?.property ?? "name";
  const prefix = inputs[`${property}Prefix`];
  if (typeof prefix !== "string" || (inputs[property] ?? null) !== null) return {};
  const time = new Date(cloud.now).toISOString().replace(/\D/g, "").slice(0, 18).padEnd(18, "0");
  return { [property]: `${prefix}${time}${cloud.hex(8)}` };
}
