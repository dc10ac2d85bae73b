/**
 * The domain's paths on the emulator's one address: its OAuth endpoint, which a caller without credentials asks, and its
 * administration, for signed requests. The other services' paths come from Oracle's TypeScript SDK; the domain's own
 * package isn't among those, so these are registered by hand.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ServiceError } from "../../errors.ts";
import { isRecord } from "../../facts/conform.ts";
import type { Runtime } from "../../runtime.ts";
import { domainUrl } from "./domain.ts";
import { exchange } from "./exchange.ts";
import { APPS, GROUPS, TRUSTS, USERS } from "./kinds.ts";
import { OAuthError } from "./oauth-error.ts";
import { administration, ScimError } from "./scim.ts";
import type { Administration } from "./scim.ts";
import { askedIn } from "./returned.ts";
import type { Asked } from "./returned.ts";
import type { PublicKeys } from "./subject-token.ts";

export interface DomainOptions {
  readonly runtime: Runtime;
  /** Where the keys of a trust's issuer are looked up. */
  readonly publicKeys: PublicKeys;
  /** Milliseconds since the epoch, on the clock that clients have too. */
  readonly wallNow: () => number;
  /** Checks who asks. @throws ServiceError 401 */
  readonly authenticate: (request: FastifyRequest) => void;
  readonly log?: (line: string) => void;
}

const ADMIN = "/admin/v1";
const KINDS: readonly (readonly [path: string, administration: Administration])[] = [
  [APPS.path, administration(APPS)],
  [GROUPS.path, administration(GROUPS)],
  [TRUSTS.path, administration(TRUSTS)],
  [USERS.path, administration(USERS)],
];

export function registerIdentityDomain(server: FastifyInstance, options: DomainOptions): void {
  const { runtime } = options;
  server.post("/oauth2/v1/token", async (request, reply) => {
    const moment = runtime.present();
    try {
      const token = await exchange(moment, {
        form: formOf(request),
        authorization: request.headers.authorization,
        publicKeys: options.publicKeys,
        wallNow: options.wallNow(),
        speed: runtime.clock.speed,
      });
      await runtime.save();
      options.log?.(`POST /oauth2/v1/token 200`);
      return { token };
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      options.log?.(`POST /oauth2/v1/token ${error.status} ${error.code}`);
      return reply.code(error.status).send({ error: error.code, error_description: error.message });
    }
  });

  server.get("/.well-known/openid-configuration", async () => {
    const base = domainUrl(runtime.world);
    return { issuer: "authService.oracle.com", token_endpoint: `${base}/oauth2/v1/token` };
  });

  for (const [path, kind] of KINDS) {
    administer(server, path, kind, options);
  }
}

function administer(server: FastifyInstance, path: string, kind: Administration, options: DomainOptions): void {
  const { runtime } = options;
  const all = `${ADMIN}/${path}`;
  const one = `${all}/:id`;
  const answered =
    (status: number, act: (request: FastifyRequest) => Record<string, unknown> | undefined) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      try {
        options.authenticate(request);
        const body = act(request);
        await runtime.save();
        return await reply.code(status).send(body);
      } catch (error) {
        return await refuse(reply, error);
      }
    };

  server.post(
    all,
    answered(201, (request) => kind.create(runtime.present(), documentOf(request), askedOf(request))),
  );
  server.get(
    all,
    answered(200, (request) => kind.list(runtime.present(), queryOf(request), askedOf(request))),
  );
  server.get(
    one,
    answered(200, (request) => kind.read(runtime.present(), idOf(request), askedOf(request))),
  );
  server.put(
    one,
    answered(200, (request) => kind.replace(runtime.present(), idOf(request), documentOf(request), askedOf(request))),
  );
  server.delete(
    one,
    answered(204, (request) => {
      kind.remove(runtime.present(), idOf(request));
      return undefined;
    }),
  );
}

/** SCIM's form of an error (RFC 7644, 3.12). */
function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof ScimError) && !(error instanceof ServiceError)) throw error;
  const { status, message } = error;
  return reply.code(status).send({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    detail: message,
    status: String(status),
  });
}

function formOf(request: FastifyRequest): URLSearchParams {
  if (!(request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    throw new OAuthError("invalid_request", "The body must be of type application/x-www-form-urlencoded.");
  }
  return new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "");
}

function documentOf({ body }: FastifyRequest): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.isBuffer(body) ? body.toString("utf8") : "");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isRecord(document)) return document;
  throw new ScimError(400, "The body must be a JSON object.");
}

function idOf({ params }: FastifyRequest): string {
  return isRecord(params) ? String(params["id"]) : "";
}

function askedOf({ query }: FastifyRequest): Asked {
  return askedIn(isRecord(query) ? query : {});
}

function queryOf({ query }: FastifyRequest): { filter?: string; count?: number } {
  const { filter, count } = isRecord(query) ? query : {};
  return {
    ...(typeof filter === "string" && { filter }),
    ...(typeof count === "string" && /^\d+$/.test(count) && { count: Number(count) }),
  };
}
