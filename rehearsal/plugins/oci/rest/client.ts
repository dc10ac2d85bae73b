/** A signed client of OCI's REST API: JSON in, JSON out. */
import { randomUUID } from "node:crypto";
import { Agent, request as httpRequest, STATUS_CODES, type IncomingMessage } from "node:http";
import type { Properties, Value } from "../../protocol/values.ts";
import { isObject } from "../../protocol/values.ts";
import { ServiceError, UnreachableError } from "./errors.ts";
import { withRetries, type RetryPolicy } from "./retry.ts";

export interface Call {
  /** The operation's name in OCI's API reference: `CreateVcn`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With the API's version: `/20160918/vcns`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: Properties;
  /** Another base than the client's: a vault's management endpoint. */
  readonly endpoint?: string;
  /** Sends an opc-retry-token, one for all attempts. */
  readonly once?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Value;
}

/** Adds the authorization and the headers it signs. */
export type Sign = (
  method: Call["method"],
  url: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<void>;

export interface ClientOptions {
  readonly endpoint: string;
  readonly sign: Sign;
  readonly retry: RetryPolicy;
  /** How long one attempt may take, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}

export class Client {
  readonly #options: ClientOptions;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async send(call: Call): Promise<Answer> {
    const url = this.#url(call);
    const token = call.once === true ? randomUUID() : undefined;
    return withRetries(
      this.#options.retry,
      () => this.#attempt(call, url, token),
      (attempts, cause) => new UnreachableError(call.operation, `${call.method} ${url.href}`, attempts, cause),
    );
  }

  async object(call: Call): Promise<Properties> {
    const { body } = await this.send(call);
    if (isObject(body)) return body;
    throw new Error(`${call.operation} answered something else than an object: is ${call.path} the embedded OCI?`);
  }

  /** Every page of a list; collections that wrap it (`items`) are unwrapped. */
  async list(call: Call): Promise<Properties[]> {
    const found: Properties[] = [];
    for (let page: string | undefined = ""; page !== undefined;) {
      const answer: Answer = await this.send({
        ...call,
        query: { ...call.query, page: page === "" ? undefined : page },
      });
      const items: Value = isObject(answer.body) ? (answer.body["items"] ?? []) : answer.body;
      if (!Array.isArray(items)) throw new Error(`${call.operation} answered something else than a list`);
      found.push(...items.filter(isObject));
      page = answer.headers["opc-next-page"];
    }
    return found;
  }

  #url(call: Call): URL {
    const url = new URL((call.endpoint ?? this.#options.endpoint).replace(/\/$/, "") + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  async #attempt(call: Call, url: URL, token: string | undefined): Promise<Answer> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const headers: Record<string, string> = {
      accept: "application/json",
      "opc-request-id": randomUUID().replaceAll("-", "").toUpperCase(),
    };
    if (token !== undefined) headers["opc-retry-token"] = token;
    await this.#options.sign(call.method, url.href, headers, body);
    const answer = await exchange(url, call.method, headers, body, this.#agent, this.#options.timeout ?? 10_000);
    if (answer.status < 300) return answer;
    throw refused(call, url, answer);
  }
}

function refused(call: Call, url: URL, answer: Answer): ServiceError {
  const body = isObject(answer.body) ? answer.body : {};
  return new ServiceError({
    status: answer.status,
    code:
      typeof body["code"] === "string" ? body["code"] : (STATUS_CODES[answer.status] ?? "Unknown").replaceAll(" ", ""),
    message: messageOf(body),
    requestId: answer.headers["opc-request-id"] ?? "",
    operation: call.operation,
    request: `${call.method} ${url.href}`,
  });
}

/** SCIM's errors (RFC 7644, 3.12) have a detail and no message. */
function messageOf({ message, detail }: Properties): string {
  if (typeof message === "string") return message;
  return typeof detail === "string" ? detail : "the service gave no message";
}

function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  agent: Agent,
  timeout: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent }, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    request.setTimeout(timeout, () => {
      request.destroy(Object.assign(new Error(`no answer within ${timeout} ms`), { code: "ETIMEDOUT" }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return { status: response.statusCode ?? 0, headers, body: parseBody(text) };
}

function parseBody(text: string): Value {
  if (text === "") return null;
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
