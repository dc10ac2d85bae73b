/** One smoke check as a process does it: with this machine's clock, chance and network. */
import type { Fault } from "@tidegate/faults";
import { faultText, ownName } from "@tidegate/faults";
import { cloudClock } from "../../oci/clock.ts";
import { readSettings } from "../../oci/settings.ts";
import { SMOKE_DEFAULTS, smokeFaults, type SmokeOptions } from "../options.ts";
import { smokeReport } from "../report.ts";
import { smoke } from "../smoke.ts";
import { asker } from "./ask.ts";

/** What the process ends with. */
export const EXIT = { passed: 0, failed: 1, misused: 2 } as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Lines for people, and lines about what is wrong. */
export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** @returns the exit code */
export async function check(given: Partial<SmokeOptions>, environment: Environment, streams: Streams): Promise<number> {
  const options = { ...SMOKE_DEFAULTS, url: "", ...given };
  const wrong: string[] = [];
  const { speed, probeProxy } = readSettings(environment, wrong);
  wrong.push(...proxyFaults(environment, process.versions.node));
  wrong.push(...smokeFaults(options, ownName).map((fault: Fault) => `${fault.path}: ${faultText(fault)}`));
  if (wrong.length > 0) {
    streams.err(`The smoke check was not made. What is wrong:\n${wrong.map((line) => `  ${line}`).join("\n")}`);
    return EXIT.misused;
  }
  const ports = {
    fetch: asker(environment, probeProxy),
    clock: cloudClock(speed),
    random: () => Math.random(),
    say: streams.out,
  };
  const result = await smoke(options, ports);
  (result.passed ? streams.out : streams.err)(smokeReport(options, result));
  return result.passed ? EXIT.passed : EXIT.failed;
}

const PROXIES = ["TIDEGATE_INTERNET_PROXY", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];

/** An older Node would pass the proxy by without a word. @param version Node's own, for instance 24.5.0 */
export function proxyFaults(environment: Environment, version: string): string[] {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const set = PROXIES.filter((name) => environment[name]);
  if (set.length === 0 || major > 24 || (major === 24 && minor >= 5)) return [];
  return [`${set.join(", ")} names a proxy, which Node ${version} can't use: run Node 24.5 or later, or unset it.`];
}
