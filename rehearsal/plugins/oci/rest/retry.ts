/**
 * Retries as Oracle's SDKs do them: throttling, faults of the service and lost connections are tried again, with a
 * growing, jittered pause. A create keeps its retry token, so that OCI answers a repeated one with the first's result.
 * @see https://docs.oracle.com/iaas/Content/API/Concepts/sdk-retries.htm
 */
import { ServiceError } from "./errors.ts";

export interface RetryPolicy {
  /** Default 8, the first included. */
  readonly attempts: number;
  /** First pause in milliseconds, doubled each time. Default 100. */
  readonly firstPause: number;
  /** Longest pause in milliseconds. Default 5,000. */
  readonly longestPause: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 (no jitter) to 1. */
  readonly random: () => number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 8,
  firstPause: 100,
  longestPause: 5_000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

export async function withRetries<T>(
  policy: RetryPolicy,
  attempt: () => Promise<T>,
  exhausted: (attempts: number, cause: unknown) => Error,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (tried >= policy.attempts) throw error instanceof ServiceError ? error : exhausted(tried, error);
      const pause = Math.min(policy.longestPause, policy.firstPause * 2 ** (tried - 1));
      // Between a half and the whole of the pause, so that parallel creates don't knock again all at once.
      await policy.sleep(pause * (0.5 + 0.5 * policy.random()));
    }
  }
}

const LOST = new Set(["ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "EPIPE", "EAI_AGAIN"]);
const STATUSES = new Set([429, 500, 502, 503, 504]);

function isTransient(error: unknown): boolean {
  if (error instanceof ServiceError) {
    const { status, code } = error.refusal;
    return STATUSES.has(status) || (status === 409 && code === "IncorrectState");
  }
  return error instanceof Error && "code" in error && typeof error.code === "string" && LOST.has(error.code);
}
