/** The embedded AWS at AWS's own protocols, for AWS's own clients: JSON by name, JSON by path, and STS's queries. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { KeySource } from "../../oidc/issuer.ts";
import type { Runtime } from "../../oci/runtime.ts";
import { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { registerObjects } from "../objects/serve.ts";
import type { Store } from "../objects/store.ts";
import { assumeRoleWithWebIdentity } from "../trust/assumeRole.ts";
import { authorize, Sessions } from "../trust/sessions.ts";
import { kms } from "./kms/service.ts";
import type { Input, JsonService, Operation, RestOperation } from "./operation.ts";
import { asInput } from "./operation.ts";
import { JSON_SERVICES, REST_OPERATIONS } from "./services.ts";
import { asQueryError, assumedRole, callerIdentity, queryError } from "./sts.ts";
import { verifySignature } from "./signature.ts";
import type { AccessKey, Caller } from "./signature.ts";

export interface WireOptions {
  readonly runtime: Runtime;
  /** The keys that may sign at present. */
  readonly keys: () => readonly AccessKey[];
  /** The keys of the identity providers that exist in this world. */
  readonly issuers: KeySource;
  /** Undefined where nothing is kept beside the world's file: then neither objects nor KMS answer. */
  readonly store?: Store | undefined;
}

/** Bodies come as buffers: the server's content parsers must leave them so. */
export async function registerWire(server: FastifyInstance, options: WireOptions): Promise<void> {
  const { runtime, keys, issuers, store } = options;
  const sessions = new Sessions();
  const signing = () => [...keys(), ...sessions.signing(runtime.present().now)];
  const known = store === undefined ? JSON_SERVICES : [...JSON_SERVICES, kms(store.rootKey)];
  const services = new Map(known.map((service) => [service.target, service]));
  if (store !== undefined) await registerObjects(server, { runtime, bodies: store.bodies, sessions, keys: signing });

  server.post("/", async (request, reply) => {
    const target = headerOf(request, "x-amz-target");
    if (target === undefined) return query(request, reply);
    const [prefix = "", name = ""] = target.split(".");
    const service = services.get(prefix);
    const operation = service?.operations.find((one) => one.name === name);
    return perform(request, reply, { service, operation, called: target, input: () => jsonOf(request) });
  });

  for (const operation of REST_OPERATIONS) {
    server.route({
      method: operation.method,
      url: operation.path.replace(/\{(\w+)\}/g, ":$1"),
      handler: (request, reply) =>
        perform(request, reply, {
          operation,
          called: operation.name,
          input: () => ({ ...jsonOf(request), ...asInput(request.params) }),
        }),
    });
  }

  async function perform(request: FastifyRequest, reply: FastifyReply, call: WireCall): Promise<FastifyReply> {
    try {
      const { region, accessKeyId } = await verify(request);
      if (call.operation === undefined) throw unknownOperation(call.called);
      const moment = runtime.present();
      const cloud = new Cloud(moment, region);
      const input = call.input();
      const session = sessions.find(accessKeyId);
      if (session !== undefined) authorize(session, call.operation.needs(input, cloud), cloud);
      const answer = call.operation.run(input, cloud);
      runtime.changed(moment);
      await runtime.save();
      return await reply.type(contentType(call.service)).send(JSON.stringify(answer));
    } catch (error) {
      return answerError(reply, error, call.service);
    }
  }

  /** STS still speaks the query protocol. Who brings a web identity's token signs nothing. */
  async function query(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const parameters = new URLSearchParams(bytesOf(request).toString("utf8"));
      const action = parameters.get("Action") ?? "";
      if (action === "AssumeRoleWithWebIdentity") {
        const cloud = new Cloud(runtime.present(), STS_REGION);
        const assumed = await assumeRoleWithWebIdentity(parameters, cloud, { sessions, keys: issuers });
        return await reply.type("text/xml").send(assumedRole(assumed, cloud));
      }
      const { accessKeyId } = await verify(request).catch((error: unknown) => {
        throw asQueryError(error);
      });
      if (action !== "GetCallerIdentity") throw unknownOperation(action);
      return await reply.type("text/xml").send(callerIdentity(sessions.find(accessKeyId)));
    } catch (error) {
      return reply
        .code(statusOf(error))
        .type("text/xml")
        .send(queryError(knownError(error)));
    }
  }

  function verify(request: FastifyRequest): Promise<Caller> {
    const url = new URL(request.url, "http://127.0.0.1");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(",") : (value ?? ""),
      ]),
    );
    const parameters = Object.fromEntries(
      [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
    );
    const { method } = request;
    const body = bytesOf(request);
    return verifySignature({ method, path: url.pathname, query: parameters, headers, body }, signing());
  }
}

/** Where STS answers an unsigned request, which names no region. */
const STS_REGION = "us-east-1";

interface WireCall {
  readonly service?: JsonService | undefined;
  readonly operation: Operation | RestOperation | undefined;
  readonly called: string;
  readonly input: () => Input;
}

function unknownOperation(name: string): AwsError {
  const known = [...JSON_SERVICES.flatMap(({ operations }) => operations), ...REST_OPERATIONS].map((one) => one.name);
  return new AwsError(
    "UnknownOperationException",
    `The rehearsal's AWS doesn't answer ${name || "this request"}. It answers ${known.sort().join(", ")}, AssumeRoleWithWebIdentity, GetCallerIdentity.`,
  );
}

function answerError(reply: FastifyReply, error: unknown, service: JsonService | undefined): FastifyReply {
  const { code, message } = knownError(error);
  const body = JSON.stringify({ __type: code, message });
  return reply.code(statusOf(error)).header("x-amzn-errortype", code).type(contentType(service)).send(body);
}

/** What AWS refuses is the caller's to mend; anything else is a fault of the rehearsal's own. */
function knownError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  return new AwsError("InternalFailure", error instanceof Error ? error.message : String(error));
}

/** The codes that come with 403; all others come with 400. */
const FORBIDDEN =
  /^(MissingAuth|Unrecognized|InvalidSignature|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSig|AccessDenied|ExpiredToken$)/;

function statusOf(error: unknown): number {
  if (!(error instanceof AwsError)) return 500;
  return FORBIDDEN.test(error.code) ? 403 : 400;
}

function contentType(service: JsonService | undefined): string {
  return service === undefined ? "application/json" : `application/x-amz-json-${service.version}`;
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function jsonOf(request: FastifyRequest): Input {
  const bytes = bytesOf(request);
  if (bytes.length === 0) return {};
  try {
    return asInput(JSON.parse(bytes.toString("utf8")));
  } catch {
    throw new AwsError("SerializationException", "The request's body is not JSON.");
  }
}
