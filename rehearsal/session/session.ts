/** A rehearsal that is under way: the engine, the clouds, and the environment that joins them. */
import { findEngine } from "@tidegate/engine";
import type { Engine } from "@tidegate/engine";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installPlugins } from "../plugins/install.ts";
import { clockSpeed, runningClouds, startClouds } from "./clouds.ts";
import type { Clouds } from "./clouds.ts";
import { rehearsalEnvironment } from "./environment.ts";
import { ociClient } from "./oci-client.ts";
import { CHECKOUT, sessionPaths } from "./paths.ts";
import type { SessionPaths } from "./paths.ts";
import { Stack } from "./stack.ts";

export interface Session {
  readonly paths: SessionPaths;
  readonly engine: Engine;
  readonly clouds: Clouds;
  /** Whether the clouds were running before: then they are left running. */
  readonly found: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /**
   * @param project the project's name
   * @param folder its folder in the checkout; default: the folder of its name below `stacks/`
   */
  stack(project: string, stack: string, folder?: string): Stack;
}

export interface SessionOptions {
  readonly root?: string;
  /** World seconds in one real second; default {@link DEFAULT_SPEED}. */
  readonly speed?: number;
  readonly seed?: string;
  readonly say?: (line: string) => void;
}

/** A boot of 90 s of world time takes 1.5 s. */
export const DEFAULT_SPEED = 60;

/** Finds or starts all that a rehearsal needs. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const say = options.say ?? (() => {});
  const paths = sessionPaths(options.root);
  const engine = await findEngine({ progress: say });
  say(`Pulumi engine ${engine.version} (${engine.origin})`);
  const running = await runningClouds(paths);
  const seed = options.seed;
  const clouds =
    running ?? (await startClouds(paths, { speed: options.speed ?? DEFAULT_SPEED, ...(seed && { seed }) }));
  say(`embedded OCI at ${clouds.ociEndpoint}${running === undefined ? "" : " (was running)"}`);
  await installPlugins(paths.pulumiHome, process.execPath);
  // The engine makes no folder for its backend, and a plain `pulumi` may be the first to ask for it.
  await mkdir(paths.backend, { recursive: true });
  const environment = rehearsalEnvironment(paths, clouds, engine.binDir, await clockSpeed(clouds));
  return {
    paths,
    engine,
    clouds,
    found: running !== undefined,
    environment,
    stack: (project, stack, folder = join("stacks", project)) =>
      new Stack({
        project: join(CHECKOUT, folder),
        stack,
        config: join(paths.config, project),
        environment,
        client: () => ociClient(paths, clouds),
        awsEndpoint: clouds.awsEndpoint,
      }),
  };
}
