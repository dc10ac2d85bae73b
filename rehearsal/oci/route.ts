/** One operation of OCI's REST API: where it is reached and what it does. */
import type { Conditional } from "./collection.ts";
import type { EventKind } from "./events.ts";
import type { Moment } from "./moment.ts";
import type { Json } from "./wire.ts";

/** A request, after its signature, its parameters and its body have been checked against the SDK's declarations. */
export interface Call extends Conditional {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body; it conforms to the operation's body model, so that reading it as that model is sound. */
  readonly body: unknown;
  /** The bytes of the body, for operations whose body is no JSON. */
  readonly bytes: Buffer;
}

export interface Reply {
  /** HTTP status; 200 where left out. */
  readonly status?: number;
  /** The body. An array is a list: it is cut into pages by `limit` and `page`, with opc-next-page. */
  readonly body?: unknown;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes instead of a JSON body. */
  readonly bytes?: Buffer;
}

export interface Route {
  /**
   * The operation as the official SDK names it, `<package>/<Operation>` (`core/CreateVcn` is CreateVcnRequest and
   * CreateVcnResponse of oci-core). Parameters, body and answer are held against those declarations.
   */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  /** OCI's path with its version prefix, for example `/20160918/vcns/{vcnId}`. */
  readonly path: string;
  readonly handle: (call: Call) => Reply;
}

/** One of OCI's services: its operations, what happens in it over time, and what a new world holds of it. */
export interface Service {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly events: readonly EventKind[];
  readonly seed?: (moment: Moment) => void;
}

/** The checked body of a call, as the operation's body model. */
export function bodyOf<T>(call: Call): T {
  return call.body as T;
}

/** A reply with a stored thing and its etag. */
export function replyWith(body: unknown, etag: string, headers?: Readonly<Record<string, string>>): Reply {
  return headers === undefined ? { body, etag } : { body, etag, headers };
}

/** The items that agree with every filter given; a filter that is undefined lets everything through. */
export function filtered<T extends object>(items: readonly T[], filters: { [Key in keyof T]?: unknown }): T[] {
  return items.filter((item) =>
    Object.entries(filters).every(([key, wanted]) => {
      const has: unknown = Reflect.get(item, key);
      return wanted === undefined || has === wanted;
    }),
  );
}

export type { Json };
