/** The rehearsal's own door, under /rehearsal: the clock, the faults, the keys. Not part of OCI, not signed, loopback only. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { cannotParse, invalidParameter, missingParameter } from "../errors.ts";
import { isRecord } from "../facts/conform.ts";
import { FAULT_KINDS } from "../faults/index.ts";
import type { Fault } from "../faults/fault.ts";
import { poolHealth } from "../health/pool.ts";
import type { Runtime } from "../runtime.ts";
import { setCpuLoad } from "../services/autoscaling/index.ts";
import { pushImage } from "../services/artifacts/registry.ts";
import { timestamp } from "../wire.ts";
import type { ApiKey } from "../world.ts";

export function registerAdmin(server: FastifyInstance, runtime: Runtime): void {
  server.get("/rehearsal/status", async () => {
    const moment = runtime.present();
    await runtime.save();
    const counts = Object.entries(moment.world.collections).map(
      ([name, items]) => [name, Object.keys(items).length] as const,
    );
    return {
      time: timestamp(moment.now),
      speed: runtime.clock.speed,
      seed: moment.world.seed,
      faults: moment.world.faults,
      pid: process.pid,
      pendingEvents: moment.world.events.length,
      counts: Object.fromEntries(counts),
    };
  });

  server.post("/rehearsal/clock", async (request) => {
    const body = jsonOf(request);
    const advance = numberIn(body, "advance");
    const speed = numberIn(body, "speed");
    if (speed !== undefined) {
      runtime.clock.setSpeed(speed);
    }
    runtime.clock.advance(advance ?? 0);
    const moment = runtime.present();
    await runtime.save();
    return { time: timestamp(moment.now), speed: runtime.clock.speed };
  });

  server.put("/rehearsal/faults", async (request) => {
    runtime.world.faults = faultsIn(jsonOf(request));
    await runtime.save();
    return { faults: runtime.world.faults };
  });

  server.post("/rehearsal/registry/images", async (request) => {
    const body = jsonOf(request);
    const moment = runtime.present();
    const image = pushImage(moment, { repositoryName: textIn(body, "repositoryName"), tag: textIn(body, "tag") });
    runtime.changed(moment);
    await runtime.save();
    return { id: image.id };
  });

  server.put("/rehearsal/cpu-load", async (request) => {
    const body = jsonOf(request);
    const percent = numberIn(body, "percent");
    const pool = isRecord(body) && body["pool"] !== undefined ? textIn(body, "pool") : undefined;
    if (percent !== undefined && percent > 100) {
      throw invalidParameter("percent must be at most 100.");
    }
    setCpuLoad(runtime.present(), percent, pool);
    await runtime.save();
    return { percent: percent ?? null };
  });

  server.get("/rehearsal/health", async (request) => {
    const pool = isRecord(request.query) ? textIn(request.query, "pool") : "";
    return poolHealth(runtime.present(), pool);
  });

  server.put("/rehearsal/api-keys", async (request) => {
    runtime.world.apiKeys = keysIn(jsonOf(request));
    await runtime.save();
    return { keys: runtime.world.apiKeys.length };
  });
}

/** The body as JSON; an empty object where there is none. @throws ServiceError */
export function jsonOf(request: FastifyRequest): unknown {
  if (!Buffer.isBuffer(request.body)) {
    return {};
  }
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch (error) {
    throw error instanceof SyntaxError ? cannotParse("The body is not JSON.") : error;
  }
}

function listIn(body: unknown, what: string): unknown[] {
  if (Array.isArray(body)) {
    return body;
  }
  throw invalidParameter(`The body must be a list of ${what}.`);
}

function textIn(body: unknown, key: string): string {
  const value = isRecord(body) ? body[key] : undefined;
  if (typeof value === "string" && value !== "") {
    return value;
  }
  throw missingParameter(`${key} is required.`);
}

function numberIn(body: unknown, key: string): number | undefined {
  const value = isRecord(body) ? body[key] : undefined;
  if (value === undefined || (typeof value === "number" && Number.isFinite(value) && value >= 0)) {
    return value;
  }
  throw invalidParameter(`${key} must be a number of 0 or more.`);
}

function faultsIn(body: unknown): Fault[] {
  return listIn(body, "faults").map((item, index) => {
    if (!isRecord(item) || typeof item["kind"] !== "string" || !FAULT_KINDS.includes(item["kind"])) {
      throw invalidParameter(`faults[${index}].kind must be one of ${FAULT_KINDS.join(", ")}.`);
    }
    const times = numberIn(item, "times");
    if (times !== undefined && (times < 1 || !Number.isInteger(times))) {
      throw invalidParameter(`faults[${index}].times must be a whole number of 1 or more.`);
    }
    const probability = numberIn(item, "probability");
    if (probability !== undefined && probability > 1) {
      throw invalidParameter(`faults[${index}].probability must be a number from 0 to 1.`);
    }
    const seconds = numberIn(item, "seconds");
    return {
      kind: item["kind"],
      match: typeof item["match"] === "string" ? item["match"] : "*",
      ...(times !== undefined && { times }),
      ...(probability !== undefined && { probability }),
      ...(seconds !== undefined && { seconds }),
    };
  });
}

function keysIn(body: unknown): ApiKey[] {
  return listIn(body, "keys").map((item, index) => {
    if (!isRecord(item) || typeof item["keyId"] !== "string" || typeof item["publicKey"] !== "string") {
      throw invalidParameter(`keys[${index}] must have a keyId and a publicKey.`);
    }
    return { keyId: item["keyId"], publicKey: item["publicKey"] };
  });
}
