import { DEEPEST } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { literalsIn } from "./code.ts";
import { LARGEST, unpack } from "./decode.ts";
import { isPrivateJwk, nameOf, namesOfArguments } from "./context.ts";
import { pathOf } from "./path.ts";

/** A text somewhere in a value. */
export interface Piece {
  readonly path: string;
  /** What the value is called, as far as that is known: its key, its environment variable's name, its option's name. */
  readonly name: string | undefined;
  readonly text: string;
  /** Whether it goes on with base64 that the list's item before it began. */
  readonly isRest?: boolean;
}

/** All that is to be looked at in a value. */
export interface Unfolded {
  readonly pieces: readonly Piece[];
  /** What the form of the value itself says, without any text being looked at. */
  readonly found: readonly { readonly path: string; readonly rule: string }[];
}

/** How deep texts stand in texts: JSON in base64 in YAML. */
const DEEPEST_TEXT = 5;
/** Characters in all that is unpacked out of one value. */
const MOST_UNPACKED = 16 * LARGEST;

interface Frame {
  readonly value: Value;
  readonly path: string;
  readonly name: string | undefined;
  readonly isRest?: boolean;
  readonly depth: number;
  readonly textDepth: number;
  readonly above: Frame | undefined;
}

/** Takes a value apart into texts: bags and lists, JSON in texts, base64, gzip and programs' texts in texts. It neither recurses nor runs in circles. */
export function unfold(value: Value, path: string, name?: string): Unfolded {
  const pieces: Piece[] = [];
  const found: { path: string; rule: string }[] = [];
  let unpacked = 0;
  const open: Frame[] = [{ value, path, name, depth: 0, textDepth: 0, above: undefined }];
  for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
    if (frame.depth > DEEPEST) {
      found.push({ path: frame.path, rule: "too-deep" });
    } else if (typeof frame.value === "string") {
      const inner = textsWithin(frame, found, MOST_UNPACKED - unpacked);
      unpacked += inner.size;
      if (inner.asText) pieces.push({ path: frame.path, name: frame.name, text: frame.value, isRest: frame.isRest });
      open.push(...inner.frames);
    } else if (isNode(frame.value) && !isAbove(frame)) {
      if (!isList(frame.value) && isPrivateJwk(frame.value)) found.push({ path: frame.path, rule: "private-jwk" });
      open.push(...children(frame, frame.value, pieces));
    }
  }
  return { pieces: pieces.reverse(), found };
}

type Node = Bag | readonly Value[];

function isNode(value: Value): value is Node {
  return typeof value === "object" && value !== null;
}

function isAbove({ value, above }: Frame): boolean {
  for (let frame = above; frame !== undefined; frame = frame.above) if (frame.value === value) return true;
  return false;
}

function children(frame: Frame, node: Node, pieces: Piece[]): Frame[] {
  const below = { depth: frame.depth + 1, textDepth: frame.textDepth, above: frame };
  if (isList(node)) {
    const names = namesOfArguments(node);
    return node.map((value, at) => {
      const name = names[at] ?? frame.name;
      return { ...below, value, path: `${frame.path}[${at}]`, name, isRest: isLineOfBase64(node[at - 1]) };
    });
  }
  return Object.entries(node).map(([key, value], at) => {
    if (key.length >= SHORTEST_KEY) pieces.push({ path: `${frame.path}[key ${at + 1}]`, name: undefined, text: key });
    return { ...below, value, path: pathOf(frame.path, key, at), name: nameOf(key, node, frame.name) };
  });
}

/** As PEM and MIME wrap it. */
function isLineOfBase64(value: Value | undefined): boolean {
  return typeof value === "string" && /^[A-Za-z0-9+/]{60,76}$/.test(value);
}

/** Characters. A shorter key is no secret with a form. */
const SHORTEST_KEY = 16;

function isList(node: Node): node is readonly Value[] {
  return Array.isArray(node);
}

interface Inner {
  /** Whether the text is looked at as it is, too: not where all of it is looked at as a value. */
  readonly asText: boolean;
  readonly frames: Frame[];
  readonly size: number;
}

function textsWithin(frame: Frame, found: { path: string; rule: string }[], room: number): Inner {
  const { value: text, path, name } = frame;
  if (typeof text !== "string" || text === "") return { asText: false, frames: [], size: 0 };
  const below = { path, name, depth: frame.depth + 1, textDepth: frame.textDepth + 1, above: frame };
  if (frame.textDepth > DEEPEST_TEXT) {
    found.push({ path, rule: "too-deep" });
    return { asText: true, frames: [], size: 0 };
  }
  const json = parsed(text);
  if (json !== undefined) return { asText: false, frames: [{ ...below, value: json }], size: 0 };
  const packed = unpack(text);
  const texts = [...packed.texts, ...literalsIn(text)];
  const size = texts.reduce((sum, { length }) => sum + length, 0);
  if (packed.tooLarge || size > room) found.push({ path, rule: "too-large" });
  if (size > room) return { asText: true, frames: [], size: 0 };
  return { asText: true, frames: texts.map((inner) => ({ ...below, value: inner })), size };
}

/** The value that a text holds as JSON, if it is a bag, a list or a text. */
function parsed(text: string): Value | undefined {
  if (!/^\s{0,99}[{["]/.test(text) || !/[}\]"]\s{0,99}$/.test(text.slice(-100))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isValue(value) && value !== null && typeof value !== "number" && typeof value !== "boolean"
      ? value
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON.parse gives nothing else. */
function isValue(value: unknown): value is Value {
  return value !== undefined;
}
