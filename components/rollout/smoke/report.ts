/** How a smoke check ended, in words. */
import type { SmokeOptions } from "./options.ts";
import type { SmokeResult } from "./smoke.ts";

/** One line when it passed; else what happened, why, and what to do. */
export function smokeReport({ url, deadlineSeconds }: SmokeOptions, result: SmokeResult): string {
  const { passed, tries, seconds, seen, last } = result;
  if (passed) {
    return `${url}: ${last.words}, in ${count(tries, "try", "tries")} and ${seconds} s`;
  }
  const answers = [...seen].map(([words, times]) => `${words} (${count(times, "time", "times")})`);
  return [
    `The smoke check failed: ${url} answered no 2xx in ${count(tries, "try", "tries")} and ${seconds} s (deadline ${deadlineSeconds} s).`,
    `Answers: ${answers.join(", ")}.`,
    `The last one: ${last.words}${last.body === "" ? "" : `, ${JSON.stringify(last.body)}`}.`,
    "What to do: ask the URL yourself, and read the application's log and the load balancer's health.",
    "`pulumi up` makes the check again; or go back to the configuration that served before.",
  ].join("\n");
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
