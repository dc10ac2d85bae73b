import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { cachedEngine, cachePlace, fillPlace } from "./cache.ts";
import type { CachePlace } from "./cache.ts";
import type { Outcome, Progress, Way } from "./engine.ts";
import { findOnPath } from "./executable.ts";
import { goBuild } from "./go-build.ts";
import { BUILT_VERSION, DYNAMIC_PROVIDER, LANGUAGE_HOST, MINIMUM_GO, PULUMI } from "./requirements.ts";
import { elapsed } from "./ticking.ts";

/** The engine that an earlier run has built into the user's cache. */
export function builtInCache(env: NodeJS.ProcessEnv): Way {
  return {
    origin: "built",
    attempt: async () => {
      const place = await builtPlace(env);
      const engine = await cachedEngine(place);
      return engine === undefined ? { refused: `none was built in ${place.folder} before` } : { engine };
    },
  };
}

/** Builds the engine from the Go modules that `pulumi/` and `language-nodejs/` pin, into the user's cache. */
export function buildWithGo(env: NodeJS.ProcessEnv, progress: Progress): Way {
  return { origin: "built", attempt: async () => build(await builtPlace(env), env, progress) };
}

const MODULES = dirname(fileURLToPath(import.meta.url));

/**
 * What is built, in order: the small ones first, so that a machine that reaches no registry says so within seconds.
 * The language host goes to `libexec`, because the wrapper of the same name is what the engine should find.
 */
const TARGETS = [
  {
    title: "the old Node language host",
    module: "language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    output: join("libexec", LANGUAGE_HOST),
    flags: [],
  },
  {
    title: "the language host's wrapper",
    module: "language-nodejs",
    package: ".",
    output: join("bin", LANGUAGE_HOST),
    flags: [],
  },
  {
    title: `the engine ${BUILT_VERSION}`,
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    output: join("bin", PULUMI),
    flags: [`-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${BUILT_VERSION}`],
  },
];

async function build(place: CachePlace, env: NodeJS.ProcessEnv, progress: Progress): Promise<Outcome> {
  if (process.platform === "win32") {
    return { refused: "the language host's wrapper is not made for Windows" };
  }
  const go = await findOnPath("go", env);
  if (go === undefined) {
    return { refused: `there is no go on PATH (Go ${MINIMUM_GO} or later is needed)` };
  }

  const started = Date.now();
  const outcome = await fillPlace(
    place,
    async (folder) => {
      progress(
        `building the Pulumi engine ${BUILT_VERSION} from Go modules: once, usually about 4 minutes on 2 cores; ` +
          `it is kept in ${place.folder}`,
      );
      for (const target of TARGETS) {
        const refusal = await goBuild(go, {
          title: target.title,
          cwd: join(MODULES, target.module),
          package: target.package,
          output: join(folder, target.output),
          ldflags: ["-s", "-w", ...target.flags],
          env,
          progress,
        });
        if (refusal !== undefined) {
          return refusal;
        }
      }
      await mkdir(join(folder, "bin"), { recursive: true });
      await copyFile(dynamicProvider(), join(folder, "bin", DYNAMIC_PROVIDER));
      return undefined;
    },
    progress,
  );
  if ("engine" in outcome) {
    progress(`the Pulumi engine ${BUILT_VERSION} is ready (${elapsed(started)})`);
  }
  return outcome;
}

/** The place carries a fingerprint of all that the engine is made of, so that a changed pin or wrapper is built anew. */
async function builtPlace(env: NodeJS.ProcessEnv): Promise<CachePlace> {
  const hash = createHash("sha256");
  const inputs = ["pulumi/go.mod", "pulumi/go.sum", "language-nodejs/go.mod", "language-nodejs/go.sum"];
  for (const file of [...inputs, "language-nodejs/main.go"].map((name) => join(MODULES, name))) {
    hash.update(await readFile(file));
  }
  hash.update(await readFile(dynamicProvider()));
  return cachePlace(env, "built", BUILT_VERSION, hash.digest("hex").slice(0, 8));
}

/** Starts dynamic providers; the Node SDK ships it, and from beside `pulumi` it runs without a warning. */
function dynamicProvider(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json")), DYNAMIC_PROVIDER);
}
