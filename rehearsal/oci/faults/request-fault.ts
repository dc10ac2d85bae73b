import type { FastifyReply } from "fastify";
import type { Fault } from "./fault.ts";

/** What a fault does to a request: instead of performing it, or after it was performed. */
export interface Strike {
  readonly before?: (reply: FastifyReply) => Promise<unknown>;
  readonly after?: (reply: FastifyReply) => Promise<unknown>;
}

export interface RequestFault {
  readonly kind: string;
  readonly strike: (fault: Fault) => Strike;
}
