/** The HTTP server: one address for all of OCI's services, told apart by their paths. */
import type { IncomingMessage } from "node:http";
import Fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GithubIssuer } from "../../github/issuer.ts";
import { registerGithub } from "../../github/routes.ts";
import { keysOf } from "../../oidc/issuer.ts";
import { PulumiIssuer } from "../../pulumi-cloud/issuer.ts";
import { registerPulumiCloud } from "../../pulumi-cloud/routes.ts";
import { newRequestId } from "./request-id.ts";
import { cannotParse, internalServerError, noSuchPath, ServiceError } from "../errors.ts";
import { SdkFacts } from "../facts/sdk.ts";
import { strike } from "../faults/index.ts";
import type { Route } from "../route.ts";
import type { Runtime } from "../runtime.ts";
import {
  keysAtEndpoint,
  registerIdentityDomain,
  SESSION_PREFIX,
  sessionKey,
} from "../services/identity-domains/index.ts";
import { perform } from "./perform.ts";
import type { Incoming, Outgoing } from "./perform.ts";
import { registerAdmin } from "./admin.ts";
import { registerRecords } from "./records.ts";
import { verifySignature } from "./signature.ts";

/** OCI takes bodies of up to 1 MB on these services, and larger ones on object storage. */
const BODY_LIMIT = 16 * 1024 * 1024;

export interface ServerOptions {
  readonly runtime: Runtime;
  /** One line per request: method, path, status, operation. Bodies never. */
  readonly log?: (line: string) => void;
  /** The identity provider of GitHub's jobs, which the clouds of this world can trust. Default: one of its own. */
  readonly github?: GithubIssuer;
  /** That of the runs of Pulumi Deployments. Default: one of its own. */
  readonly pulumiCloud?: PulumiIssuer;
  /** Milliseconds since the epoch on the clock that clients have too: the dates of requests, the claims of sessions. */
  readonly wallNow?: () => number;
}

export function createServer(options: ServerOptions): FastifyInstance {
  const { runtime, log, wallNow = Date.now } = options;
  const { github = new GithubIssuer(), pulumiCloud = new PulumiIssuer() } = options;
  const facts = new SdkFacts();
  // By this header clients can tell the world's time, which runs at its own speed.
  const date = () => httpDate(runtime.clock.now());
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 2000 },
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void answerError(request, reply.header("date", date()), error),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.addHook("onSend", (_request, reply, payload, done) => {
    reply.header("date", date());
    done(null, payload);
  });
  registerAdmin(server, runtime);
  registerRecords(server, runtime);
  registerGithub(server, github, runtime);
  registerPulumiCloud(server, pulumiCloud, runtime);
  registerIdentityDomain(server, {
    runtime,
    publicKeys: keysAtEndpoint(keysOf([github, pulumiCloud])),
    wallNow,
    authenticate: (request) => authenticate(request),
    ...(log && { log }),
  });
  for (const service of runtime.services) {
    for (const route of service.routes) {
      server.route({
        method: route.method,
        url: fastifyPath(route.path),
        handler: (request, reply) => serve(route, request, reply),
      });
    }
  }
  server.setNotFoundHandler((request, reply) =>
    answerError(request, reply, noSuchPath(`No such path: ${request.url}`)),
  );
  server.setErrorHandler((error, request, reply) => answerError(request, reply, error));

  /** By a key that was uploaded, or by that of a session. @throws ServiceError 401 NotAuthenticated */
  function authenticate(request: FastifyRequest): void {
    verifySignature(request.raw, bytesOf(request), (keyId) =>
      keyId.startsWith(SESSION_PREFIX)
        ? sessionKey(runtime.present(), keyId, wallNow())
        : runtime.world.apiKeys.find((known) => known.keyId === keyId),
    );
  }

  async function serve(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const bytes = bytesOf(request);
    authenticate(request);
    const moment = runtime.present();
    const fault = strike(moment, route.operation);
    if (fault?.before !== undefined) {
      await runtime.save();
      return fault.before(reply);
    }
    let outcome: Outgoing | ServiceError;
    try {
      outcome = perform(route, incomingOf(request, bytes), moment, facts);
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
      outcome = error;
    } finally {
      if (route.method !== "GET" && route.method !== "HEAD") {
        runtime.changed(moment);
      }
      await runtime.save();
    }
    log?.(`${request.method} ${request.url.split("?")[0]} ${outcome.status} ${route.operation}`);
    if (fault?.after !== undefined) {
      return fault.after(reply);
    }
    if (outcome instanceof ServiceError) {
      throw outcome;
    }
    return answer(request, reply, outcome);
  }

  return server;
}

function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function answer(request: FastifyRequest, reply: FastifyReply, outgoing: Outgoing): FastifyReply {
  reply.code(outgoing.status).headers(requestId(request.raw)).headers(outgoing.headers);
  if (Buffer.isBuffer(outgoing.body)) {
    return reply.send(outgoing.body);
  }
  if (outgoing.body === undefined) {
    return reply.send();
  }
  return reply.type("application/json").send(JSON.stringify(outgoing.body));
}

function answerError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const known = serviceError(error);
  const body = JSON.stringify({ code: known.code, message: known.message });
  return reply.code(known.status).headers(requestId(request.raw)).type("application/json").send(body);
}

/** An error in OCI's words. What the HTTP server itself refuses is the client's fault; anything else is ours. */
function serviceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  const status: unknown = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
  if (status === 413) {
    return new ServiceError(413, "PayloadTooLarge", `The request's body is larger than ${BODY_LIMIT} bytes.`);
  }
  return status === 400 ? cannotParse(message) : internalServerError(message);
}

/** A moment as HTTP writes it, to the second (RFC 9110, 5.6.7): `Mon, 05 Jan 2026 09:00:00 GMT`. */
function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/** OCI answers with the caller's opc-request-id, followed by ids of its own. */
function requestId(request: IncomingMessage): Record<string, string> {
  const given = request.headers["opc-request-id"];
  const prefix = typeof given === "string" && given !== "" ? `${given}/` : "";
  return { "opc-request-id": `${prefix}${newRequestId()}/${newRequestId()}` };
}

function incomingOf(request: FastifyRequest, bytes: Buffer): Incoming {
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(request.params ?? {})) {
    params[key === "*" ? "objectName" : key] = String(value);
  }
  const query: Record<string, string | undefined> = {};
  for (const [key, value] of Object.entries(request.query ?? {})) {
    query[key] = Array.isArray(value) ? value.join(",") : String(value);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : value]),
  );
  return { path: request.url, params, query, headers, bytes };
}

/** `/x/{id}` in fastify's words; an object's name may hold slashes. */
function fastifyPath(path: string): string {
  return path.replace(/\{objectName\}$/, "*").replace(/\{(\w+)\}/g, ":$1");
}
