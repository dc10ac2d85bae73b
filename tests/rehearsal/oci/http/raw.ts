/** Requests signed by hand, so that a test can break one thing of them. */
import { createHash, createSign } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { TestWorld } from "../world.ts";

export interface RawRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  code: string;
  message: string;
  text: string;
}

export interface SignOptions {
  /** Headers that the signature covers; default: all that OCI asks for. */
  covered?: readonly string[];
  /** Seconds by which the request's date is off; default 0. */
  dateOff?: number;
  keyId?: string;
  privateKey?: string;
  /** Default: `rsa-sha256`. Its digest is what the signature is made with. */
  algorithm?: string;
}

export const COVERED = ["date", "(request-target)", "host"];
export const COVERED_WITH_BODY = [...COVERED, "content-length", "content-type", "x-content-sha256"];

/** A signed request, whole and right unless the options say otherwise. */
export async function signed(
  world: TestWorld,
  method: string,
  path: string,
  body = "",
  options: SignOptions = {},
): Promise<RawRequest> {
  const headers: Record<string, string> = {
    host: new URL(world.endpoint).host,
    date: new Date(Date.now() + (options.dateOff ?? 0) * 1000).toUTCString(),
    ...(body !== "" && {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-content-sha256": digestOf(body),
    }),
  };
  const covered = options.covered ?? (body === "" ? COVERED : COVERED_WITH_BODY);
  const target = `${method.toLowerCase()} ${path}`;
  const text = covered.map((name) => `${name}: ${name === "(request-target)" ? target : headers[name]}`).join("\n");
  const keyId = options.keyId ?? (await world.provider.getKeyId());
  const privateKey = options.privateKey ?? world.provider.getPrivateKey();
  const algorithm = options.algorithm ?? "rsa-sha256";
  const signature = createSign(`RSA-SHA${algorithm.slice(-3)}`)
    .update(text)
    .sign(privateKey, "base64");
  const parameters = { keyId, algorithm, headers: covered.join(" "), signature };
  const list = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return { method, path, body, headers: { ...headers, authorization: `Signature version="1",${list.join(",")}` } };
}

export function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64");
}

/** Sends a request exactly as it stands. @throws Error when the connection breaks before an answer */
export function send(world: TestWorld, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.endpoint);
    const sending = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part: string) => (text += part));
      response.on("error", reject);
      response.on("end", () => {
        const error = errorIn(text);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, ...error });
      });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

function errorIn(text: string): { code: string; message: string } {
  const body: unknown = text === "" ? {} : JSON.parse(text);
  const of = (key: string) => String(Reflect.get(Object(body) as object, key) ?? "");
  return { code: of("code"), message: of("message") };
}
