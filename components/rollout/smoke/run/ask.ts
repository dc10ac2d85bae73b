/** Asks over HTTP, through a proxy where one is set. */
import * as http from "node:http";
import * as https from "node:https";
import type { Answer, Ask } from "../smoke.ts";

/** How much of a body is shown. */
const SHOWN_CHARACTERS = 200;

/**
 * @param environment the usual variables `http_proxy`, `https_proxy` and `no_proxy` count, in either case
 * @param proxy an HTTP forward proxy for every request, instead of those
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support
 */
export function asker(environment: Readonly<Record<string, string | undefined>>, proxy: string | undefined): Ask {
  const proxyEnv = proxy === undefined ? environment : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  const plain = new http.Agent({ proxyEnv });
  const secure = new https.Agent({ proxyEnv });
  return async (url, headers, seconds) => {
    const signal = AbortSignal.timeout(seconds * 1000);
    try {
      const options = { headers: { "user-agent": "tidegate-smoke", ...headers }, signal };
      const request = url.startsWith("https:")
        ? https.get(url, { ...options, agent: secure })
        : http.get(url, { ...options, agent: plain });
      return await answerOf(request);
    } catch (error) {
      return { passes: false, words: signal.aborted ? `no answer within ${seconds} s` : why(error), body: "" };
    }
  };
}

/** A redirect isn't followed: what it leads to, a login page say, hasn't been asked. */
function answerOf(request: http.ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (body.length < SHOWN_CHARACTERS) body += chunk;
      });
      response.on("error", reject);
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        const location = response.headers.location;
        resolve({
          passes: status >= 200 && status < 300,
          words: `${status} ${http.STATUS_CODES[status] ?? ""}`.trimEnd() + (location ? ` to ${location}` : ""),
          body: body.slice(0, SHOWN_CHARACTERS).replace(/\s+/g, " ").trim(),
        });
      });
    });
  });
}

/** Some network errors have a code and no message. */
function why(error: unknown): string {
  if (!(error instanceof Error)) return `no answer: ${String(error)}`;
  return `no answer: ${error.message || ("code" in error ? String(error.code) : error.name)}`;
}
