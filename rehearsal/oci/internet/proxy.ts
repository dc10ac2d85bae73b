/**
 * The world's internet, as an HTTP forward proxy on this machine: `curl --proxy http://127.0.0.1:PORT
 * http://<public address of a load balancer>/health`. The header `x-rehearsal-source` says which address the request
 * comes from. A request that an instance works at is held open until its answer is due in world time.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import ipaddr from "ipaddr.js";
import type { Runtime } from "../runtime.ts";
import { flights, forgetFlights } from "./flights.ts";
import { performInternetRequest } from "./request.ts";
import type { InternetReply } from "./request.ts";

/** Where requests come from that don't say it: an address nobody has (RFC 5737). */
export const ORDINARY_SOURCE = "192.0.2.10";

/** Real milliseconds after which a waiting request looks at the clock again: it can be pushed, and its speed changed. */
const LONGEST_WAIT_MS = 50;

export function createInternetProxy(runtime: Runtime): Server {
  forgetFlights(runtime.world);
  return createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      answer(runtime, request, response).catch((error: unknown) => {
        // One request's trouble must not end the process that serves the world.
        refuse(response, 500, `The rehearsal failed: ${error instanceof Error ? error.message : String(error)}`);
      });
    });
  });
}

async function answer(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = URL.parse(request.url ?? "");
  if (target?.protocol !== "http:") {
    refuse(
      response,
      400,
      "This is the rehearsal's internet, an HTTP forward proxy. Ask it with the whole URL, for example:\n" +
        "curl --proxy http://127.0.0.1:PORT http://ADDRESS-OF-A-LOAD-BALANCER/health",
    );
    return;
  }
  const source = request.headers["x-rehearsal-source"]?.toString() ?? ORDINARY_SOURCE;
  if (!ipaddr.isValid(source)) {
    refuse(response, 400, `x-rehearsal-source must be an IP address, not ${source}.`);
    return;
  }
  const answered = performInternetRequest(runtime.present(), {
    method: request.method ?? "GET",
    host: target.hostname,
    port: target.port === "" ? 80 : Number(target.port),
    path: `${target.pathname}${target.search}`,
    source,
  });
  const reply = "flightId" in answered ? await landing(runtime, answered.flightId, response) : answered;
  if (reply !== undefined) {
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  }
}

/** What comes of a request in flight; undefined when its client has gone away before that. */
async function landing(runtime: Runtime, id: string, client: ServerResponse): Promise<InternetReply | undefined> {
  try {
    for (;;) {
      const { world, now } = runtime.present();
      const flight = flights.get(world, id);
      if (flight === undefined || flight.reply !== undefined || client.destroyed) {
        return flight?.reply;
      }
      const wait = runtime.clock.speed > 0 ? (flight.endsAt - now) / runtime.clock.speed : LONGEST_WAIT_MS;
      await sleep(Math.min(Math.max(wait, 1), LONGEST_WAIT_MS));
    }
  } finally {
    flights.remove(runtime.world, id);
  }
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(`${why}\n`);
}
