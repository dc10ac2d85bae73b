/** What every operation goes through: parameters and body held against the SDK, retry tokens, pages, etags. */
import type { OutgoingHttpHeaders } from "node:http";
import { cannotParse, internalServerError, invalidParameter, missingParameter } from "../errors.ts";
import { conform } from "../facts/conform.ts";
import type { Fault } from "../facts/conform.ts";
import type { OperationFacts, SdkFacts } from "../facts/sdk.ts";
import type { Moment } from "../moment.ts";
import type { Call, Reply, Route } from "../route.ts";
import type { Json } from "../wire.ts";
import { pageOf } from "./paging.ts";
import { fingerprintOf, remembered } from "./retry-token.ts";
import { checkTags } from "./tags.ts";

export interface Incoming {
  readonly path: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string | undefined>;
  readonly headers: Record<string, string | undefined>;
  readonly bytes: Buffer;
}

export interface Outgoing {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Json | Buffer | undefined;
}

export function perform(route: Route, incoming: Incoming, moment: Moment, facts: SdkFacts): Outgoing {
  const operation = facts.operation(route.operation);
  const token = route.method === "POST" ? incoming.headers["opc-retry-token"] : undefined;
  const fingerprint = fingerprintOf(route.operation, incoming.path, incoming.bytes);
  const before = token === undefined ? undefined : remembered(moment, token, fingerprint);
  if (before !== undefined) {
    return { status: before.status, headers: before.headers, body: before.body };
  }
  checkParameters(operation, incoming);
  const call: Call = {
    ...moment,
    ...incoming,
    ifMatch: incoming.headers["if-match"],
    body: operation.body === undefined ? undefined : checkedBody(route, operation, incoming.bytes, facts),
  };
  const outgoing = finish(route, route.handle(call), call, facts);
  if (token !== undefined && !Buffer.isBuffer(outgoing.body)) {
    const headers = Object.fromEntries(Object.entries(outgoing.headers).map(([key, value]) => [key, String(value)]));
    const { status, body } = outgoing;
    moment.world.replies[token] = { at: moment.now, fingerprint, status, headers, body };
  }
  return outgoing;
}

function checkParameters(operation: OperationFacts, incoming: Incoming): void {
  const given = new Map(Object.entries({ ...incoming.params, ...incoming.query }));
  for (const [name, field] of Object.entries(operation.parameters)) {
    const value = given.get(name);
    if (value === undefined || value === "") {
      // What the SDK types as "any" is a body of bytes.
      if (field.required && field.type.kind !== "any" && !isHeader(name)) {
        throw missingParameter(`The parameter ${name} is required.`);
      }
    } else if (field.type.kind === "enum" && !field.type.values.includes(value)) {
      throw invalidParameter(`The parameter ${name} must be one of ${field.type.values.join(", ")}.`);
    }
  }
}

function checkedBody(route: Route, operation: OperationFacts, bytes: Buffer, facts: SdkFacts): unknown {
  if (operation.body === undefined) {
    return undefined;
  }
  if (bytes.length === 0) {
    if (operation.body.required) {
      throw missingParameter("The request has no body.");
    }
    return undefined;
  }
  const value = parseJson(bytes);
  const faults = conform(facts, serviceOf(route), operation.body.type, value);
  if (faults.length > 0) {
    throw refusal(faults);
  }
  checkTags(value);
  return value;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw cannotParse(`The body is not JSON: ${error instanceof SyntaxError ? "it can't be parsed" : String(error)}.`);
  }
}

/** All faults in one message; the code is that of the gravest. */
function refusal(faults: readonly Fault[]): Error {
  const message = `${faults.map((fault) => fault.message).join("; ")}.`;
  const has = (kind: Fault["kind"]) => faults.some((fault) => fault.kind === kind);
  if (has("unknown")) {
    return cannotParse(message);
  }
  return has("missing") ? missingParameter(message) : invalidParameter(message);
}

function finish(route: Route, reply: Reply, call: Call, facts: SdkFacts): Outgoing {
  const headers: OutgoingHttpHeaders = { ...reply.headers, ...(reply.etag && { etag: reply.etag }) };
  if (reply.bytes !== undefined) {
    return { status: reply.status ?? 200, headers, body: reply.bytes };
  }
  let body = reply.body;
  if (Array.isArray(body)) {
    const page = pageOf(body, call.query["limit"], call.query["page"]);
    body = page.items;
    if (page.next !== undefined) {
      headers["opc-next-page"] = page.next;
    }
  }
  checkAnswer(route, body, facts);
  const status = reply.status ?? (body === undefined ? 204 : 200);
  return { status, headers, body: body === undefined ? undefined : (body as Json) };
}

/** An answer that the SDK couldn't read is our fault, and is said to be. */
function checkAnswer(route: Route, body: unknown, facts: SdkFacts): void {
  const { answer } = facts.operation(route.operation);
  if (answer === undefined || body === undefined) {
    return;
  }
  const faults = conform(facts, serviceOf(route), answer, JSON.parse(JSON.stringify(body)));
  if (faults.length > 0) {
    const what = faults.map((fault) => fault.message).join("; ");
    throw internalServerError(`The rehearsal's answer to ${route.operation} is not what OCI answers: ${what}.`);
  }
}

function serviceOf(route: Route): string {
  return route.operation.slice(0, route.operation.indexOf("/"));
}

/** Parameters that travel as headers: their absence is the business of whoever reads them. */
function isHeader(name: string): boolean {
  return /^(opc|if)[A-Z]/.test(name) || /^(contentLength|contentType|expect|range)$/i.test(name);
}
