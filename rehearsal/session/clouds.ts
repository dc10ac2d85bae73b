/** Starts, finds and ends the process that serves the embedded clouds. */
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isRecord } from "../oci/facts/conform.ts";
import { ensureAwsCredentials } from "./aws-credentials.ts";
import { ensureCredentials } from "./credentials.ts";
import type { SessionPaths } from "./paths.ts";

export interface Clouds {
  /** Base URL of the embedded OCI. */
  readonly ociEndpoint: string;
  /** Base URL of the embedded AWS. */
  readonly awsEndpoint: string;
  /** An HTTP forward proxy that stands for the internet as the world has it. */
  readonly internetProxy: string;
  readonly pid: number;
}

export interface StartOptions {
  /** World seconds in one real second. */
  readonly speed: number;
  readonly seed?: string;
}

const MAIN = fileURLToPath(new URL("../oci/main.ts", import.meta.url));
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 10_000;
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const PORT_ATTEMPTS = 50;

/**
 * The clouds that this rehearsal has running, if it has.
 * @throws Error when they were started by a version that had no embedded AWS
 */
export async function runningClouds(paths: SessionPaths): Promise<Clouds | undefined> {
  const running = await runningRecord(paths);
  if (running === undefined) return undefined;
  const { awsEndpoint } = running;
  if (awsEndpoint === undefined) {
    throw new Error("The clouds that run are of an earlier version, without AWS. End them: npm run rehearse -- stop");
  }
  return { ...running, awsEndpoint };
}

/**
 * Starts the clouds, on the addresses they had before: a vault's endpoint is part of the stacks' state.
 * @throws Error when another program holds such an address, or the process ends at once
 */
export async function startClouds(paths: SessionPaths, options: StartOptions): Promise<Clouds> {
  await mkdir(paths.root, { recursive: true, mode: 0o700 });
  const key = await ensureCredentials(paths);
  await ensureAwsCredentials(paths);
  const before = await readRecord(paths);
  const ociPort = before === undefined ? await freePort() : portOf(before.ociEndpoint);
  const awsPort = before?.awsEndpoint === undefined ? await freePort() : portOf(before.awsEndpoint);
  const internetPort = before === undefined ? await freePort() : portOf(before.internetProxy);
  const log = await open(paths.log, "a", 0o600);
  const args = [MAIN, "--world", paths.world, "--port", String(ociPort), "--aws-port", String(awsPort)];
  args.push("--aws-key", paths.awsKey, "--internet-port", String(internetPort));
  args.push("--speed", String(options.speed), ...(options.seed === undefined ? [] : ["--seed", options.seed]));
  const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", log.fd, log.fd] });
  child.unref();
  await log.close();
  const clouds: Clouds = {
    ociEndpoint: `http://127.0.0.1:${ociPort}`,
    awsEndpoint: `http://127.0.0.1:${awsPort}`,
    internetProxy: `http://127.0.0.1:${internetPort}`,
    pid: child.pid ?? 0,
  };
  await waitUntilUp(clouds, paths, () => child.exitCode ?? undefined);
  await writeFile(paths.server, JSON.stringify(clouds, null, 2), { mode: 0o600 });
  await tell(clouds, "PUT", "/rehearsal/api-keys", [key]);
  return clouds;
}

/** Ends the clouds; the world stays on disk. Says whether there was something to end. */
export async function stopClouds(paths: SessionPaths): Promise<boolean> {
  const clouds = await runningRecord(paths);
  if (clouds === undefined) {
    return false;
  }
  process.kill(clouds.pid, "SIGTERM");
  for (const until = Date.now() + STOP_TIMEOUT_MS; Date.now() < until; await sleep(50)) {
    if (!(await answers(clouds))) {
      return true;
    }
  }
  process.kill(clouds.pid, "SIGKILL");
  return true;
}

/** Forgets the world, its stacks' states and its key. */
export async function resetSession(paths: SessionPaths): Promise<void> {
  await stopClouds(paths);
  // A plugin that is just ending may still write into it.
  await rm(paths.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Sends a request to the rehearsal's own door. @throws Error with what it answered, when it refused */
export async function tell(
  clouds: Clouds,
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${clouds.ociEndpoint}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`The embedded clouds refused ${method} ${path}: ${text}`);
  }
  return JSON.parse(text);
}

async function waitUntilUp(clouds: Clouds, paths: SessionPaths, exitCode: () => number | undefined): Promise<void> {
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until; await sleep(50)) {
    if (exitCode() !== undefined) {
      const tail = (await readFile(paths.log, "utf8")).trimEnd().split("\n").slice(-8).join("\n");
      throw new Error(
        `The embedded clouds ended as they started, with code ${exitCode()}. The end of ${paths.log}:\n${tail}\n` +
          "If the address is taken, end the program that holds it; to start over: npm run rehearse -- reset",
      );
    }
    if (await answers(clouds)) {
      return;
    }
  }
  throw new Error(`The embedded clouds did not answer within ${START_TIMEOUT_MS / 1000} s. See ${paths.log}.`);
}

async function answers(clouds: RecordedClouds): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(`${clouds.ociEndpoint}/rehearsal/status`);
  } catch (error) {
    if (error instanceof TypeError) {
      return false; // fetch's way of saying that nobody listens there
    }
    throw error;
  }
  // A process that is about to end answers 503.
  const status: unknown = response.ok ? await response.json() : undefined;
  return isRecord(status) && status["pid"] === clouds.pid;
}

/** A rehearsal that was begun before there was an embedded AWS has written down no address of one. */
type RecordedClouds = Omit<Clouds, "awsEndpoint"> & Partial<Pick<Clouds, "awsEndpoint">>;

async function runningRecord(paths: SessionPaths): Promise<RecordedClouds | undefined> {
  const recorded = await readRecord(paths);
  return recorded !== undefined && (await answers(recorded)) ? recorded : undefined;
}

async function readRecord(paths: SessionPaths): Promise<RecordedClouds | undefined> {
  if (!existsSync(paths.server)) {
    return undefined;
  }
  const data: unknown = JSON.parse(await readFile(paths.server, "utf8"));
  if (!isRecord(data)) {
    return undefined;
  }
  const { ociEndpoint, awsEndpoint, internetProxy, pid } = data;
  return typeof ociEndpoint === "string" && typeof internetProxy === "string" && typeof pid === "number"
    ? { ociEndpoint, internetProxy, pid, ...(typeof awsEndpoint === "string" && { awsEndpoint }) }
    : undefined;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/**
 * A free port below those that systems hand out by themselves (from 32768 on Linux): nobody takes it by chance between
 * this look and the start, or while the clouds are ended.
 */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`No free port was found between ${LOWEST_PORT} and ${HIGHEST_PORT}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Pushes the world's clock forward by so many seconds. */
export async function advanceClock(clouds: Clouds, seconds: number): Promise<void> {
  await tell(clouds, "POST", "/rehearsal/clock", { advance: seconds });
}

/** World seconds in one real second. */
export async function clockSpeed(clouds: Clouds): Promise<number> {
  const status = await tell(clouds, "GET", "/rehearsal/status");
  return isRecord(status) ? Number(status["speed"]) : Number.NaN;
}
