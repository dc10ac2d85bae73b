/** Asks a URL whether a rollout may go on. */
import { request, STATUS_CODES } from "node:http";
import type { ProbeAnswer, ProbePort } from "../drive/ports.ts";

/** Seconds of this machine's clock before silence is a no. */
const PROBE_SECONDS = 10;
/** No cache on the way may answer for the application. */
const HEADERS = { "cache-control": "no-cache", "user-agent": "tidegate-rollout" };

interface Options {
  /** Base URL of an HTTP forward proxy. Default: none. */
  readonly proxy?: string;
  readonly seconds?: number;
}

export function probePort({ proxy, seconds = PROBE_SECONDS }: Options = {}): ProbePort {
  return {
    ask: async (url): Promise<ProbeAnswer> => {
      const target = URL.parse(url);
      if (target?.protocol !== "http:" && target?.protocol !== "https:") {
        return { agrees: false, words: `'${url}' is no http:// or https:// URL` };
      }
      const signal = AbortSignal.timeout(seconds * 1000);
      try {
        const status = proxy === undefined ? await direct(target, signal) : await through(proxy, target, signal);
        return { agrees: status >= 200 && status < 300, words: `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd() };
      } catch (error) {
        return { agrees: false, words: signal.aborted ? `no answer within ${seconds} s` : `no answer: ${why(error)}` };
      }
    },
  };
}

/** A redirect isn't followed: what it leads to, a login page say, hasn't been asked. */
async function direct(url: URL, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { headers: HEADERS, redirect: "manual", signal });
  await response.body?.cancel();
  return response.status;
}

function through(proxy: string, url: URL, signal: AbortSignal): Promise<number> {
  if (url.protocol !== "http:") {
    return Promise.reject(new Error("only http:// URLs can be asked through the proxy"));
  }
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, host: url.host };
    const { hostname, port } = new URL(proxy);
    const asked = request({ hostname, port, path: url.href, headers, signal, agent: false }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

function why(error: unknown): string {
  const cause: unknown = error instanceof TypeError ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code || (cause instanceof Error ? cause.message : String(cause));
}
