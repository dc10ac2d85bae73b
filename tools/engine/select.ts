import { ORIGINS } from "./engine.ts";
import type { Engine, Origin, Way } from "./engine.ts";
import { FORCE_VARIABLE, MINIMUM_GO, MINIMUM_VERSION } from "./requirements.ts";

/** No way led to an engine. The message names why each failed and the three remedies. */
export class NoEngineError extends Error {
  override readonly name = "NoEngineError";
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(describe(refusals));
    this.refusals = refusals;
  }
}

export interface Refusal {
  origin: Origin;
  reason: string;
}

/** Tries the ways in the order given and takes the first engine; `forced` rules out all ways of another origin. */
export async function selectEngine(ways: readonly Way[], forced?: Origin): Promise<Engine> {
  const refusals: Refusal[] = [];
  for (const way of ways) {
    if (forced !== undefined && way.origin !== forced) {
      continue;
    }
    const outcome = await way.attempt();
    if ("engine" in outcome) {
      return outcome.engine;
    }
    refusals.push({ origin: way.origin, reason: outcome.refused });
  }
  if (forced !== undefined) {
    const others = ORIGINS.filter((origin) => origin !== forced);
    const reason = `not tried, because ${FORCE_VARIABLE} is "${forced}"`;
    refusals.push(...others.map((origin) => ({ origin, reason })));
  }
  throw new NoEngineError(refusals);
}

/**
 * Reads `TIDEGATE_ENGINE`; unset and empty mean that any way will do.
 *
 * @throws Error when it names no origin.
 */
export function forcedOrigin(env: NodeJS.ProcessEnv): Origin | undefined {
  const value = env[FORCE_VARIABLE];
  if (value === undefined || value === "") {
    return undefined;
  }
  const origin = ORIGINS.find((candidate) => candidate === value);
  if (origin === undefined) {
    throw new Error(
      `${FORCE_VARIABLE} is "${value}", which is no way to get an engine. Use ${ORIGINS.join(", ")}, or unset it.`,
    );
  }
  return origin;
}

const TITLES: Readonly<Record<Origin, string>> = {
  path: "on PATH",
  official: "official install",
  built: "built from Go modules",
};

function describe(refusals: readonly Refusal[]): string {
  // Of several ways of one origin (kept from before, then got anew) the last one says what stands in the way.
  const reasons = ORIGINS.map((origin) => refusals.findLast((refusal) => refusal.origin === origin))
    .filter((refusal) => refusal !== undefined)
    .map(({ origin, reason }) => `  - ${TITLES[origin]}: ${reason}`);
  return [
    "No Pulumi engine was found, and none could be got:",
    ...reasons,
    "Any one of these is enough:",
    `  1. put Pulumi ${MINIMUM_VERSION} or later on PATH, with the language host that comes with it (https://www.pulumi.com/docs/install/);`,
    "  2. allow the download: HTTPS to get.pulumi.com and to where it redirects;",
    `  3. install Go ${MINIMUM_GO} or later and let it reach a Go module proxy (GOPROXY).`,
  ].join("\n");
}
