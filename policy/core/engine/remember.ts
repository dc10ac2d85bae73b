/**
 * Properties of a resource that the engine asks about, read once.
 *
 * The server in @pulumi/policy reads a request anew for each policy, and wraps it so that touching a value that isn't known ends
 * the policy with a note in the engine's output. Here its reader is replaced: each request is read once, when a policy
 * first wants it, whatever kind of value is in it.
 */
import { createRequire } from "node:module";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { readProperties } from "../read.ts";
import type { Properties } from "../read.ts";

/** A request's properties. */
export interface Request {
  /** Reads them, once. */
  readonly read: () => Remembered;
  /** Their names, without reading them. */
  readonly keys: () => readonly string[];
}

/** What was read of one request. */
export interface Remembered {
  /** Undefined where it couldn't be read. */
  readonly properties: Properties | undefined;
  /** The kind of error that kept it from being read. */
  readonly error?: string;
}

/**
 * Replaces the reader.
 *
 * @param options.remediates whether any policy does; if none does, requests to remediate aren't read at all
 * @returns what tells the request by the `props` that a policy is given
 * @throws Error when @pulumi/policy no longer has such a reader
 */
export function rememberProperties(options: { readonly remediates: boolean }): (props: object) => Request {
  const load = createRequire(import.meta.url);
  const reader: unknown = load("@pulumi/policy/deserialize.js");
  if (!isReader(reader)) throw new Error("This version of @pulumi/policy reads properties in another way.");
  const original = reader.deserializeProperties;
  const byRequest = new WeakMap<object, object>();
  const byTarget = new WeakMap<object, Request>();

  const read = (struct: Struct): object => {
    const known = byRequest.get(struct);
    if (known !== undefined) return known;
    const target = {};
    byRequest.set(struct, target);
    byTarget.set(target, requestOf(struct));
    return target;
  };
  const readForRemediation = (struct: Struct): object => {
    if (!options.remediates) return {};
    const target = original(struct, true);
    byTarget.set(innermost(target), requestOf(struct));
    return target;
  };
  reader.deserializeProperties = (struct, keepSecrets) => (keepSecrets ? readForRemediation(struct) : read(struct));

  return (props) => byTarget.get(innermost(props)) ?? UNREAD;
}

interface Reader {
  deserializeProperties: (struct: Struct, keepSecrets: boolean) => object;
}

function isReader(module: unknown): module is Reader {
  return (
    typeof module === "object" &&
    module !== null &&
    "deserializeProperties" in module &&
    typeof module.deserializeProperties === "function"
  );
}

/** What is no request's. */
const UNREAD: Request = { read: () => ({ properties: undefined, error: "Error" }), keys: () => [] };

function requestOf(struct: Struct): Request {
  return { read: once(() => remembered(struct)), keys: () => [...struct.getFieldsMap().keys()] };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function remembered(struct: Struct): Remembered {
  try {
    return { properties: readProperties(struct.toJavaScript()) };
  } catch (error) {
    return { properties: undefined, error: kindOf(error) };
  }
}

/** What kind of error it is, without its message, which could hold a value. */
export function kindOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : "Error";
}

/** The object itself, out of the wrappers that the server puts around it. */
function innermost(props: object): object {
  let inner = props;
  for (;;) {
    const target: unknown = Reflect.get(inner, "__isSpecialProxy") === true && Reflect.get(inner, TARGET);
    if (typeof target !== "object" || target === null) return inner;
    inner = target;
  }
}

const TARGET = "__getSpecialProxyTarget";
