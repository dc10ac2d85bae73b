/**
 * The HTTP server of the embedded AWS, on an address of its own: the provider's door, the operator's, and AWS's own
 * protocols. The last stand in a scope of their own, because they read bodies as bytes: a signature covers those.
 */
import Fastify from "fastify";
import type { FastifyInstance } from "fastify";
import type { KeySource } from "../../oidc/issuer.ts";
import type { Runtime } from "../../oci/runtime.ts";
import type { FunctionKind, Kind } from "../kind.ts";
import { openStore } from "../objects/store.ts";
import { registerOperator } from "../operator/routes.ts";
import { registerWire } from "../wire/serve.ts";
import type { AccessKey } from "../wire/signature.ts";
import { answerError, registerProvider, type Log } from "./provider.ts";

/** A body is one resource; the largest hold a dashboard or a template. */
const BODY_LIMIT = 16 * 1024 * 1024;

export interface AwsServerOptions {
  readonly runtime: Runtime;
  /** One line for each thing that is made, changed or taken away. Values never. */
  readonly log?: Log;
  /** What is known of each type. Default: all that the rehearsal knows. */
  readonly kinds?: ReadonlyMap<string, Kind>;
  /** The same of functions. */
  readonly functions?: ReadonlyMap<string, FunctionKind>;
  /** The keys that may sign requests in AWS's own protocols. Default: none. */
  readonly keys?: () => readonly AccessKey[];
  /** The keys of the world's identity providers. Default: there are none. */
  readonly issuers?: KeySource;
  /**
   * Where bodies of objects and the secret of KMS's keys lie, for this world alone. Default: nowhere, and then neither S3's
   * object API nor KMS answers.
   */
  readonly folder?: string;
}

export function createAwsServer({
  runtime,
  log = () => {},
  kinds,
  functions,
  keys = () => [],
  issuers = async () => undefined,
  folder,
}: AwsServerOptions): FastifyInstance {
  const server = Fastify({ bodyLimit: BODY_LIMIT, exposeHeadRoutes: false });
  server.setErrorHandler(answerError);
  server.register(async (scope) => {
    registerProvider(scope, { runtime, log, kinds, functions });
    registerOperator(scope, runtime);
  });
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    const store = folder === undefined ? undefined : await openStore(folder);
    await registerWire(scope, { runtime, keys, issuers, store });
  });
  return server;
}
