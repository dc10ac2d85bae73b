/** What the environment says beside the credentials. */
import type { Environment } from "./where.ts";

/** Base URL that stands for the endpoints of all services: `http://127.0.0.1:20000`. Default: those of the region. */
export const ENDPOINT_VARIABLE = "TIDEGATE_OCI_ENDPOINT";
/** Seconds of the cloud's clock in one second of this machine's. Default: 1. */
export const SPEED_VARIABLE = "TIDEGATE_CLOCK_SPEED";
/** An HTTP forward proxy that probes go through: `http://127.0.0.1:20001`. Default: none. */
export const PROXY_VARIABLE = "TIDEGATE_INTERNET_PROXY";

export interface Settings {
  readonly endpoint?: string;
  readonly speed: number;
  readonly probeProxy?: string;
}

/** Reads the settings. Each thing that is wrong is a sentence in `faults`. */
export function readSettings(environment: Environment, faults: string[]): Settings {
  const endpoint = url(environment, ENDPOINT_VARIABLE, ["http:", "https:"], faults);
  const probeProxy = url(environment, PROXY_VARIABLE, ["http:"], faults);
  return {
    speed: speedOf(environment, faults),
    ...(endpoint !== undefined && { endpoint }),
    ...(probeProxy !== undefined && { probeProxy }),
  };
}

function speedOf(environment: Environment, faults: string[]): number {
  const given = environment[SPEED_VARIABLE]?.trim() || "1";
  const speed = Number(given);
  if (!Number.isFinite(speed) || speed <= 0) {
    faults.push(`${SPEED_VARIABLE} must be a number above 0, not '${given}'; without it the clock runs as usual.`);
    return 1;
  }
  return speed;
}

function url(environment: Environment, name: string, protocols: string[], faults: string[]): string | undefined {
  const given = environment[name]?.trim() || undefined;
  if (given === undefined) {
    return undefined;
  }
  const parsed = URL.parse(given);
  if (parsed === null || !protocols.includes(parsed.protocol)) {
    const wanted = protocols.map((protocol) => `${protocol}//`).join(" or ");
    faults.push(`${name} must be a URL that begins with ${wanted}, not '${given}'.`);
    return undefined;
  }
  return given.replace(/\/+$/, "");
}
