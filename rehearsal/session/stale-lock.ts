/** The file backend's locks: an engine that was killed leaves its own behind, and the next one would wait for nobody. */
import { isAlive } from "@tidegate/engine/alive";
import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRecord } from "../oci/facts/conform.ts";

/**
 * Whether a stack is locked only by processes of this machine that are no more.
 * @param backend folder of the file backend
 */
export async function lockedByTheDead(backend: string, project: string, stack: string): Promise<boolean> {
  const folder = join(backend, ".pulumi", "locks", "organization", project, stack);
  const files = (await readdir(folder).catch(noSuchFolder)).filter((file) => file.endsWith(".json"));
  const holders = await Promise.all(files.map((file) => readHolder(join(folder, file))));
  return holders.length > 0 && holders.every((holder) => holder?.hostname === hostname() && !isAlive(holder.pid));
}

interface Holder {
  readonly pid: number;
  readonly hostname: string;
}

async function readHolder(file: string): Promise<Holder | undefined> {
  const data: unknown = JSON.parse(await readFile(file, "utf8"));
  return isRecord(data) && typeof data["pid"] === "number" && typeof data["hostname"] === "string"
    ? { pid: data["pid"], hostname: data["hostname"] }
    : undefined;
}

function noSuchFolder(error: unknown): string[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return [];
  }
  throw error;
}
