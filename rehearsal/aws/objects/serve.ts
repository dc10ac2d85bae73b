/**
 * S3's own protocol over the buckets of the world, in path style: /bucket/key. Buckets are made and set up by programs;
 * what this serves is what lies in them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Runtime } from "../../oci/runtime.ts";
import { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { bodiesOf } from "../services/s3/contents.ts";
import { partBodies } from "../services/s3/uploads.ts";
import type { Sessions } from "../trust/sessions.ts";
import { verifySignature } from "../wire/signature.ts";
import type { AccessKey, Caller } from "../wire/signature.ts";
import { permit } from "./access.ts";
import type { Bodies } from "./bodies.ts";
import type { Answer, ObjectOperation } from "./call.ts";
import { errorAnswer } from "./errors.ts";
import { operationFor } from "./operations/index.ts";
import { payloadOf } from "./payload.ts";

/** In bytes. Clients send more than 8 or 16 MB in several parts. */
const BODY_LIMIT = 64 * 1024 * 1024;

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"] as const;

export interface ObjectsOptions {
  readonly runtime: Pick<Runtime, "present" | "save">;
  readonly bodies: Bodies;
  readonly sessions: Sessions;
  /** All keys that sign, those of sessions among them. */
  readonly keys: () => readonly AccessKey[];
}

/** Takes the paths that nothing else has; what isn't signed for S3 is none of its business. */
export async function registerObjects(server: FastifyInstance, options: ObjectsOptions): Promise<void> {
  const { runtime, bodies, sessions, keys } = options;
  const everything = new Cloud(runtime.present(), "");
  await bodies.keepOnly(new Set([...bodiesOf(everything), ...partBodies(everything)]));

  for (const method of METHODS) {
    server.route({
      method,
      url: "/*",
      bodyLimit: BODY_LIMIT,
      handler: (request, reply) => (isForObjects(request) ? serve(method, request, reply) : reply.callNotFound()),
    });
  }

  async function serve(method: ObjectOperation["method"], request: FastifyRequest, reply: FastifyReply) {
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    void reply.headers({ "x-amz-request-id": requestId, "x-amz-id-2": randomBytes(48).toString("base64") });
    try {
      const answer = await answerTo(method, request);
      if (answer.isChanged === true) await runtime.save();
      await Promise.all((answer.dropped ?? []).map((name) => bodies.remove(name)));
      if (typeof answer.body === "string") void reply.type("application/xml");
      return await reply
        .code(answer.status ?? 200)
        .headers(answer.headers ?? {})
        .send(answer.body);
    } catch (error) {
      const { status, body } = errorAnswer(error, pathOf(request), requestId);
      return reply
        .code(status)
        .type("application/xml")
        .send(method === "HEAD" || status === 304 ? undefined : body);
    }
  }

  async function answerTo(method: ObjectOperation["method"], request: FastifyRequest): Promise<Answer> {
    const { query, bucket, key } = targetOf(request);
    const sent = headersOf(request);
    const known = keys();
    const { region, accessKeyId } = await callerOf(request, query, sent, known);
    const signer = known.find((one) => one.accessKeyId === accessKeyId);
    if (signer === undefined) throw new AwsError("InvalidAccessKeyId", "The key does not exist in our records.");
    const { body, headers } = payloadOf(bytesOf(request), sent, signer);
    const on = bucket === "" ? "account" : key === "" ? "bucket" : "object";
    const operation = operationFor({ method, on }, query, headers);
    if (operation === undefined) {
      const asked = `${method} of the ${on} with ${[...query.keys()].join(", ") || "no parameter"}`;
      throw new AwsError("NotImplemented", `The rehearsal's S3 doesn't answer ${asked}.`);
    }
    const cloud = new Cloud(runtime.present(), region);
    const session = sessions.find(accessKeyId);
    return operation.run({
      ...{ method, bucket, key, query, headers, body, cloud, bodies },
      permit: (action, place, context) => permit(session, { action, place, context }, cloud),
    });
  }
}

/** By the service that the signature is for; who signs nothing is told so by S3, but at the rehearsal's own doors. */
function isForObjects(request: FastifyRequest): boolean {
  const { authorization } = request.headers;
  if (authorization === undefined) return !/^\/rehearsal(\/|$)/.test(pathOf(request));
  return /Credential=[^/]+\/\d{8}\/[^/]+\/s3\/aws4_request/.test(authorization);
}

async function callerOf(
  request: FastifyRequest,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
  keys: readonly AccessKey[],
): Promise<Caller> {
  if (headers["authorization"] === undefined) {
    if (query.has("X-Amz-Signature"))
      throw new AwsError("NotImplemented", "The rehearsal's S3 takes no presigned URL.");
    throw new AwsError("AccessDenied", "Access Denied");
  }
  const parameters = Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
  const { method } = request;
  const signed = { method, path: pathOf(request), query: parameters, headers, body: bytesOf(request) };
  return verifySignature(signed, keys, "declared");
}

/** As it came: a key may hold what a URL's own rules would fold away. */
const pathOf = ({ url }: FastifyRequest): string => url.split("?", 1)[0] ?? "";

/** @throws AwsError InvalidURI */
function targetOf(request: FastifyRequest): { query: URLSearchParams; bucket: string; key: string } {
  const path = pathOf(request);
  try {
    const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    const query = new URLSearchParams(request.url.slice(path.length + 1));
    return { query, bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  }
}

function headersOf({ headers }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : (value ?? "")]),
  );
}

const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
