/** What an operator sends, held against what it must be. */
import type { FastifyRequest } from "fastify";
import { isObject } from "../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../plugins/protocol/values.ts";
import { AwsError } from "../errors.ts";
import { numberAt, objectAt } from "../parts.ts";
import type { Image, Listener } from "../images.ts";
import { textAt, textsAt } from "../kind.ts";

/** @throws AwsError where the body is no JSON object */
export function bodyOf({ body }: Pick<FastifyRequest, "body">): Properties {
  if (isObject(body)) return body;
  throw invalid("the body must be a JSON object.");
}

export function neededText(body: Properties, name: string): string {
  const text = textAt(body, name);
  if (text !== undefined && text !== "") return text;
  throw invalid(`${name} must be a text.`);
}

/** Undefined where it is null or missing. */
export function optionalNumber(body: Properties, name: string): number | undefined {
  const value: Value = body[name] ?? null;
  if (value === null) return undefined;
  if (typeof value === "number" && value >= 0) return value;
  throw invalid(`${name} must be a number of 0 or more.`);
}

/** What an image is and does, of what the body says; a body that says no tag gets `latest`. */
export function imageIn(body: Properties): Pick<Image, "tags" | "architecture" | "listens" | "exits"> {
  const tags = [...textsAt(body, "tags"), textAt(body, "tag")].filter((tag) => tag !== undefined);
  const architecture = textAt(body, "architecture") ?? "X86_64";
  if (architecture !== "X86_64" && architecture !== "ARM64") throw invalid("architecture must be X86_64 or ARM64.");
  const exits = objectAt(body, "exits");
  return {
    tags: tags.length > 0 ? tags : ["latest"],
    architecture,
    ...(body["listens"] !== undefined && { listens: listenerIn(objectAt(body, "listens")) }),
    ...(body["exits"] !== undefined && {
      exits: { afterSeconds: optionalNumber(exits, "afterSeconds") ?? 0, code: optionalNumber(exits, "code") ?? 1 },
    }),
  };
}

function listenerIn(listens: Properties): Listener {
  const port = numberAt(listens, "port");
  if (port === undefined || port < 1) throw invalid("listens.port must be a port.");
  return { port, paths: textsAt(listens, "paths"), startSeconds: optionalNumber(listens, "startSeconds") ?? 5 };
}

export function urlIn(body: Properties): URL {
  const url = URL.parse(neededText(body, "url"));
  if (url !== null) return url;
  throw invalid("url must be a URL.");
}

export const invalid = (message: string): AwsError => new AwsError("InvalidRequest", message);
