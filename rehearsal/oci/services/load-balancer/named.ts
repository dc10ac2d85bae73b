/**
 * Things that a load balancer holds by name and listeners refer to: they are created, shown, replaced and deleted all
 * in one way. What each looks like, and what it may not, is said by a `Kind`.
 */
import { loadBalancers } from "../../collections.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Route } from "../../route.ts";
import type { Json } from "../../wire.ts";
import { changeKind, requestChange } from "./changes.ts";
import type { Balancer } from "./changes.ts";
import { needFreeName, needNamed, needUnused, without } from "./names.ts";
import type { Section } from "./names.ts";

export interface Kind<Details extends Json, S extends Section> {
  readonly section: S;
  /** As in the operations' names: `Hostname` for CreateHostname. */
  readonly operation: string;
  /** The same in the plural: `Hostnames` for ListHostnames. */
  readonly operations: string;
  /** The last part of the collection's path, for example `hostnames`. */
  readonly path: string;
  /** The path parameter that holds the name. */
  readonly parameter: string;
  /** Whether one alone can be read, and whether it can be replaced. */
  readonly can: { readonly show: boolean; readonly update: boolean };
  readonly nameIn: (details: Details) => string;
  /** What can be told from the request alone. @throws ServiceError 400 */
  readonly check?: (name: string, details: Details) => void;
  /** The thing as it is stored, from the details of a create or an update (then with what was there before). */
  readonly make: (balancer: Balancer, name: string, details: Details, former?: Item<S>) => Item<S>;
  /** What must not go into the world at all, taken out of a request as it comes. */
  readonly strip?: (details: Details) => Details;
}

export type Item<S extends Section> = NonNullable<NonNullable<Balancer[S]>[string]>;

/** Adds one, or puts it in the place of the former. @throws ServiceError 400 when it doesn't fit */
export function withItem<Details extends Json, S extends Section>(
  kind: Kind<Details, S>,
  balancer: Balancer,
  name: string,
  details: Details,
): Partial<Balancer> {
  const former = balancer[kind.section]?.[name] as Item<S> | undefined;
  return { [kind.section]: { ...balancer[kind.section], [name]: kind.make(balancer, name, details, former) } };
}

/** The operations of one kind. */
export function namedRoutes<Details extends Json, S extends Section>(kind: Kind<Details, S>): readonly Route[] {
  const { section, operation, check } = kind;
  const stripped = (details: Details) => kind.strip?.(details) ?? details;
  const create = changeKind<{ name: string; details: Details }>({
    type: `Create${operation}`,
    check: ({ name, details }) => check?.(name, details),
    apply: (balancer, { name, details }) => {
      needFreeName(balancer, section, name);
      return withItem(kind, balancer, name, details);
    },
  });
  const update = changeKind<{ name: string; details: Details }>({
    type: `Update${operation}`,
    check: ({ name, details }) => check?.(name, details),
    apply: (balancer, { name, details }) => {
      needNamed(balancer, section, name);
      return withItem(kind, balancer, name, details);
    },
  });
  const remove = changeKind<{ name: string }>({
    type: `Delete${operation}`,
    apply: (balancer, { name }) => {
      needNamed(balancer, section, name);
      needUnused(balancer, section, name);
      return { [section]: without<unknown>(balancer[section], name) };
    },
  });
  const balancerOf = (call: Call) => loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  const nameOf = (call: Call) => call.params[kind.parameter] ?? "";
  const path = `/20170115/loadBalancers/{loadBalancerId}/${kind.path}`;
  const one = `${path}/{${kind.parameter}}`;
  const routes: Route[] = [
    {
      operation: `loadbalancer/Create${operation}`,
      method: "POST",
      path,
      handle: (call) => {
        const details = bodyOf<Details>(call);
        return requestChange(call, create, { name: kind.nameIn(details), details: stripped(details) });
      },
    },
    {
      operation: `loadbalancer/List${kind.operations}`,
      method: "GET",
      path,
      handle: (call) => ({ body: Object.values(balancerOf(call)[section] ?? {}) }),
    },
    {
      operation: `loadbalancer/Delete${operation}`,
      method: "DELETE",
      path: one,
      handle: (call) => requestChange(call, remove, { name: nameOf(call) }),
    },
  ];
  if (kind.can.show) {
    const show = (call: Call) => {
      const balancer = balancerOf(call);
      return replyWith(needNamed(balancer, section, nameOf(call)), loadBalancers.etag(call.world, balancer.id));
    };
    routes.push({ operation: `loadbalancer/Get${operation}`, method: "GET", path: one, handle: show });
  }
  if (kind.can.update) {
    routes.push({
      operation: `loadbalancer/Update${operation}`,
      method: "PUT",
      path: one,
      handle: (call) => requestChange(call, update, { name: nameOf(call), details: stripped(bodyOf<Details>(call)) }),
    });
  }
  return routes;
}
