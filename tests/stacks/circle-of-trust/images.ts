/** The images that the tests push: an API that serves its health path and what WebSocket clients do, and a worker. */
import type { PushedFor } from "../aws.ts";

export const SYSTEM = "circle-of-trust";

const PATHS = ["/health", "/ws/connect", "/ws/disconnect", "/ws/message"];

export function imagesOf(outputs: Readonly<Record<string, unknown>>): PushedFor[] {
  const image = (name: string) => ({ repositoryUrl: String(outputs[`${name}_repository_url`]), tag: "latest" });
  return [{ ...image("api"), listens: { port: 8000, paths: PATHS } }, image("worker")];
}
