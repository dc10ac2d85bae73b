import type { FastifyReply } from "fastify";

/** Holds a request for so many real seconds, then closes the connection without an answer. */
export async function hangUp(reply: FastifyReply, seconds: number): Promise<void> {
  reply.hijack();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  reply.raw.destroy();
}
