/**
 * Properties that the engine keeps from a policy's judgement: those whose names begin with two underscores, at any depth. A
 * dynamic provider's code is one, with all that it closes over.
 *
 * The engine asks each pack to set a resource right before it asks for judgement, and there they are. So what is hidden is
 * taken from that request, whether any policy sets something right or not.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/analyzer_plugin.go SkipInternalKeys
 */
import { createRequire } from "node:module";
import type { Bag, Value } from "../policy.ts";
import { readProperties } from "../read.ts";
import type { Properties } from "../read.ts";

/** What begins so is hidden. */
const HIDDEN = "__";

/** Hidden properties, by their keys, and those further down, by key or index. */
interface Hidden {
  readonly own: Bag;
  readonly below: ReadonlyMap<string, Hidden>;
}

export class HiddenProperties {
  readonly #byUrn = new Map<string, Taken>();

  /** Listens to what the engine asks. @throws Error when @pulumi/policy no longer serves so */
  constructor() {
    const own = createRequire(import.meta.url);
    // The service that the library serves, of whichever version of @pulumi/pulumi it has.
    const load = createRequire(own.resolve("@pulumi/policy/server.js"));
    const method: unknown = Reflect.get(Object(load("@pulumi/pulumi/proto/analyzer_grpc_pb")), "AnalyzerService");
    const remediate: unknown = Reflect.get(Object(method), "remediate");
    if (!isMethod(remediate)) throw new Error("This version of @pulumi/policy takes requests in another way.");
    const read = remediate.requestDeserialize;
    remediate.requestDeserialize = (bytes) => {
      const request = read(bytes);
      // Few resources have any: the bytes tell it without being read.
      this.#byUrn.delete(request.getUrn());
      if (bytes.includes(HIDDEN)) this.#take(request);
      return request;
    };
  }

  /** The properties with what is hidden. @throws whatever kept it from being read */
  restored(urn: string, shown: Properties): Properties {
    const known = this.#byUrn.get(urn);
    if (known === undefined) return shown;
    if ("error" in known) throw known.error;
    const secrets = [...new Set([...shown.secrets, ...known.secrets])];
    return { ...shown, props: bagWith(shown.props, known.hidden), secrets };
  }

  #take(request: Request): void {
    const urn = request.getUrn();
    try {
      const { props, secrets } = readProperties(request.getProperties()?.toJavaScript() ?? {});
      const hidden = hiddenIn(props);
      if (hidden !== undefined) this.#byUrn.set(urn, { hidden, secrets });
    } catch (error) {
      this.#byUrn.set(urn, { error });
    }
  }
}

type Taken = { readonly hidden: Hidden; readonly secrets: readonly string[] } | { readonly error: unknown };

interface Request {
  getUrn: () => string;
  getProperties: () => { toJavaScript: () => Record<string, unknown> } | undefined;
}

interface Method {
  requestDeserialize: (bytes: Buffer) => Request;
}

function isMethod(value: unknown): value is Method {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "requestDeserialize") === "function";
}

function hiddenIn(value: Value): Hidden | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries<Value>(value);
  const isHidden = ([key]: readonly [string, Value]): boolean => !Array.isArray(value) && key.startsWith(HIDDEN);
  const below = entries
    .filter((entry) => !isHidden(entry))
    .flatMap(([key, inner]): [string, Hidden][] => {
      const found = hiddenIn(inner);
      return found === undefined ? [] : [[key, found]];
    });
  const own = entries.filter(isHidden);
  return own.length + below.length === 0 ? undefined : { own: Object.fromEntries(own), below: new Map(below) };
}

function bagWith(shown: Bag, { own, below }: Hidden): Bag {
  const changed = [...below].flatMap(([key, hidden]): [string, Value][] =>
    Object.hasOwn(shown, key) ? [[key, valueWith(shown[key], hidden)]] : [],
  );
  return { ...shown, ...own, ...Object.fromEntries(changed) };
}

/** What was set right since then is shown as it is now. */
function valueWith(shown: Value | undefined, hidden: Hidden): Value {
  if (typeof shown !== "object" || shown === null) return shown ?? null;
  if (!isList(shown)) return bagWith(shown, hidden);
  return shown.map((item, index) => {
    const inner = hidden.below.get(String(index));
    return inner === undefined ? item : valueWith(item, inner);
  });
}

function isList(value: Bag | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}
