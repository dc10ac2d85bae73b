/** A served world for tests: on a port of its own, with a key made for it, on a clock that stands until it is pushed. */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DefaultRequestSigner, SimpleAuthenticationDetailsProvider, Region } from "oci-common";
import { createServer } from "../../../rehearsal/oci/http/server.ts";
import { Runtime } from "../../../rehearsal/oci/runtime.ts";
import { fingerprintOf } from "../../../rehearsal/session/credentials.ts";
import { REGION, TENANCY_ID, USER_ID } from "../../../rehearsal/oci/tenancy.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface TestWorld {
  readonly endpoint: string;
  readonly runtime: Runtime;
  readonly folder: string;
  /** Signs and sends a request. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Pushes the world's clock forward by so many seconds. */
  advance(seconds: number): void;
  readonly provider: SimpleAuthenticationDetailsProvider;
  /** An OCI config file with the key, for clients that are other processes. */
  configFile(): Promise<string>;
  close(): Promise<void>;
}

export async function openWorld(options: { speed?: number; seed?: string } = {}): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), "tidegate-world-"));
  const runtime = await Runtime.open({
    file: join(folder, "world.json"),
    speed: options.speed ?? 0,
    seed: options.seed ?? "test",
  });
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const fingerprint = fingerprintOf(createPublicKey(publicKey).export({ type: "spki", format: "der" }));
  runtime.world.apiKeys = [{ keyId: `${TENANCY_ID}/${USER_ID}/${fingerprint}`, publicKey }];
  const server = createServer({ runtime });
  const endpoint = await server.listen({ host: "127.0.0.1", port: 0 });
  runtime.world.endpoint = endpoint;
  const provider = new SimpleAuthenticationDetailsProvider(
    TENANCY_ID,
    USER_ID,
    fingerprint,
    privateKey,
    null,
    Region.fromRegionId(REGION),
  );
  const signer = new DefaultRequestSigner(provider);
  return {
    endpoint,
    runtime,
    folder,
    provider,
    advance: (seconds) => runtime.clock.advance(seconds),
    configFile: async () => {
      await writeFile(join(folder, "key.pem"), privateKey, { mode: 0o600 });
      const lines = [
        "[DEFAULT]",
        `user=${USER_ID}`,
        `fingerprint=${fingerprint}`,
        `tenancy=${TENANCY_ID}`,
        `region=${REGION}`,
      ];
      const file = join(folder, "oci-config");
      await writeFile(file, `${lines.join("\n")}\nkey_file=${join(folder, "key.pem")}\n`, { mode: 0o600 });
      return file;
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
    send: async (method, path, body, headers = {}) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const request = {
        method,
        uri: `${endpoint}${path}`,
        headers: new Headers({ "content-type": "application/json", ...headers }),
        ...(method === "POST" || method === "PUT" ? { body: text } : {}),
      };
      await signer.signHttpRequest(request as Parameters<typeof signer.signHttpRequest>[0]);
      request.headers.delete("host");
      const response = await fetch(request.uri, {
        method,
        headers: request.headers,
        ...(text !== "" && { body: text }),
      });
      const answer = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: answer === "" ? undefined : JSON.parse(answer),
      };
    },
  };
}
