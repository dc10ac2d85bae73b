import type { FastifyRequest } from "fastify";

/** Where whoever asks reaches an issuer, without a trailing slash. @param root the path that it stands under */
export function baseOf({ headers }: FastifyRequest, root: string): string {
  return `http://${headers.host ?? "127.0.0.1"}${root}`;
}
