import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { cachedEngine, cachePlace, fillPlace } from "./cache.ts";
import type { CachePlace } from "./cache.ts";
import type { Outcome, Progress, Way } from "./engine.ts";
import { ticking } from "./ticking.ts";

/** How long the download's host may take to answer, and how long the whole install may take, in ms. */
const ANSWER_WITHIN = 4_000;
const INSTALL_WITHIN = 5 * 60_000;
const INSTALL_SCRIPT = "https://get.pulumi.com/install.sh";

/** The official engine that an earlier run has installed into the user's cache. */
export function officialInCache(env: NodeJS.ProcessEnv): Way {
  const place = officialPlace(env);
  return {
    origin: "official",
    attempt: async () => {
      const engine = await cachedEngine(place);
      return engine === undefined ? { refused: `none was installed in ${place.folder} before` } : { engine };
    },
  };
}

/**
 * Installs the official engine of the SDK's own version into the user's cache, with the Automation API's
 * `PulumiCommand.install()`. Where the download can't be reached it gives up within seconds.
 */
export function officialInstall(env: NodeJS.ProcessEnv, progress: Progress): Way {
  const place = officialPlace(env);
  return { origin: "official", attempt: () => install(place, env, progress) };
}

async function install(place: CachePlace, env: NodeJS.ProcessEnv, progress: Progress): Promise<Outcome> {
  const unreachable = await whyUnreachable();
  if (unreachable !== undefined) {
    return { refused: unreachable };
  }
  return fillPlace(
    place,
    (folder) => {
      progress(`installing the official Pulumi ${place.version} into ${place.folder} (once; usually under a minute)`);
      const title = `still installing Pulumi ${place.version}`;
      return ticking(title, progress, () => runInstall(folder, place.version, env));
    },
    progress,
  );
}

async function whyUnreachable(): Promise<string | undefined> {
  try {
    const response = await fetch(INSTALL_SCRIPT, { method: "HEAD", signal: AbortSignal.timeout(ANSWER_WITHIN) });
    return response.ok ? undefined : `${INSTALL_SCRIPT} answers ${response.status} ${response.statusText}`;
  } catch (error) {
    return `${INSTALL_SCRIPT} can't be reached: ${rootCause(error)}`;
  }
}

/** In a process group of its own, so that what hangs (a shell, curl) can be ended together. */
function runInstall(folder: string, version: string, env: NodeJS.ProcessEnv): Promise<{ refused: string } | undefined> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL("install-official.ts", import.meta.url));
    const child = spawn(process.execPath, [script, folder, version], {
      detached: true,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const end = () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, "SIGKILL");
      }
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, INSTALL_WITHIN);
    process.once("exit", end);

    let output = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      process.off("exit", end);
      if (late) {
        resolve({ refused: `the install was not done after ${INSTALL_WITHIN / 60_000} minutes` });
      } else {
        resolve(code === 0 ? undefined : { refused: `the install failed: ${output.trim()}` });
      }
    });
  });
}

function officialPlace(env: NodeJS.ProcessEnv): CachePlace {
  return cachePlace(env, "official", sdkVersion());
}

/** The installed SDK's version; an engine of the same version is what `PulumiCommand.install()` takes by default. */
function sdkVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("@pulumi/pulumi/package.json");
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) {
    return String(manifest.version);
  }
  throw new Error("@pulumi/pulumi/package.json has no version. Run npm ci again.");
}

/** `fetch` says only "fetch failed"; why stands in its cause. */
function rootCause(error: unknown): string {
  return error instanceof Error ? (error.cause === undefined ? error.message : rootCause(error.cause)) : String(error);
}
