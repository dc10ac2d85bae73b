/**
 * The world's internet, as an HTTP forward proxy on this machine: `curl --proxy http://127.0.0.1:PORT
 * http://<public address of a load balancer>/health`. The header `x-rehearsal-source` says which address the request
 * comes from.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import ipaddr from "ipaddr.js";
import type { Runtime } from "../runtime.ts";
import { performInternetRequest } from "./request.ts";

/** Where requests come from that don't say it: an address nobody has (RFC 5737). */
export const ORDINARY_SOURCE = "192.0.2.10";

export function createInternetProxy(runtime: Runtime): Server {
  return createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      try {
        answer(runtime, request, response);
      } catch (error) {
        // One request's trouble must not end the process that serves the world.
        refuse(response, 500, `The rehearsal failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  });
}

function answer(runtime: Runtime, request: IncomingMessage, response: ServerResponse): void {
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
  const reply = performInternetRequest(runtime.present(), {
    method: request.method ?? "GET",
    host: target.hostname,
    port: target.port === "" ? 80 : Number(target.port),
    path: `${target.pathname}${target.search}`,
    source,
  });
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(`${why}\n`);
}
