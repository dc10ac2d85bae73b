/** The way to the embedded AWS: questions and answers as JSON over HTTP, to the address that the rehearsal sets. */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseJson } from "./json.ts";
import { isObject, textOf, type Properties } from "../protocol/values.ts";

/** What AWS refuses, in its own words. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface DoorOptions {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** What stands behind it, in words. Default: `the embedded AWS`. */
  readonly world?: string;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** AWS's SDKs try so often when they are told to slow down or that something is wrong on the other side. */
const ATTEMPTS = 5;
const RETRIED = new Set(["ThrottlingException", "InternalFailure"]);

export class Door {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #pause: (milliseconds: number) => Promise<unknown>;
  readonly #world: string;

  constructor({ endpoint, world = "the embedded AWS", pause = sleep }: DoorOptions) {
    this.#world = world;
    this.#url = new URL("/rehearsal/provider/", endpoint);
    this.#pause = pause;
  }

  /**
   * Asks for one thing: `create`, `read`, `settled`.
   * @throws RefusedError when the embedded AWS refuses; Error when it can't be reached
   */
  async ask(what: string, body: Properties): Promise<Properties> {
    for (let attempt = 1; ; attempt += 1) {
      const { status, answer } = await this.#send(what, JSON.stringify(body));
      if (status === 200) return answer;
      const code = textOf(answer["code"]);
      if (attempt >= ATTEMPTS || !RETRIED.has(code)) throw new RefusedError(code, textOf(answer["message"]));
      await this.#pause(100 * 2 ** attempt);
    }
  }

  #send(what: string, body: string): Promise<{ status: number; answer: Properties }> {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        const where = `${this.#world} at ${this.#url.origin}`;
        reject(new Error(`request send failed: ${where} broke the connection or can't be reached (${error.message})`));
      };
      const outgoing = request(
        new URL(what, this.#url),
        { method: "POST", agent: this.#agent, headers },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", fail);
          incoming.on("end", () => {
            resolve({ status: incoming.statusCode ?? 0, answer: parse(Buffer.concat(chunks).toString("utf8")) });
          });
        },
      );
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  }
}

function parse(text: string): Properties {
  const answer = parseJson(text);
  return isObject(answer) ? answer : { code: "NoAnswer", message: text };
}

/** Who asks for an endpoint, and where it stands in the environment. */
export interface EndpointWish {
  readonly variable: string;
  /** `aws` */
  readonly provider: string;
  /** `the embedded AWS` */
  readonly world: string;
}

const OF_AWS: EndpointWish = { variable: "TIDEGATE_AWS_ENDPOINT", provider: "aws", world: "the embedded AWS" };

/**
 * A stand-in goes to its embedded world alone, and never falls back on a real account.
 * @throws Error where the environment names no embedded world
 */
export function endpointFrom(env: Readonly<Record<string, string | undefined>>, wish = OF_AWS): string {
  const { variable, provider, world } = wish;
  const endpoint = env[variable];
  if (endpoint !== undefined && endpoint !== "") return endpoint;
  throw new Error(
    `${variable} is not set: the rehearsal's stand-in for the ${provider} provider needs it to find ${world}. ` +
      'Run `eval "$(npm run --silent rehearse -- env)"` in this shell first',
  );
}
