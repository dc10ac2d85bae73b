/** A request from somewhere on the internet to an address of this world: what becomes of it. */
import { loadBalancers, vnics } from "../collections.ts";
import { diagnoseBackend } from "../health/diagnose.ts";
import type { Diagnosis } from "../health/diagnose.ts";
import { permits, wayToInternet } from "../health/reach.ts";
import { applicationReply } from "../machine/application.ts";
import { nextNumber } from "../moment.ts";
import { logAccess, logApplication } from "./logs.ts";
import type { Moment } from "../moment.ts";
import type { World } from "../world.ts";

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

type Balancer = ReturnType<typeof loadBalancers.list>[number];

export function performInternetRequest(moment: Moment, request: InternetRequest): InternetReply {
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
  const reply = forward(moment, balancer, listener.defaultBackendSetName, request);
  logAccess(moment, balancer.id, request, reply);
  return reply;
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

function forward(moment: Moment, balancer: Balancer, setName: string, request: InternetRequest): InternetReply {
  const backends = balancer.backendSets?.[setName]?.backends ?? [];
  const serving = backends.filter((backend) => !backend.drain && !backend.offline);
  const regular = serving.filter((backend) => !backend.backup);
  const verdicts = (regular.length > 0 ? regular : serving).map((backend) =>
    diagnoseBackend(moment, { loadBalancerId: balancer.id, backendSetName: setName, backendName: backend.name }),
  );
  const healthy = verdicts.filter((verdict) => verdict.status === "OK");
  const chosen = healthy[nextNumber(moment) % Math.max(healthy.length, 1)];
  if (chosen === undefined) {
    return nobody(502, noneHealthy(setName, verdicts));
  }
  const reply = applicationReply(request.method, request.path, {
    instance: chosen.instanceId ?? "",
    image: chosen.image ?? "",
  });
  logApplication(moment, chosen.instanceId ?? "", `${request.method} ${request.path} ${reply.status}`);
  return {
    status: reply.status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(reply.body),
  };
}

function noneHealthy(setName: string, verdicts: readonly Diagnosis[]): string {
  const reasons = [...new Set(verdicts.flatMap((verdict) => verdict.reasons))];
  return verdicts.length === 0
    ? `the backend set ${setName} has no backend that takes requests`
    : `no backend of ${setName} is healthy: ${reasons.join("; ")}`;
}

function nobody(status: number, why: string): InternetReply {
  return { status, headers: { "content-type": "text/plain" }, body: `${why}\n`, why };
}
