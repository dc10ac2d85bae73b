/**
 * Finds the resources in an engine's event log, as `--event-log` writes it: one JSON object a line.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go
 */
import { recordOf } from "../trust/stated.ts";
import { LARGEST } from "./scan.ts";
import type { Located } from "./scan.ts";
import { Unreadable } from "./unreadable.ts";

/** Whether a file that begins so is an event log. */
export function isEventLog(head: string): boolean {
  return /^\s{0,99}\{"sequence":\d/.test(head);
}

/**
 * The resources that the log tells of, each once: with its outputs where its operation came to its end, else as it was begun.
 *
 * @throws Unreadable
 */
export async function* resourcesInEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Located> {
  const begun = new Map<string, Located>();
  for await (const line of linesIn(chunks)) {
    const event = eventIn(line);
    if (event === undefined) continue;
    const { located, isBegun, urn } = event;
    if (isBegun) begun.set(urn, located);
    else {
      begun.delete(urn);
      yield located;
    }
  }
  yield* begun.values();
}

/** The resource in one of the log's lines, as a state has it; in a resource of a state: itself. */
export function resourceIn(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kind = EVENTS.find((one) => one in json);
  return kind === undefined ? json : recordOf(recordOf(recordOf(json[kind])["metadata"])["new"]);
}

/** What an operation begins with, and what it ends with. */
const BEGUN = "resourcePreEvent";
const EVENTS = [BEGUN, "resOutputsEvent", "resOpFailedEvent"] as const;

interface Event {
  readonly located: Located;
  readonly isBegun: boolean;
  readonly urn: string;
}

function eventIn({ text, line, start, end }: Line): Event | undefined {
  const event = parsed(text, line);
  const kind = EVENTS.find((one) => one in event);
  if (kind === undefined) return undefined;
  const { op, new: made } = recordOf(recordOf(event[kind])["metadata"]);
  // What is replaced comes a second time, with the step that makes its successor. What is deleted is no more.
  if (op === "replace" || typeof made !== "object" || made === null) return undefined;
  const json = recordOf(made);
  const located = { json, line, start, end, hasTwins: false };
  return { located, isBegun: kind === BEGUN, urn: String(json["urn"]) };
}

function parsed(text: string, line: number): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    // Its message quotes the text.
    throw new Unreadable(`is a damaged event log: line ${line} can't be read`);
  }
}

interface Line {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let [open, at, line]: [Uint8Array[], number, number] = [[], 0, 1];
  const close = (): Line[] => {
    const bytes = Buffer.concat(open);
    const text = bytes.toString("utf8").trim();
    const closed = { text, line, start: at - bytes.length, end: at };
    [open, line] = [[], line + 1];
    return text === "" ? [] : [closed];
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      open.push(chunk.subarray(from, end + 1));
      at += end + 1 - from;
      yield* close();
      from = end + 1;
    }
    // The chunk's bytes may be gone by the next.
    open.push(Uint8Array.from(chunk.subarray(from)));
    at += chunk.length - from;
    if (open.reduce((sum, { length }) => sum + length, 0) > LARGEST) {
      throw new Unreadable(`holds more than ${LARGEST} bytes in one piece, from line ${line} on`);
    }
  }
  yield* close();
}

const NEWLINE = 0x0a;
