/**
 * The state that a killed engine leaves, as plain data. "Pending operations" stand in it: what it was making, changing or
 * taking away in that moment, each of which has happened or not. A refresh reads what became of changes and removals; what
 * was being made is in no state yet, and has to be found by other means before that.
 */
import { isDeepStrictEqual } from "node:util";

/** A resource that was being made: it may exist or not. */
export interface PendingCreate {
  readonly urn: string;
  /** The provider's token: `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** As the state has them: the values of secrets are encrypted. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The whole entry, as it would stand among the state's resources. */
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What a pending create has made. */
export interface Found {
  readonly create: PendingCreate;
  readonly id: string;
}

/** Whether an exported state has operations that no engine has ended. */
export function hasPending(exported: unknown): boolean {
  return operationsOf(exported).length > 0;
}

/** The resources of providers that were being made; components, which exist in the state alone, are left out. */
export function pendingCreatesOf(exported: unknown): PendingCreate[] {
  return operationsOf(exported).flatMap((operation) => {
    const resource = operation["type"] === "creating" ? operation["resource"] : undefined;
    return isRecord(resource) && resource["custom"] === true && isRecord(resource["inputs"])
      ? [{ urn: String(resource["urn"]), type: String(resource["type"]), inputs: resource["inputs"], resource }]
      : [];
  });
}

/**
 * What tells one thing from all others: ids of two types may be the same, and a name may be there in two regions. Types
 * that belong to no region have no input of that name.
 */
export function keyOf(type: string, inputs: unknown, id: string): string {
  return JSON.stringify([type, isRecord(inputs) && inputs["region"] !== undefined ? inputs["region"] : null, id]);
}

/** The keys of all that an exported state holds. */
export function heldBy(exported: unknown): string[] {
  return resourcesOf(exported).flatMap(({ type, inputs, id }) =>
    typeof id === "string" ? [keyOf(String(type), inputs, id)] : [],
  );
}

/**
 * The state with nothing pending: creates that were found are resources, whose outputs a refresh reads; the others are
 * as if they had never begun.
 */
export function withoutPending(exported: unknown, found: readonly Found[]): unknown {
  const resources = found.reduce(adopt, resourcesOf(exported));
  const { pending_operations: _pending, ...rest } = deploymentOf(exported);
  return { ...(isRecord(exported) ? exported : {}), deployment: { ...rest, resources } };
}

type Entry = Readonly<Record<string, unknown>>;

/**
 * Puts a resource in after all that it depends on. What it was to replace is dealt with as the engine does: it is still
 * to be deleted, or, where it went first, it is remembered no longer. Where another `up` has made the same resource again,
 * that one stays, and the first one is to be deleted.
 */
function adopt(resources: readonly Entry[], { create, id }: Found): Entry[] {
  const adopted = { ...create.resource, id, outputs: create.inputs };
  const present = resources.filter(({ urn, delete: isLeaving }) => urn === create.urn && isLeaving !== true);
  if (present.some((one) => isMadeAgain(one, create))) return [...resources, { ...adopted, delete: true }];
  const others = resources.flatMap((one) => {
    if (!present.includes(one)) return [one];
    return one["pendingReplacement"] === true ? [] : [{ ...one, delete: true }];
  });
  const needed = dependenciesOf(adopted);
  const after = others.findLastIndex(({ urn }) => needed.has(String(urn)));
  return [...others.slice(0, after + 1), adopted, ...others.slice(after + 1)];
}

/** A replacement has other inputs than what it replaces; names of the provider's own making are new each time. */
function isMadeAgain(present: Entry, { inputs }: PendingCreate): boolean {
  const made = ["__defaults", inputs["__defaults"]].flat();
  const own = (all: unknown) =>
    Object.entries(isRecord(all) ? all : {})
      .filter(([name]) => !made.includes(name))
      .sort(([one], [other]) => one.localeCompare(other));
  return present["pendingReplacement"] !== true && isDeepStrictEqual(own(present["inputs"]), own(inputs));
}

/** URNs of what has to stand before a resource in a state. */
function dependenciesOf(resource: Entry): ReadonlySet<string> {
  const { parent, provider, dependencies, propertyDependencies, deletedWith, replaceWith } = resource;
  const byProperty = isRecord(propertyDependencies) ? Object.values(propertyDependencies).flat() : [];
  // A provider is named by its URN and its id.
  const providerUrn = (typeof provider === "string" ? provider : "").replace(/::[^:]*$/, "");
  return new Set(
    [parent, providerUrn, dependencies, byProperty, deletedWith, replaceWith]
      .flat()
      .filter((urn) => typeof urn === "string"),
  );
}

function deploymentOf(exported: unknown): Entry {
  return isRecord(exported) && isRecord(exported["deployment"]) ? exported["deployment"] : {};
}

function operationsOf(exported: unknown): Entry[] {
  const pending = deploymentOf(exported)["pending_operations"];
  return Array.isArray(pending) ? pending.filter(isRecord) : [];
}

function resourcesOf(exported: unknown): Entry[] {
  const resources = deploymentOf(exported)["resources"];
  return Array.isArray(resources) ? resources.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
