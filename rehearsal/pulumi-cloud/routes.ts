/**
 * Pulumi Cloud's identity provider over HTTP, under /rehearsal/pulumi-cloud: discovery, keys, and an operator's door that mints
 * the token of a run that somebody describes, as Pulumi Deployments puts it into PULUMI_OIDC_TOKEN.
 */
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { jsonOf } from "../oci/http/admin.ts";
import type { Runtime } from "../oci/runtime.ts";
import { baseOf } from "../oidc/base.ts";
import { claimsOf } from "./claims.ts";
import type { PulumiIssuer } from "./issuer.ts";
import { runOf } from "./run.ts";

const ROOT = "/rehearsal/pulumi-cloud";

/** Tokens are of the world's time. */
export function registerPulumiCloud(
  server: FastifyInstance,
  issuer: PulumiIssuer,
  runtime: Pick<Runtime, "clock">,
): void {
  server.get(`${ROOT}/.well-known/openid-configuration`, async (request) =>
    issuer.discoveryDocument(baseOf(request, ROOT)),
  );
  server.get(`${ROOT}/.well-known/jwks`, async () => issuer.jwks());
  server.post(`${ROOT}/tokens`, async (request) => {
    const claims = claimsOf(runOf(jsonOf(request)), {
      now: Math.floor(runtime.clock.now() / 1000),
      jti: randomUUID(),
    });
    return { value: await issuer.sign(claims) };
  });
}
