/** A handful of OCI behind a real HTTP server: what the tests put there, and what they tell it to do wrong. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Properties;
}
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Hang up instead of answering. */
  readonly lost?: boolean;
  /** Never answer. */
  readonly hangs?: boolean;
}

export class FakeOci {
  readonly received: Received[] = [];
  endpoint = "";
  #answer: (request: Received) => Reply = () => ({
    status: 404,
    body: { code: "NotAuthorizedOrNotFound", message: "no" },
  });
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  answers(answer: (request: Received) => Reply): void {
    this.#answer = answer;
  }

  /** Requests of one method, in order. */
  sent(method: string): Received[] {
    return this.received.filter((request) => request.method === method);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    const received = { method, path: url, headers, body: text === "" ? {} : (JSON.parse(text) as Properties) };
    this.received.push(received);
    const { status = 200, body, headers: extra, lost, hangs } = this.#answer(received);
    if (hangs === true) return;
    if (lost === true) {
      response.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json", "opc-request-id": "REQUEST-1", ...extra });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }
}
