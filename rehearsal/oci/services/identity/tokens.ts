/** Cuts policy statements and matching rules into words, quoted texts, patterns and signs. */
import { invalidParameter } from "../../errors.ts";
import type { ServiceError } from "../../errors.ts";

export interface Token {
  readonly kind: "word" | "text" | "pattern" | "sign";
  readonly text: string;
  /** Where it begins and ends in the source. */
  readonly from: number;
  readonly to: number;
}

const FORMS: readonly { kind: Token["kind"]; form: RegExp }[] = [
  { kind: "text", form: /'([^']*)'/y },
  { kind: "text", form: /"([^"]*)"/y },
  { kind: "sign", form: /(!=|[{}(),=])/y },
  { kind: "word", form: /([^\s{}(),=!'"]+)/y },
];
/** `/prefix*` and the like: only where a value may stand, because names hold slashes too. */
const PATTERN = /\/([^/]*)\//y;

/** Reads tokens one by one, and refuses what doesn't fit with the place where it stands. */
export class Tokens {
  readonly #source: string;
  readonly #what: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  /** @param what what the source is, for messages: "statements[0]" */
  constructor(source: string, what: string) {
    this.#source = source;
    this.#what = what;
    this.#tokens = cut(source, (at) => this.#refusal(`a character that means nothing here`, at));
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  next(wanted: string): Token {
    const token = this.peek();
    if (token === undefined) {
      throw this.refuse(wanted);
    }
    this.#at += 1;
    return token;
  }

  /** Takes the next token if it is this word (in any case) or sign. */
  take(text: string): boolean {
    const token = this.peek();
    const found = isPlain(token) && token?.text.toLowerCase() === text.toLowerCase();
    this.#at += found ? 1 : 0;
    return found;
  }

  need(text: string): void {
    if (!this.take(text)) {
      throw this.refuse(`"${text}"`);
    }
  }

  /** A name such as `Default/group`, `'Default'/'my group'` or `group`: parts that touch are one name. */
  name(wanted: string): string {
    let last = this.next(wanted);
    if (last.kind === "sign") {
      this.#at -= 1;
      throw this.refuse(wanted);
    }
    let name = last.text;
    for (let token = this.peek(); continues(last, token); token = this.peek()) {
      last = this.next(wanted);
      name += last.text;
    }
    return name;
  }

  end(): void {
    if (this.peek() !== undefined) {
      throw this.refuse("its end");
    }
  }

  /** The error for something else standing where `wanted` should. */
  refuse(wanted: string): ServiceError {
    return this.#refusal(wanted, this.peek()?.from ?? this.#source.length);
  }

  #refusal(wanted: string, at: number): ServiceError {
    const found = at >= this.#source.length ? "its end" : `"${this.#source.slice(at, at + 20)}"`;
    const verb = wanted.startsWith("a character") ? "has" : "should have";
    return invalidParameter(
      `${this.#what} can't be read: at character ${at + 1} it ${verb} ${wanted}, and there is ${found}. It reads: ${this.#source}`,
    );
  }
}

/** Whether a token goes on with the name that another one began: nothing stands between them. */
function continues(before: Token, token: Token | undefined): boolean {
  return token?.from === before.to && token.kind !== "sign";
}

function isPlain(token: Token | undefined): boolean {
  return token?.kind === "word" || token?.kind === "sign";
}

function cut(source: string, refusal: (at: number) => Error): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(source.slice(at))?.[0].length ?? 0;
    if (at >= source.length) {
      return tokens;
    }
    const token = tokenAt(source, at, ["=", "!="].includes(tokens.at(-1)?.text ?? ""));
    if (token === undefined) {
      throw refusal(at);
    }
    tokens.push(token);
    at = token.to;
  }
}

function tokenAt(source: string, at: number, valueMayStand: boolean): Token | undefined {
  const forms = valueMayStand ? [{ kind: "pattern" as const, form: PATTERN }, ...FORMS] : FORMS;
  for (const { kind, form } of forms) {
    form.lastIndex = at;
    const found = form.exec(source);
    if (found !== null) {
      return { kind, text: found[1] ?? "", from: at, to: at + found[0].length };
    }
  }
  return undefined;
}
