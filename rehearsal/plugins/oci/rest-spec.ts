/** What restResource() needs to know about a resource. */
import { sameValue, type Properties, type Value } from "../protocol/values.ts";
import type { Change, Cloud } from "./handler.ts";
import type { Call } from "./rest/client.ts";
import type { WorkRequests } from "./work.ts";

export interface RestSpec {
  readonly token: string;
  /** Oracle's package with the models: `core` for oci-core. */
  readonly sdk: string;
  /** OCI's name of the resource, in operations and models: `Vcn` gives CreateVcn and CreateVcnDetails. */
  readonly thing: string;
  /** Path of the POST, with `{input}` to fill. */
  readonly collection: string;
  /** Path of the item, with `{id}` or an id's parts or inputs to fill. */
  readonly item: string;
  /** Parts of an id that is no OCID. */
  readonly id?: string;
  /** Form of the id to import by, where it holds more than the id. */
  readonly importId?: string;
  /** The input that holds another base than the region's endpoint. */
  readonly endpoint?: string;
  readonly models?: { readonly create?: string; readonly update?: string; readonly read?: string };
  /** States to wait for after create and update, none where the resource has no state. Default: none. */
  readonly ready?: readonly string[];
  /** What must hold besides the state. */
  readonly settled?: (answer: Properties) => boolean;
  /** States of something that is no longer there. Default: DELETED and TERMINATED. */
  readonly gone?: readonly string[];
  readonly work?: WorkRequests;
  /** The input whose value only one change at a time may touch. */
  readonly turn?: string;
  readonly update?: {
    readonly method?: "PUT" | "POST";
    /** The PUT replaces everything: send what didn't change as well. */
    readonly whole?: boolean;
  };
  /** How it is deleted where that isn't DELETE on the item. */
  readonly remove?: { readonly operation: string; readonly method?: "POST" | "DELETE"; readonly action?: string };
  /** Path of the change of compartment, below the item. Default `/actions/changeCompartment`; null: OCI has none. */
  readonly move?: string | null;
  /** The resource that it is read as a part of, where it has no GET of its own. */
  readonly within?: {
    readonly operation: string;
    readonly path: string;
    readonly find: (whole: Properties, values: Properties) => Properties | undefined;
  };
  /** Adds to a create's or an update's body what the inputs alone don't give; `live` is today's item on an update. */
  readonly body?: (body: Properties, inputs: Properties, live?: Properties) => Properties;
  /** Turns an answer into what the outputs are taken from. */
  readonly answer?: (answer: Properties) => Properties;
  /** Reads what OCI keeps apart from the item, to be added to its answer. */
  readonly alsoRead?: (cloud: Cloud, answer: Properties) => Promise<Properties>;
  /** Inputs that say nothing to OCI. */
  readonly ignored?: readonly string[];
  /** Changes that are actions of their own, in order, after the PUT. */
  readonly steps?: readonly Step[];
}

export interface Step {
  /** Inputs whose change calls for it. */
  readonly on: readonly string[];
  /** Default false: the update's body leaves these inputs out. */
  readonly alsoInBody?: boolean;
  readonly calls: (change: Change, live: Properties, path: string) => Call[];
}

/** Elements that a list gained and lost. */
export function listChange(olds: Value | undefined, news: Value | undefined): { added: Value[]; removed: Value[] } {
  const before = Array.isArray(olds) ? olds : [];
  const after = Array.isArray(news) ? news : [];
  const missing = (from: Value[], item: Value): boolean => !from.some((other) => sameValue(other, item));
  return {
    added: after.filter((item) => missing(before, item)),
    removed: before.filter((item) => missing(after, item)),
  };
}
