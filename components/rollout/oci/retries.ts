/** When a request is sent again by itself. Few times only: the driver looks again anyway, and knows more. */
import { MaxAttemptsTerminationStrategy, NoRetryConfigurationDetails } from "oci-common";
import type { RetryConfiguration } from "oci-common";

/** Times that a request is sent at most. */
const ATTEMPTS = 3;
const LONGEST_DELAY_SECONDS = 8;

/**
 * For requests that may arrive twice: those that read, that set what they set, or that carry a retry token. Sent again
 * after 429, 5xx and a lost connection (the SDK sees to that one itself): after about 1.5 s, then 2.5 s.
 * @param speed delays are of the cloud's clock, as everything else is
 * @param random from 0 up to 1
 */
export function retries(speed: number, random: () => number = Math.random): RetryConfiguration {
  return {
    terminationStrategy: new MaxAttemptsTerminationStrategy(ATTEMPTS),
    delayStrategy: {
      delay: ({ attemptCount }) => (Math.min(2 ** attemptCount, LONGEST_DELAY_SECONDS) + random()) / speed,
    },
    // 409 IncorrectState, which the SDK would repeat too, is the driver's to judge.
    retryCondition: ({ statusCode }) => statusCode === 429 || statusCode >= 500 || statusCode === -1,
  };
}

/**
 * For changes that name the version they change. When the answer to one is lost, the same again would be refused for the
 * version it made itself, and be reported as "nothing happened" though it did.
 */
export const SENT_ONCE: RetryConfiguration = NoRetryConfigurationDetails;
