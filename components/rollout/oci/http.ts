/** How requests travel: signed by the SDK, with an end to every wait, and with an eye on the cloud's clock. */
import { FetchHttpClient } from "oci-common";
import type { HttpClient, HttpRequest, RequestSigner } from "oci-common";
import type { CloudClock } from "./clock.ts";

/** Seconds of this machine's clock after which an answer isn't waited for any longer, its body included. */
export const ANSWER_SECONDS = 20;

/** Statuses that come without a body. */
const BODILESS = [204, 205, 304];

export function cloudHttp(
  signer: RequestSigner,
  clock: Pick<CloudClock, "reading" | "heard">,
  answerSeconds = ANSWER_SECONDS,
): HttpClient {
  return {
    send: async (request: HttpRequest, forceExcludeBody?: boolean): Promise<Response> => {
      const sent = clock.reading();
      const signal = AbortSignal.timeout(answerSeconds * 1000);
      // No circuit breaker: the SDK's own opens for 30 s after ten failures of which most are in a row, and a rollout
      // would wait blindly where it should look. The driver waits between looks anyway.
      const client = new FetchHttpClient(signer, undefined, { signal });
      try {
        const response = await client.send(request, forceExcludeBody);
        // Read to the end here, so that a connection that breaks in the middle is found while a retry is still possible.
        const body = await response.arrayBuffer();
        clock.heard(response.headers.get("date"), sent);
        const { status, statusText, headers } = response;
        return new Response(BODILESS.includes(status) ? null : body, { status, statusText, headers });
      } catch (error) {
        throw signal.aborted ? new Error(`no answer within ${answerSeconds} s`, { cause: error }) : broken(error);
      }
    },
  };
}

/** `fetch failed` says nothing: its cause does. */
function broken(error: unknown): unknown {
  const cause = error instanceof TypeError ? error.cause : undefined;
  if (!(cause instanceof Error)) {
    return error;
  }
  const code = "code" in cause && typeof cause.code === "string" ? `${cause.code}: ` : "";
  return new Error(`the connection failed: ${code}${cause.message || "no reason given"}`, { cause: error });
}
