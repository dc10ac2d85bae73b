/** The images that the tests push: an API that serves its health path and what WebSocket clients do, and a worker. */
import type { PushedFor } from "../aws.ts";

export const SYSTEM = "circle-of-trust";

const PATHS = ["/health", "/ws/connect", "/ws/disconnect", "/ws/message"];

/** Under the tag that dev looks for. */
export function imagesOf(outputs: Readonly<Record<string, unknown>>, tag = "latest"): PushedFor[] {
  const image = (name: string) => ({ repositoryUrl: String(outputs[`${name}_repository_url`]), tag });
  return [{ ...image("api"), listens: { port: 8000, paths: PATHS } }, image("worker")];
}

/** Under a tag of their own, as prod pins them: the digests go into the configuration. */
export function pinnedImagesOf(outputs: Readonly<Record<string, unknown>>): PushedFor[] {
  const keys = ["apiImageDigest", "workerImageDigest"];
  return imagesOf(outputs, "1.0.0").map((image, at) => ({ ...image, digestKey: keys[at] ?? "" }));
}
