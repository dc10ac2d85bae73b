/** What the policies say of one input. */
import type { Exemption, Finding, Level, Policy } from "@tidegate/policy";
import { Judging } from "./judging.ts";
import type { Rules } from "./rules.ts";
import { isEventLog, resourcesInEvents } from "./events.ts";
import { resourcesIn } from "./scan.ts";
import type { Located } from "./scan.ts";
import { rejoined } from "./source.ts";
import type { Source } from "./source.ts";
import { Unreadable } from "./unreadable.ts";

/** A finding, and where it is. Nothing in it holds the value that was found. */
export interface Found extends Finding {
  readonly policy: Policy;
  readonly level: Level;
  /** Of the resource; of the stack where a finding is about no resource alone; empty where the input holds no stack. */
  readonly urn: string;
  /** Line on which the resource begins. */
  readonly line?: number;
  /** The exemption that is about it. */
  readonly exemption?: Exemption;
  /** Whether the exemption is in force. */
  readonly isExempt: boolean;
}

export interface Judgement {
  readonly resources: number;
  /** Why it couldn't be read to its end. What came before is judged all the same, but for the stack as a whole. */
  readonly unreadable?: Unreadable;
}

export interface JudgeOptions extends Rules {
  /** Default: the name of each resource's stack. */
  readonly environment?: string;
  /** The day on which exemptions are looked at, as in 2027-03-31. */
  readonly today: string;
  /** Told each finding: those of a resource one after another, those of the whole stack last. */
  readonly tell: (found: Found) => void;
  /** Told how many bytes came by, or were read again. */
  readonly read: (bytes: number) => void;
}

/** Judges each resource as it comes by, then the whole stack. No more than one resource is held at a time. */
export async function judge(source: Source, options: JudgeOptions): Promise<Judgement> {
  const judging = new Judging(source, options);
  try {
    for await (const located of locatedIn(counted(source.chunks(), options.read))) await judging.resource(located);
    await judging.stack();
    return { resources: judging.count };
  } catch (error) {
    return { resources: judging.count, unreadable: error instanceof Unreadable ? error : unexpected(error) };
  }
}

/** The resources of a state, of a preview or of an event log: its first bytes tell. @throws Unreadable */
export async function* locatedIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Located> {
  const reader = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEAD) {
    const next = await reader.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = rejoined(head, reader);
  yield* isEventLog(head.toString("utf8", 0, HEAD)) ? resourcesInEvents(all) : resourcesIn(all);
}

/** Bytes that tell what a file is. */
const HEAD = 128;

async function* counted(chunks: AsyncIterable<Uint8Array>, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    read(chunk.length);
    yield chunk;
  }
}

/** A message could hold what the error is about, so its kind alone is told. */
function unexpected(error: unknown): Unreadable {
  const kind = error instanceof Error ? error.constructor.name : "Error";
  const code = error instanceof Error && "code" in error ? `, ${String(error.code)}` : "";
  return new Unreadable(`couldn't be judged to its end (${kind}${code})`);
}
