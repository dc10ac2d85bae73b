/** What the provider's plugin sends, held against what it must be. */
import type { Property, Shape, Type } from "../../plugins/declared/types.ts";
import { isObject, type Properties, type Value } from "../../plugins/protocol/values.ts";
import type { AwsCall, AwsLikeness, AwsReference } from "../embedded.ts";
import { AwsError } from "../errors.ts";
import { textsAt } from "../kind.ts";

/** @throws AwsError naming what is missing or of another type */
export function callIn(body: unknown): AwsCall {
  const { type, region } = placeIn(body);
  return { type, region, urn: textIn(body, "urn"), inputs: objectIn(body, "inputs"), declared: shapeIn(body) };
}

export function referenceIn(body: unknown): AwsReference {
  return { ...placeIn(body), id: textIn(body, "id") };
}

export function likenessIn(body: unknown): AwsLikeness {
  const unread = isObject(body) ? textsAt(body, "unread") : [];
  return { type: textIn(body, "type"), inputs: objectIn(body, "inputs"), unread };
}

/** The inputs that an update is compared with; nothing where the body has none. */
export function oldsIn(body: unknown): { olds?: Properties } {
  return isObject(body) && body["olds"] !== undefined ? { olds: objectIn(body, "olds") } : {};
}

export interface Question {
  readonly token: string;
  readonly region: string;
  readonly args: Properties;
}

export function questionIn(body: unknown): Question {
  return { token: textIn(body, "token"), region: textIn(body, "region"), args: objectIn(body, "args") };
}

function placeIn(body: unknown): { type: string; region: string } {
  return { type: textIn(body, "type"), region: textIn(body, "region") };
}

function textIn(body: unknown, name: string): string {
  const value = isObject(body) ? body[name] : undefined;
  if (typeof value === "string") return value;
  throw invalid(`${name} must be a text.`);
}

function objectIn(body: unknown, name: string): Properties {
  const value = isObject(body) ? body[name] : undefined;
  if (isObject(value)) return value;
  throw invalid(`${name} must be an object.`);
}

function shapeIn(body: unknown): Shape {
  const entries = Object.entries(objectIn(body, "declared"));
  return Object.fromEntries(entries.map(([name, property]) => [name, propertyIn(name, property)]));
}

function propertyIn(name: string, property: Value): Property {
  if (isObject(property) && typeof property["required"] === "boolean") {
    return { type: typeIn(name, property["type"] ?? null), required: property["required"] };
  }
  throw invalid(`declared.${name} must have a type and say whether it is required.`);
}

function typeIn(name: string, type: Value): Type {
  if (type === "string" || type === "number" || type === "boolean" || type === "any") return type;
  if (isObject(type)) {
    if (type["list"] !== undefined) return { list: "any" };
    if (type["map"] !== undefined) return { map: "any" };
    if (typeof type["object"] === "string") return { object: type["object"] };
  }
  throw invalid(`declared.${name}.type is no type.`);
}

const invalid = (message: string): AwsError => new AwsError("InvalidRequest", message);
