/**
 * A request from somewhere on the internet to an address of this world: what becomes of it. One that reaches an instance
 * takes world time; see flights.ts.
 */
import { boots, instances, loadBalancers, vnics } from "../collections.ts";
import { eventKind } from "../events.ts";
import { believedHealth } from "../health/checks.ts";
import { diagnoseBackend } from "../health/diagnose.ts";
import { permits, wayToInternet } from "../health/reach.ts";
import { answerSeconds, applicationReply } from "../machine/application.ts";
import { nextNumber, seeded } from "../moment.ts";
import type { Moment } from "../moment.ts";
import type { World } from "../world.ts";
import { flights } from "./flights.ts";
import type { Flight } from "./flights.ts";
import { logAccess, logApplication } from "./logs.ts";
import { countFailure, countRequest, nextTurn } from "./traffic.ts";

export interface InternetRequest {
  readonly method: string;
  /** Host name or address that is asked. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** The address that the request comes from. */
  readonly source: string;
}

export interface InternetReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why there was no answer from the application; what a real client would only see as silence or a 502. */
  readonly why?: string;
}

/** Either the answer, or the id under which it will be among the flights. */
export type InternetAnswer = InternetReply | { readonly flightId: string };

type Balancer = ReturnType<typeof loadBalancers.list>[number];

export function performInternetRequest(moment: Moment, request: InternetRequest): InternetAnswer {
  const balancer = loadBalancers
    .list(moment.world)
    .find((one) => one.ipAddresses?.some((address) => address.ipAddress === request.host && address.isPublic === true));
  if (balancer?.lifecycleState !== "ACTIVE") {
    return nobody(504, `no load balancer of this world has the public address ${request.host}`);
  }
  const blocked = entryFault(moment.world, balancer, request);
  if (blocked !== undefined) {
    return nobody(504, blocked);
  }
  const listener = Object.values(balancer.listeners ?? {}).find((one) => one.port === request.port);
  if (listener === undefined) {
    return nobody(502, `the load balancer has no listener on port ${request.port}`);
  }
  return forward(moment, balancer, listener.defaultBackendSetName, request);
}

/** Why packets don't reach the load balancer, if they don't. */
function entryFault(world: World, balancer: Balancer, request: InternetRequest): string | undefined {
  const vnic = vnics.get(world, balancer.id);
  if (vnic === undefined) {
    return "the load balancer has no address in its subnet";
  }
  if (wayToInternet(world, vnic.subnetId ?? "", request.source) !== "internet-gateway") {
    return "the load balancer's subnet has no route to an open internet gateway";
  }
  return permits(world, vnic, "INGRESS", { ip: request.source }, request.port)
    ? undefined
    : `the load balancer's security rules don't let ${request.source} in on TCP ${request.port}`;
}

function forward(moment: Moment, balancer: Balancer, setName: string, request: InternetRequest): InternetAnswer {
  const { world } = moment;
  const candidates = candidatesOf(moment, balancer, setName);
  const turn = nextTurn(world, balancer.id, setName);
  const backendName = candidates[turn % Math.max(candidates.length, 1)];
  if (backendName === undefined) {
    countRequest(world, balancer.id);
    return failed(moment, balancer.id, request, noneHealthy(moment, balancer, setName));
  }
  const ref = { loadBalancerId: balancer.id, backendSetName: setName, backendName };
  const { instanceId = "", image = "", answers, reasons } = diagnoseBackend(moment, ref);
  const receiver = { instanceId, image };
  countRequest(world, balancer.id, receiver);
  if (!answers) {
    const why = `the load balancer takes ${backendName} for healthy, but nothing answers there: ${reasons.join("; ")}`;
    return failed(moment, balancer.id, request, why, receiver);
  }
  const seconds = answerSeconds(request.path, seeded(world, `request/${balancer.id}/${setName}/${turn}`));
  const flightId = String(nextNumber(moment));
  const servesAt = boots.get(world, instanceId)?.servesAt ?? 0;
  flights.put(world, flightId, {
    request,
    ...ref,
    ...receiver,
    servesAt,
    endsAt: moment.now + Math.round(seconds * 1000),
  });
  ends.schedule(moment, seconds, { id: flightId });
  return { flightId };
}

