/** Policies with which the tests show what becomes of findings, settings, failures and things set right. */
import { UNKNOWN } from "@tidegate/policy";
import type { Finding, JudgedResource, Policy, ResourcePolicy, StackPolicy, Value } from "@tidegate/policy";

export const THING = "test:index:Thing";

const common = { sources: [], levels: { dev: "advisory", prod: "mandatory" } } as const;

const closed: ResourcePolicy<{ allowed: readonly string[] }> = {
  ...common,
  about: "resource",
  name: "closed",
  description: "Nothing is open.",
  remedy: "Close it.",
  types: [THING],
  config: {
    allowed: {
      schema: { type: "array", items: { type: "string" } },
      default: [],
      describes: "Names that may be open.",
    },
  },
  judge: ({ name, props }, { allowed }) =>
    props["open"] === true && !allowed.includes(name) ? [{ path: "open", rule: "by-flag", says: "is true" }] : [],
};

const tagged: ResourcePolicy = {
  ...common,
  about: "resource",
  name: "tagged",
  description: "Everything has an owner.",
  remedy: "Tag it.",
  types: [THING],
  judge: ({ props }) => (props["tags"] === "none" ? [{ path: "tags", says: "has no owner" }] : []),
  remediate: ({ props }) => (props["tags"] === "none" ? { tags: { owner: "nobody" } } : undefined),
};

/** Ways to fail that tell what was given: `text` holds all of it. */
export const EXPLOSIONS: Readonly<Record<string, (text: string) => Promise<Finding[]> | Finding[]>> = {
  now: (text) => {
    throw new RangeError(`can't judge ${text}`);
  },
  later: (text) => Promise.reject(new TypeError(text)),
  "with a cause": (text) => {
    throw new Error("can't judge it", { cause: new Error(text) });
  },
  "by its name": (text) => {
    throw Object.assign(new Error("can't judge it"), { name: text, code: text });
  },
  "as a text": (text) => thrown(text),
  "later, as a text": (text) => Promise.resolve().then(() => thrown(text)),
  "when it is read": (text) => [unreadable(text)],
  "later, when it is read": (text) => Promise.resolve([unreadable(text)]),
};

/** Throws what isn't an error, as JavaScript lets whoever wants to. */
function thrown(text: string): Finding[] {
  return idle().throw(text).value;
}

function* idle(): Generator<Finding[], Finding[]> {
  yield [];
  return [];
}

function unreadable(text: string): Finding {
  return {
    path: "",
    get says(): string {
      throw new Error(text);
    },
  };
}

/** Its errors hold what it was given, as careless ones do. */
const careless: ResourcePolicy = {
  ...common,
  about: "resource",
  name: "careless",
  description: "It fails where it is asked to.",
  remedy: "Don't ask.",
  types: "all",
  levels: { dev: "advisory", prod: "advisory" },
  judge: ({ props }) => {
    const way = props["explode"];
    const explode = typeof way === "string" ? EXPLOSIONS[way] : undefined;
    return explode === undefined ? [] : explode(JSON.stringify(props));
  },
};

/** Touches every value, and tells which it doesn't know, and which are secret. */
const curious: ResourcePolicy = {
  ...common,
  about: "resource",
  name: "curious",
  description: "It looks at everything.",
  remedy: "Nothing is wrong.",
  types: [THING],
  judge: ({ props, secrets = [] }) => {
    if (props["curious"] !== true) return [];
    const unknown = pathsOf(props).filter(([, value]) => value === UNKNOWN);
    return [
      ...unknown.map(([path]) => ({ path, says: "isn't known" })),
      ...secrets.map((path) => ({ path, says: "is secret" })),
    ];
  },
};

const seen = new WeakSet<JudgedResource>();

/** Whether policies get the same object, by which they can remember what took long. */
const same = (name: string, says: string): ResourcePolicy => ({
  ...common,
  about: "resource",
  name,
  description: "Policies see the same object.",
  remedy: "Nothing is wrong.",
  types: [THING],
  judge: (resource) => {
    const isKnown = seen.has(resource);
    seen.add(resource);
    return resource.props["same"] === true && isKnown ? [{ path: "", says }] : [];
  },
});

/** Tells each property that the engine keeps from policies. */
const hidden: ResourcePolicy = {
  ...common,
  about: "resource",
  name: "hidden",
  description: "Nothing is hidden.",
  remedy: "Show it.",
  types: [THING],
  judge: ({ props, secrets = [] }) =>
    pathsOf(props)
      .filter(([path]) => path.includes("__"))
      .map(([path]) => ({ path, says: secrets.includes(path) ? "is a hidden secret" : "is hidden" })),
};

/** Tells what isn't known, and isn't given. */
const filled: StackPolicy = {
  ...common,
  about: "stack",
  name: "filled",
  description: "The cloud fills nothing in.",
  remedy: "Give it.",
  judge: (resources) =>
    resources
      .filter(({ name }) => name === "cloudy")
      .flatMap(({ urn, props, given = [] }) =>
        Object.keys(props)
          .filter((key) => props[key] === UNKNOWN && !given.includes(key))
          .map((path) => ({ urn, path, says: "isn't given" })),
      ),
};

const few: StackPolicy<{ most: number }> = {
  ...common,
  about: "stack",
  name: "few",
  description: "There are few things.",
  remedy: "Have fewer.",
  config: { most: { schema: { type: "integer", minimum: 1 }, default: 3, describes: "How many there may be." } },
  judge: (resources, { most }) => {
    const things = resources.filter(({ type }) => type === THING);
    return things.slice(most).map(({ urn }) => ({ path: "", says: `is one more than ${most}`, urn }));
  },
};

export const policies: readonly Policy[] = [
  closed,
  tagged,
  careless,
  curious,
  same("first", "is seen again by the first"),
  same("second", "is seen again by the second"),
  hidden,
  filled,
  few,
];

function pathsOf(value: Value, path = ""): [string, Value][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries<Value>(value).flatMap(([key, inner]) => pathsOf(inner, path === "" ? key : `${path}.${key}`));
}
