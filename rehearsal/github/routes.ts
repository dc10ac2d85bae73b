/**
 * GitHub's identity provider over HTTP, under /rehearsal/github: discovery, keys, an operator's door that mints a token for
 * a job that somebody describes, and the door at which a job on a runner asks for its own.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { notAuthenticated } from "../oci/errors.ts";
import { isRecord } from "../oci/facts/conform.ts";
import { jsonOf } from "../oci/http/admin.ts";
import type { Runtime } from "../oci/runtime.ts";
import { baseOf } from "../oidc/base.ts";
import { claimsOf } from "./claims.ts";
import type { GithubIssuer } from "./issuer.ts";
import { jobOf } from "./job.ts";
import type { Job } from "./job.ts";

const ROOT = "/rehearsal/github";

/** Tokens are of the world's time. */
export function registerGithub(server: FastifyInstance, issuer: GithubIssuer, runtime: Pick<Runtime, "clock">): void {
  const running = new Map<string, Job>();
  const mint = (job: Job): Promise<string> =>
    issuer.sign(claimsOf(job, { now: Math.floor(runtime.clock.now() / 1000), jti: randomUUID() }));

  server.get(`${ROOT}/.well-known/openid-configuration`, async (request) =>
    issuer.discoveryDocument(baseOf(request, ROOT)),
  );
  server.get(`${ROOT}/.well-known/jwks`, async () => issuer.jwks());
  server.post(`${ROOT}/tokens`, async (request) => ({ value: await mint(jobOf(jsonOf(request))) }));

  /** What GitHub sets in the environment of a job with `id-token: write`. */
  server.post(`${ROOT}/jobs`, async (request) => {
    const job = jobOf(jsonOf(request));
    const token = randomBytes(32).toString("base64url");
    running.set(token, job);
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${baseOf(request, ROOT)}/jobs/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
    };
  });

  /** As `core.getIDToken(audience)` of GitHub's toolkit asks. */
  server.get(`${ROOT}/jobs/token`, async (request) => {
    const job = running.get(/^bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (job === undefined) throw notAuthenticated("The job's request token is missing or wrong.");
    const audience = isRecord(request.query) ? request.query["audience"] : undefined;
    return { value: await mint({ ...job, ...(typeof audience === "string" && { audience }) }) };
  });
}
