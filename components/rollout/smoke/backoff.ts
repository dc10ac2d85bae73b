/** Seconds between two attempts: the first waits stay below this. */
const FIRST_SECONDS = 1;
/** No wait is longer than this, so that an application that comes up is soon noticed. */
const LONGEST_SECONDS = 15;

/**
 * Exponential backoff with full jitter: any time from 0 to a bound that doubles, so that checks that began together
 * don't stay together. After the first failure 0 to 1 s, after the second 0 to 2 s, then 4, 8, and from the fifth on 15.
 *
 * @param failures how many attempts have failed, 1 or more
 * @param random a number from 0 up to but not including 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffSeconds(failures: number, random: number): number {
  return random * Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (failures - 1));
}
