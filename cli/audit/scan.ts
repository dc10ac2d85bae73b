/**
 * Finds the resources in a state or a preview as its bytes go by, so that no more than one of them is held at a time.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go what the engine writes
 */
import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { Lines } from "./lines.ts";
import { Unreadable } from "./unreadable.ts";

/** A resource as it stands in the file. */
export interface Located {
  readonly json: Readonly<Record<string, unknown>>;
  /** Line on which it begins; the first is 1. */
  readonly line: number;
  /** Its bytes in the unpacked file: the first, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  /** Whether an object in it has a key twice. Of those, `json` holds the last. */
  readonly hasTwins: boolean;
}

/** Bytes of a resource, or of one text outside of any. What is larger isn't read, so that memory stays bounded. */
export const LARGEST = 64 * 1024 * 1024;

/** Lists and objects in one another. */
const DEEPEST = 4096;

/**
 * The resources of a state (`pulumi stack export`, or a checkpoint as a backend keeps it) or of a preview (`pulumi preview --json`).
 * Operations that a killed engine left behind hold some too.
 *
 * @param largest default: LARGEST
 * @throws Unreadable when the bytes are neither, once all resources before the fault were given. It holds nothing of what was read.
 */
export async function* resourcesIn(
  chunks: AsyncIterable<Uint8Array>,
  largest: number = LARGEST,
): AsyncGenerator<Located> {
  const scan = new Scan(largest);
  for await (const chunk of chunks) yield* scan.write(chunk);
  scan.end();
}

/** Where resources stand; `*` is each item of a list. */
const RESOURCES: ReadonlySet<string> = new Set([
  "deployment.resources.*",
  "deployment.pending_operations.*.resource",
  "checkpoint.latest.resources.*",
  "checkpoint.latest.pending_operations.*.resource",
  "steps.*.newState",
]);

/** What may stand before JSON, though it shouldn't. */
const MARK = [0xef, 0xbb, 0xbf];

/** Told before the new state of the same step. */
const OPERATION = "steps.*.op";

const DEEPEST_PLACE = 5;

type Token = Parameters<Tokenizer["onToken"]>[0];

class Scan {
  readonly #tokens = new Tokenizer({ stringBufferSize: 64 * 1024 });
  readonly #values = new TokenParser({
    paths: ["$.version", ...[...RESOURCES, OPERATION].map((path) => `$.${path}`)],
    keepStack: false,
  });
  readonly #lines = new Lines();
  readonly #largest: number;
  /** Bytes so far, and where the latest token began. */
  #written = 0;
  #token = 0;
  /** Bytes of a byte order mark, which the tokenizer leaves out of its count. */
  #mark = 0;
  #depth = 0;
  /** The latest key in each of the outermost objects; `*` in a list. */
  readonly #trail: string[] = [];
  #text = "";
  #keys = new Set<string>();
  #hasVersion = false;
  #operation: unknown;
  #count = 0;
  /** The resource that is being read. */
  #open: { readonly start: number; readonly line: number } | undefined;
  /** Keys in it so far. */
  #keysIn = 0;
  #found: Located[] = [];

  constructor(largest: number) {
    this.#largest = largest;
    this.#tokens.onToken = (token) => this.#take(token);
    this.#values.onValue = ({ value, stack }) => this.#value(value, stack.length);
  }

  write(chunk: Uint8Array): Located[] {
    this.#lines.chunk(chunk, this.#written);
    if (this.#written === 0 && chunk[0] === MARK[0]) this.#mark = MARK.length;
    this.#written += chunk.length;
    this.#safely(() => this.#tokens.write(chunk));
    const from = this.#open?.start ?? this.#token;
    if (this.#written - Math.min(from, this.#token) > this.#largest) {
      throw new Unreadable(`holds more than ${this.#largest} bytes in one piece, from line ${this.#line()} on`);
    }
    // The chunk's bytes may be gone by the next.
    this.#lines.at(this.#written);
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): void {
    if (this.#written === 0) throw new Unreadable("is empty");
    this.#safely(() => {
      if (!this.#tokens.isEnded) this.#tokens.end();
    });
    if (!this.#values.isEnded) throw new Unreadable(`ends too early, on line ${this.#line()}`);
    const isState = this.#hasVersion && (this.#keys.has("deployment") || this.#keys.has("checkpoint"));
    if (!isState && this.#count === 0) throw new Unreadable(NEITHER, { isJson: true });
  }

  #take(parsed: Token): void {
    const { token, value } = parsed;
    const offset = parsed.offset + this.#mark;
    this.#token = offset;
    if (token === TokenType.STRING) this.#text = this.#depth <= DEEPEST_PLACE && typeof value === "string" ? value : "";
    else if (token === TokenType.COLON) this.#key(this.#text);
    else if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#opened(token, offset);
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth -= 1;
    this.#values.write(parsed);
  }

  #key(key: string): void {
    this.#keysIn += 1;
    if (this.#depth > DEEPEST_PLACE) return;
    this.#trail[this.#depth - 1] = key;
    if (this.#depth === 1 && (key === "deployment" || key === "checkpoint")) this.#keys.add(key);
  }

  #opened(token: TokenType, offset: number): void {
    if (this.#open === undefined && this.#depth <= DEEPEST_PLACE) {
      const isResource = RESOURCES.has(this.#trail.slice(0, this.#depth).join("."));
      if (isResource) {
        this.#open = { start: offset, line: this.#lines.at(offset) };
        this.#keysIn = 0;
      }
    }
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Unreadable(`is nested deeper than ${DEEPEST} levels, on line ${this.#line()}`);
    if (this.#depth <= DEEPEST_PLACE) this.#trail[this.#depth - 1] = token === TokenType.LEFT_BRACKET ? "*" : "";
  }

  /** A whole value at one of the paths. */
  #value(value: unknown, depth: number): void {
    if (depth === 1) this.#hasVersion ||= typeof value === "number";
    else if (depth === 3 && this.#trail[0] === "steps" && this.#trail[2] === "op") this.#operation = value;
    else if (this.#open !== undefined && typeof value === "object" && value !== null) {
      const { start, line } = this.#open;
      this.#open = undefined;
      this.#count += 1;
      // What is replaced comes a second time, with the step that makes its successor.
      if (this.#trail[0] === "steps" && this.#operation === "replace") return;
      const hasTwins = keysOf(value) < this.#keysIn;
      this.#found.push({ json: { ...value }, line, start, end: this.#token + 1, hasTwins });
    }
  }

  #line(): number {
    return this.#lines.at(this.#token);
  }

  /** The parser's errors quote what they met. */
  #safely(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable(`is no JSON, or damaged: it can't be read from line ${this.#line()} on`);
    }
  }
}

/** How many keys all objects in a value have. It isn't nested deeper than DEEPEST. */
function keysOf(value: object): number {
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  const below = Object.values(value).filter((item: unknown) => typeof item === "object" && item !== null);
  return below.reduce((sum: number, item: object) => sum + keysOf(item), own);
}

const NEITHER =
  "is neither a state (pulumi stack export, or a backend's checkpoint) nor a preview (pulumi preview --json) nor an event log";
