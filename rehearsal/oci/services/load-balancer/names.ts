/** Names within a load balancer, and what refers to them. */
import { invalidParameter, notFound } from "../../errors.ts";
import type { Balancer } from "./changes.ts";

/** The parts of a load balancer that hold things by name. */
export type Section =
  | "backendSets"
  | "listeners"
  | "hostnames"
  | "certificates"
  | "ruleSets"
  | "routingPolicies"
  | "pathRouteSets"
  | "sslCipherSuites";

const LABELS: Record<Section, string> = {
  backendSets: "backend set",
  listeners: "listener",
  hostnames: "hostname",
  certificates: "certificate",
  ruleSets: "rule set",
  routingPolicies: "routing policy",
  pathRouteSets: "path route set",
  sslCipherSuites: "SSL cipher suite",
};

/** The thing of that name. @throws ServiceError 404 where the load balancer has none. */
export function needNamed<S extends Section>(
  balancer: Balancer,
  section: S,
  name: string,
): NonNullable<NonNullable<Balancer[S]>[string]> {
  const found = balancer[section]?.[name];
  if (found === undefined) {
    throw notFound(`The load balancer ${balancer.id} has no ${LABELS[section]} '${name}'.`);
  }
  return found as NonNullable<NonNullable<Balancer[S]>[string]>;
}

/** @throws ServiceError 400 where the load balancer has one of that name already. */
export function needFreeName(balancer: Balancer, section: Section, name: string): void {
  if (balancer[section]?.[name] !== undefined) {
    throw invalidParameter(`Load balancer ${balancer.id} already has ${LABELS[section]} '${name}'.`);
  }
}

/** @throws ServiceError 400 where a field refers to a name that the load balancer doesn't have. */
export function needReferenced(balancer: Balancer, section: Section, field: string, name: string | undefined): void {
  if (name !== undefined && balancer[section]?.[name] === undefined) {
    throw invalidParameter(
      `${field} names the ${LABELS[section]} '${name}', which load balancer ${balancer.id} doesn't have.`,
    );
  }
}

/** @throws ServiceError 400 naming those which use the thing. */
export function needUnused(balancer: Balancer, section: Section, name: string): void {
  const users = usersOf(balancer, section, name);
  if (users.length > 0) {
    throw invalidParameter(
      `The ${LABELS[section]} '${name}' of load balancer ${balancer.id} is used by ${users.join(", ")}. Change or delete those first.`,
    );
  }
}

function usersOf(balancer: Balancer, section: Section, name: string): string[] {
  const listeners = Object.values(balancer.listeners ?? {});
  const sets = Object.values(balancer.backendSets ?? {});
  const byListeners = (uses: (listener: (typeof listeners)[number]) => boolean) =>
    listeners.filter(uses).map((listener) => `listener '${listener.name}'`);
  switch (section) {
    case "listeners":
      return [];
    case "hostnames":
      return byListeners((listener) => listener.hostnameNames?.includes(name) === true);
    case "ruleSets":
      return byListeners((listener) => listener.ruleSetNames?.includes(name) === true);
    case "routingPolicies":
      return byListeners((listener) => listener.routingPolicyName === name);
    case "pathRouteSets":
      return byListeners((listener) => listener.pathRouteSetName === name);
    case "certificates":
      return [
        ...byListeners((listener) => listener.sslConfiguration?.certificateName === name),
        ...sets
          .filter((set) => set.sslConfiguration?.certificateName === name)
          .map((set) => `backend set '${set.name}'`),
      ];
    case "sslCipherSuites":
      return [
        ...byListeners((listener) => listener.sslConfiguration?.cipherSuiteName === name),
        ...sets
          .filter((set) => set.sslConfiguration?.cipherSuiteName === name)
          .map((set) => `backend set '${set.name}'`),
      ];
    case "backendSets":
      return [
        ...byListeners((listener) => listener.defaultBackendSetName === name),
        ...Object.values(balancer.pathRouteSets ?? {})
          .filter((set) => set.pathRoutes.some((route) => route.backendSetName === name))
          .map((set) => `path route set '${set.name}'`),
        ...Object.values(balancer.routingPolicies ?? {})
          .filter((policy) => forwardsTo(policy.rules, name))
          .map((policy) => `routing policy '${policy.name}'`),
      ];
  }
}

function forwardsTo(rules: readonly { actions: readonly object[] }[], name: string): boolean {
  return rules.some((rule) => rule.actions.some((action) => Reflect.get(action, "backendSetName") === name));
}

/** A load balancer's section without one name. */
export function without<T>(named: Record<string, T> | undefined, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(named ?? {}).filter(([key]) => key !== name));
}
