/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/BackendSet/ */
import type { BackendSet, BackendSetDetails, CreateBackendSetDetails } from "oci-loadbalancer/lib/model/index.js";
import { instancePools, loadBalancers } from "../../collections.ts";
import { conflict, invalidParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needOneOf, needWithin } from "../shared/refuse.ts";
import { checkBackend, checkBackends } from "./backend-checks.ts";
import { newBackend } from "./backends.ts";
import { POLICIES } from "./catalogue.ts";
import { changeKind, requestChange } from "./changes.ts";
import type { Balancer } from "./changes.ts";
import { checkHealthChecker, newHealthChecker } from "./health-checker.ts";
import { needFreeName, needNamed, needUnused, without } from "./names.ts";
import { checkSsl, newSsl } from "./ssl.ts";

const NAME = /^[A-Za-z0-9_-]{1,32}$/;
const MOST_SETS = 16;
const DEFAULT_COOKIE = "X-Oracle-BMC-LBS-Route";

/** @throws ServiceError 400 */
export function checkBackendSet(name: string, details: Wire<BackendSetDetails>): void {
  if (!NAME.test(name)) {
    throw invalidParameter(
      `The backend set's name '${name}' must be 1 to 32 letters, digits, dashes and underscores, without spaces.`,
    );
  }
  needOneOf("policy", details.policy, POLICIES);
  needWithin(
    "backendMaxConnections",
    details.backendMaxConnections === 0 ? undefined : details.backendMaxConnections,
    256,
    65_535,
  );
  checkHealthChecker(details.healthChecker);
  details.backends?.forEach(checkBackend);
  if (details.sessionPersistenceConfiguration && details.lbCookieSessionPersistenceConfiguration) {
    throw invalidParameter(
      "Only one of sessionPersistenceConfiguration and lbCookieSessionPersistenceConfiguration can be given.",
    );
  }
}

/** Adds a set, or puts another in its place. @throws ServiceError 400 when it doesn't fit into the load balancer */
export function withBackendSet(balancer: Balancer, name: string, details: Wire<BackendSetDetails>): Partial<Balancer> {
  const set = newBackendSet(name, details);
  checkSsl(balancer, set.sslConfiguration);
  checkBackends(set);
  const backendSets = { ...balancer.backendSets, [name]: set };
  if (Object.keys(backendSets).length > MOST_SETS) {
    throw invalidParameter(`A load balancer has at most ${MOST_SETS} backend sets.`);
  }
  return { backendSets };
}

function newBackendSet(name: string, details: Wire<BackendSetDetails>): Wire<BackendSet> {
  const { sessionPersistenceConfiguration: session, lbCookieSessionPersistenceConfiguration: cookie } = details;
  return {
    name,
    policy: details.policy,
    backends: (details.backends ?? []).map(newBackend),
    healthChecker: newHealthChecker(details.healthChecker),
    ...(details.backendMaxConnections !== undefined && { backendMaxConnections: details.backendMaxConnections }),
    ...newSsl(details.sslConfiguration),
    ...(session && { sessionPersistenceConfiguration: { disableFallback: false, ...session } }),
    ...(cookie && {
      lbCookieSessionPersistenceConfiguration: {
        cookieName: DEFAULT_COOKIE,
        disableFallback: false,
        isHttpOnly: true,
        isSecure: false,
        path: "/",
        ...cookie,
      },
    }),
  };
}

const createBackendSet = changeKind<{ name: string; details: Wire<BackendSetDetails> }>({
  type: "CreateBackendSet",
  check: ({ name, details }) => checkBackendSet(name, details),
  apply: (balancer, { name, details }) => {
    needFreeName(balancer, "backendSets", name);
    return withBackendSet(balancer, name, details);
  },
});

/** Everything about the set is replaced, its list of backends too. */
const updateBackendSet = changeKind<{ name: string; details: Wire<BackendSetDetails> }>({
  type: "UpdateBackendSet",
  check: ({ name, details }) => checkBackendSet(name, details),
  apply: (balancer, { name, details }) => {
    needNamed(balancer, "backendSets", name);
    return withBackendSet(balancer, name, details);
  },
});

const deleteBackendSet = changeKind<{ name: string }>({
  type: "DeleteBackendSet",
  apply: (balancer, { name }, moment) => {
    needNamed(balancer, "backendSets", name);
    needUnused(balancer, "backendSets", name);
    needNoPool(moment, balancer.id, name);
    return { backendSets: without(balancer.backendSets, name) };
  },
});

/** @throws ServiceError 409 where an instance pool is attached to the set, or to any when no name is given. */
export function needNoPool(moment: Moment, loadBalancerId: string, name?: string): void {
  const pools = instancePools
    .list(moment.world)
    .filter((pool) => pool.lifecycleState !== "TERMINATED")
    .filter((pool) =>
      pool.loadBalancers?.some(
        (attachment) =>
          attachment.loadBalancerId === loadBalancerId &&
          attachment.lifecycleState !== "DETACHED" &&
          (name === undefined || attachment.backendSetName === name),
      ),
    );
  if (pools.length > 0) {
    const what = name === undefined ? `The load balancer ${loadBalancerId}` : `The backend set '${name}'`;
    throw conflict(`${what} is attached to ${pools.map((pool) => pool.id).join(", ")}. Detach it from there first.`);
  }
}

function create(call: Call): Reply {
  const { name, ...details } = bodyOf<Wire<CreateBackendSetDetails>>(call);
  return requestChange(call, createBackendSet, { name, details });
}

function balancerOf(call: Call): Balancer {
  return loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
}

const nameOf = (call: Call): string => call.params["backendSetName"] ?? "";

function show(call: Call): Reply {
  const balancer = balancerOf(call);
  return replyWith(needNamed(balancer, "backendSets", nameOf(call)), loadBalancers.etag(call.world, balancer.id));
}

const SETS = "/20170115/loadBalancers/{loadBalancerId}/backendSets";
const SET = `${SETS}/{backendSetName}`;

export const backendSetRoutes: readonly Route[] = [
  { operation: "loadbalancer/CreateBackendSet", method: "POST", path: SETS, handle: create },
  {
    operation: "loadbalancer/ListBackendSets",
    method: "GET",
    path: SETS,
    handle: (call) => ({ body: Object.values(balancerOf(call).backendSets ?? {}) }),
  },
  { operation: "loadbalancer/GetBackendSet", method: "GET", path: SET, handle: show },
  {
    operation: "loadbalancer/UpdateBackendSet",
    method: "PUT",
    path: SET,
    handle: (call) =>
      requestChange(call, updateBackendSet, { name: nameOf(call), details: bodyOf<Wire<BackendSetDetails>>(call) }),
  },
  {
    operation: "loadbalancer/DeleteBackendSet",
    method: "DELETE",
    path: SET,
    handle: (call) => requestChange(call, deleteBackendSet, { name: nameOf(call) }),
  },
];
