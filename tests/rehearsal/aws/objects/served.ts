/** An embedded AWS that is served, with a folder for its objects and keys, and clients that sign for it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { promisify } from "node:util";
import { createAwsServer } from "../../../../rehearsal/aws/http/server.ts";
import { newAccessKey } from "../../../../rehearsal/aws/wire/access-key.ts";
import type { AccessKey } from "../../../../rehearsal/aws/wire/signature.ts";
import { GithubIssuer } from "../../../../rehearsal/github/issuer.ts";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { ensureAwsCli } from "../../../support/aws-cli.ts";
import { temporaryFolder } from "../../../support/temp.ts";
import type { TemporaryFolder } from "../../../support/temp.ts";

export const REGION = "eu-central-1";
const DATE = "20260105T090000Z";
export const SCOPE = `20260105/${REGION}/s3/aws4_request`;

export interface Sent {
  /** As it goes out: escaped. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** What the header x-amz-content-sha256 says. Default: the hash of the body. */
  readonly hash?: string;
  readonly key?: AccessKey;
  readonly scope?: string;
  /** Makes the body, once the signature of the headers is known. */
  readonly chunks?: (signature: string) => Buffer;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** The error's code; empty where there is none. */
  readonly code: string;
}

export class Served {
  readonly folder: TemporaryFolder;
  readonly key: AccessKey = newAccessKey("AKIA");
  /** GitHub, whose tokens this world's STS can look up. */
  readonly github = new GithubIssuer();
  runtime: Runtime;
  server: ReturnType<typeof createAwsServer>;
  #endpoint: string | undefined;

  private constructor(folder: TemporaryFolder, runtime: Runtime) {
    this.folder = folder;
    this.runtime = runtime;
    this.server = this.#serve();
  }

  static async open(label: string): Promise<Served> {
    const folder = await temporaryFolder(label);
    return new Served(folder, await Runtime.open({ file: `${folder.path}/world.json`, seed: label, speed: 0 }));
  }

  /** Ends the process's part of it and begins anew with what is on disk. */
  async restart(): Promise<void> {
    await this.server.close();
    this.#endpoint = undefined;
    this.runtime = await Runtime.open({ file: `${this.folder.path}/world.json`, speed: 0 });
    this.server = this.#serve();
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.runtime.save();
    await this.folder.remove();
  }

  /** Makes a thing as a program does. @returns its id */
  async make(type: string, inputs: object, region = REGION): Promise<string> {
    const { resource } = await this.#provider("create", { type, region, urn: "", inputs, declared: {} });
    return isRecord(resource) ? String(resource["id"]) : "";
  }

  async change(type: string, id: string, inputs: object): Promise<void> {
    await this.#provider("update", { type, id, region: REGION, urn: "", inputs, declared: {} });
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#provider("delete", { type, region: REGION, id });
  }

  /** A request to S3, signed by the rules of its documentation with nothing of the code under test. */
  async ask(method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE", path: string, sent: Sent = {}): Promise<Got> {
    const { query = {}, key = this.key, scope = SCOPE, body = "" } = sent;
    const hash = sent.hash ?? sha256(body);
    const headers: Record<string, string> = {
      host: "127.0.0.1",
      "x-amz-content-sha256": hash,
      "x-amz-date": DATE,
      ...sent.headers,
    };
    const search = Object.keys(query)
      .sort()
      .map((name) => `${name}=${query[name] ?? ""}`)
      .join("&");
    const names = Object.keys(headers).sort();
    const lines = names.map((name) => `${name}:${headers[name] ?? ""}\n`).join("");
    const canonical = [method, path, search, lines, names.join(";"), hash].join("\n");
    const signature = sign(key, scope, ["AWS4-HMAC-SHA256", DATE, scope, sha256(canonical)]);
    const credential = `Credential=${key.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}`;
    const {
      statusCode,
      headers: got,
      body: text,
    } = await this.server.inject({
      method,
      url: search === "" ? path : `${path}?${search}`,
      headers: { ...headers, authorization: `AWS4-HMAC-SHA256 ${credential}, Signature=${signature}` },
      ...((sent.chunks ?? sent.body) !== undefined && { payload: sent.chunks?.(signature) ?? body }),
    });
    return { status: statusCode, headers: got, body: text, code: /<Code>(\w[\w.]*)</.exec(text)?.[1] ?? "" };
  }

  /** `aws ...`, with nothing of whoever runs the tests. @returns what it printed. @throws Error with what it said */
  async aws(args: readonly string[]): Promise<string> {
    this.#endpoint ??= await this.server.listen({ host: "127.0.0.1", port: 0 });
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: this.folder.path,
      AWS_ENDPOINT_URL: this.#endpoint,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: this.key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.key.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const { stdout } = await promisify(execFile)(await ensureAwsCli(), [...args, "--output", "json"], { env });
    return stdout;
  }

  #serve() {
    const folder = `${this.folder.path}/aws-store`;
    return createAwsServer({ runtime: this.runtime, keys: () => [this.key], issuers: this.github.keys, folder });
  }

  async #provider(what: string, payload: object): Promise<Record<string, unknown>> {
    const url = `/rehearsal/provider/${what}`;
    const { statusCode, body } = await this.server.inject({ method: "POST", url, payload });
    assert.equal(statusCode, 200, body);
    const answer: unknown = JSON.parse(body);
    return isRecord(answer) ? answer : {};
  }
}

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Of a text to sign, by its lines. */
export function sign({ secretAccessKey }: AccessKey, scope: string, lines: readonly string[]): string {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, lines.join("\n")).toString("hex");
}

/** The lines before those of a chunk or of trailers, in their texts to sign. */
export const streamLines = (kind: "PAYLOAD" | "TRAILER", previous: string): string[] => [
  `AWS4-HMAC-SHA256-${kind}`,
  DATE,
  SCOPE,
  previous,
];
