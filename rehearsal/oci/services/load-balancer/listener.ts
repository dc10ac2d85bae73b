/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Listener/ */
import type { CreateListenerDetails, Listener, ListenerDetails } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers } from "../../collections.ts";
import { invalidParameter } from "../../errors.ts";
import { bodyOf } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needLength, needOneOf, needWithin } from "../shared/refuse.ts";
import { PROTOCOLS } from "./catalogue.ts";
import { changeKind, requestChange } from "./changes.ts";
import type { Balancer } from "./changes.ts";
import { needFreeName, needNamed, needReferenced, without } from "./names.ts";
import { checkSsl, newSsl } from "./ssl.ts";

const MOST_LISTENERS = 16;
/** Seconds that a connection may be idle. @see https://docs.oracle.com/iaas/Content/Balance/Reference/connectionreuse.htm */
const IDLE_TIMEOUT = { TCP: 300, others: 60 };
const LONGEST_IDLE_TIMEOUT = 7_200;

/** @throws ServiceError 400 */
export function checkListener(name: string, details: Wire<ListenerDetails>): void {
  needLength("name", name, 1, 255);
  needLength("defaultBackendSetName", details.defaultBackendSetName, 1, 32);
  needWithin("port", details.port, 1, 65_535);
  needOneOf("protocol", details.protocol, PROTOCOLS);
  needWithin(
    "connectionConfiguration.idleTimeout",
    details.connectionConfiguration?.idleTimeout,
    1,
    LONGEST_IDLE_TIMEOUT,
  );
  if (details.protocol === "HTTP2" && !details.sslConfiguration) {
    throw invalidParameter("A listener with protocol HTTP2 needs an sslConfiguration.");
  }
  if (details.protocol === "TCP") {
    const given = (["hostnameNames", "pathRouteSetName", "routingPolicyName", "ruleSetNames"] as const).filter(
      (field) => (details[field]?.length ?? 0) > 0,
    );
    if (given.length > 0) {
      throw invalidParameter(`A listener with protocol TCP can't have ${given.join(", ")}: those are for HTTP.`);
    }
  }
}

/** Adds a listener, or puts another in its place. @throws ServiceError 400 when it doesn't fit into the load balancer */
export function withListener(balancer: Balancer, name: string, details: Wire<ListenerDetails>): Partial<Balancer> {
  needReferenced(balancer, "backendSets", "defaultBackendSetName", details.defaultBackendSetName);
  details.hostnameNames?.forEach((hostname) => needReferenced(balancer, "hostnames", "hostnameNames", hostname));
  details.ruleSetNames?.forEach((ruleSet) => needReferenced(balancer, "ruleSets", "ruleSetNames", ruleSet));
  needReferenced(balancer, "pathRouteSets", "pathRouteSetName", details.pathRouteSetName || undefined);
  needReferenced(balancer, "routingPolicies", "routingPolicyName", details.routingPolicyName || undefined);
  const listener = newListener(name, details);
  checkSsl(balancer, listener.sslConfiguration);
  needFreePort(balancer, listener);
  const listeners = { ...balancer.listeners, [name]: listener };
  if (Object.keys(listeners).length > MOST_LISTENERS) {
    throw invalidParameter(`A load balancer has at most ${MOST_LISTENERS} listeners.`);
  }
  return { listeners };
}

function newListener(name: string, details: Wire<ListenerDetails>): Wire<Listener> {
  const idleTimeout = details.protocol === "TCP" ? IDLE_TIMEOUT.TCP : IDLE_TIMEOUT.others;
  const { sslConfiguration, connectionConfiguration, ...rest } = details;
  return {
    ...rest,
    name,
    hostnameNames: details.hostnameNames ?? [],
    ruleSetNames: details.ruleSetNames ?? [],
    connectionConfiguration: { idleTimeout, ...connectionConfiguration },
    ...newSsl(sslConfiguration),
  };
}

/** Listeners may share a port only where virtual hostnames tell them apart. */
function needFreePort(balancer: Balancer, listener: Wire<Listener>): void {
  const hostnames = listener.hostnameNames ?? [];
  const rival = Object.values(balancer.listeners ?? {}).find((other) => {
    const others = other.hostnameNames ?? [];
    const apart = hostnames.length > 0 && others.length > 0 && !hostnames.some((name) => others.includes(name));
    return other.name !== listener.name && other.port === listener.port && !apart;
  });
  if (rival !== undefined) {
    throw invalidParameter(
      `The listener '${rival.name}' of load balancer ${balancer.id} uses port ${listener.port} already. ` +
        "Two listeners can share a port only with different hostnames.",
    );
  }
}

const createListener = changeKind<{ name: string; details: Wire<ListenerDetails> }>({
  type: "CreateListener",
  check: ({ name, details }) => checkListener(name, details),
  apply: (balancer, { name, details }) => {
    needFreeName(balancer, "listeners", name);
    return withListener(balancer, name, details);
  },
});

/** Everything about the listener is replaced: what the request leaves out goes back to its default. */
const updateListener = changeKind<{ name: string; details: Wire<ListenerDetails> }>({
  type: "UpdateListener",
  check: ({ name, details }) => checkListener(name, details),
  apply: (balancer, { name, details }) => {
    needNamed(balancer, "listeners", name);
    return withListener(balancer, name, details);
  },
});

const deleteListener = changeKind<{ name: string }>({
  type: "DeleteListener",
  apply: (balancer, { name }) => {
    needNamed(balancer, "listeners", name);
    return { listeners: without(balancer.listeners, name) };
  },
});

function create(call: Call): Reply {
  const { name, ...details } = bodyOf<Wire<CreateListenerDetails>>(call);
  return requestChange(call, createListener, { name, details });
}

/** The rules that apply to a listener's traffic, those of each of its rule sets. */
function listRules(call: Call): Reply {
  const balancer = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  const listener = needNamed(balancer, "listeners", nameOf(call));
  const body = (listener.ruleSetNames ?? []).flatMap((ruleSetName) =>
    needNamed(balancer, "ruleSets", ruleSetName).items.map((rule) => ({ rule, ruleSetName })),
  );
  return { body };
}

const nameOf = (call: Call): string => call.params["listenerName"] ?? "";
const LISTENERS = "/20170115/loadBalancers/{loadBalancerId}/listeners";
const LISTENER = `${LISTENERS}/{listenerName}`;

export const listenerRoutes: readonly Route[] = [
  { operation: "loadbalancer/CreateListener", method: "POST", path: LISTENERS, handle: create },
  {
    operation: "loadbalancer/UpdateListener",
    method: "PUT",
    path: LISTENER,
    handle: (call) =>
      requestChange(call, updateListener, { name: nameOf(call), details: bodyOf<Wire<ListenerDetails>>(call) }),
  },
  {
    operation: "loadbalancer/DeleteListener",
    method: "DELETE",
    path: LISTENER,
    handle: (call) => requestChange(call, deleteListener, { name: nameOf(call) }),
  },
  { operation: "loadbalancer/ListListenerRules", method: "GET", path: `${LISTENER}/rules`, handle: listRules },
];