/** The backends that may get a request now: backups only when no other is healthy. Weights don't count. */
function candidatesOf(moment: Moment, balancer: Balancer, setName: string): string[] {
  const healthy = (balancer.backendSets?.[setName]?.backends ?? []).filter((backend) => {
    const ref = { loadBalancerId: balancer.id, backendSetName: setName, backendName: backend.name };
    return !backend.drain && !backend.offline && believedHealth(moment, ref).status === "OK";
  });
  const regular = healthy.filter((backend) => !backend.backup);
  return (regular.length > 0 ? regular : healthy).map(({ name }) => name);
}

function noneHealthy(moment: Moment, balancer: Balancer, setName: string): string {
  const backends = balancer.backendSets?.[setName]?.backends ?? [];
  const open = backends.filter((backend) => !backend.drain && !backend.offline);
  const reasons = open.flatMap(({ name }) => {
    const ref = { loadBalancerId: balancer.id, backendSetName: setName, backendName: name };
    const { status, reasons: found } = diagnoseBackend(moment, ref);
    return status === "OK" ? ["it serves, but has not passed enough health checks in a row yet"] : found;
  });
  return open.length === 0
    ? `the backend set ${setName} has no backend that takes requests`
    : `no backend of ${setName} is healthy: ${[...new Set(reasons)].join("; ")}`;
}

/** Quiet: an answer changes nothing but counts, and there may be very many. */
const ends = eventKind<{ id: string }>(
  "internet.requestEnds",
  (moment, { id }) => {
    const flight = flights.get(moment.world, id);
    if (flight !== undefined) {
      flights.put(moment.world, id, { ...flight, reply: land(moment, flight) });
    }
  },
  true,
);

/** The answer of a request whose time has come, or what cut its connection. */
function land(moment: Moment, flight: Flight): InternetReply {
  const { request, instanceId, image, loadBalancerId } = flight;
  const cut = cutBy(moment, flight);
  if (cut !== undefined) {
    const why = `the connection to ${flight.backendName} was cut before its answer: ${cut}`;
    return failed(moment, loadBalancerId, request, why, flight);
  }
  const { status, body } = applicationReply(request.method, request.path, { instance: instanceId, image });
  logApplication(moment, instanceId, `${request.method} ${request.path} ${status}`);
  const reply = { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  logAccess(moment, loadBalancerId, request, reply);
  return reply;
}

/** A backend that drains keeps the connections it has; one that is taken out of its set doesn't. */
function cutBy({ world }: Moment, flight: Flight): string | undefined {
  const balancer = loadBalancers.get(world, flight.loadBalancerId);
  if (balancer?.lifecycleState !== "ACTIVE") {
    return "the load balancer is gone";
  }
  const { backends = [] } = balancer.backendSets?.[flight.backendSetName] ?? {};
  if (!backends.some(({ name }) => name === flight.backendName)) {
    return `it was taken out of the backend set ${flight.backendSetName}`;
  }
  const state = instances.get(world, flight.instanceId)?.lifecycleState;
  if (state !== "RUNNING") {
    return `the instance is ${state ?? "gone"}`;
  }
  return boots.get(world, flight.instanceId)?.servesAt === flight.servesAt
    ? undefined
    : "the instance was started anew";
}

function failed(
  moment: Moment,
  loadBalancerId: string,
  request: InternetRequest,
  why: string,
  receiver?: Pick<Flight, "instanceId" | "image">,
): InternetReply {
  const reply = nobody(502, why);
  countFailure(moment, loadBalancerId, why, receiver);
  logAccess(moment, loadBalancerId, request, reply);
  return reply;
}

function nobody(status: number, why: string): InternetReply {
  return { status, headers: { "content-type": "text/plain" }, body: `${why}\n`, why };
}

export const internetEvents = [ends];
