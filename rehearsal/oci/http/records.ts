/**
 * What the rehearsal has written down about its world, for whoever judges a rollout from outside. Doors of its own, as in
 * admin.ts: not part of OCI, not signed, loopback only.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { missingParameter, notFoundResource } from "../errors.ts";
import { isRecord } from "../facts/conform.ts";
import { loadBalancers } from "../collections.ts";
import { trafficOf } from "../internet/traffic.ts";
import { poolLog } from "../pool-log/log.ts";
import type { Runtime } from "../runtime.ts";

export function registerRecords(server: FastifyInstance, runtime: Runtime): void {
  server.get("/rehearsal/traffic", async (request) => {
    const id = askedFor(request, "load-balancer");
    const { world } = runtime.present();
    if (loadBalancers.get(world, id) === undefined) {
      throw notFoundResource(id);
    }
    return trafficOf(world, id);
  });

  server.get("/rehearsal/pool-log", async (request) => {
    const id = askedFor(request, "pool");
    const entries = poolLog(runtime.present().world, id);
    if (entries === undefined) {
      throw notFoundResource(id);
    }
    return { entries };
  });
}

function askedFor({ query }: FastifyRequest, key: string): string {
  const value = isRecord(query) ? query[key] : undefined;
  if (typeof value === "string" && value !== "") {
    return value;
  }
  throw missingParameter(`${key} is required.`);
}
