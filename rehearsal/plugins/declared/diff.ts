/** Compares the inputs of the last update with today's, and says which changes update and which replace. */
import { hasUnknown, isObject, isUnknown, reveal, sameValue, type Properties, type Value } from "../protocol/values.ts";
import type { Shape, Type } from "./types.ts";
import { without } from "./lists.ts";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
  /** As the engine shows it: `placementConfigurations[0].primarySubnetId`. */
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replace: boolean;
}

export interface DiffSubject {
  /** Whether a change at a path (`policies.rules.action`, no indexes) makes a new resource. */
  readonly replaces: (path: string) => boolean;
  /** Whether the order of the lists of this name says nothing. */
  readonly isSet: (name: string) => boolean;
  /** Whether two values mean the same, although they are written otherwise. Default: never. */
  readonly same?: (before: Value, after: Value) => boolean;
  readonly inputs: Shape;
  readonly outputs: Shape;
  readonly inputTypes: Readonly<Record<string, Shape>>;
  readonly outputTypes: Readonly<Record<string, Shape>>;
}

export function compareInputs(subject: DiffSubject, olds: Properties, news: Properties): Change[] {
  const differ = new Differ(subject);
  differ.object(
    { before: reveal(olds) as Properties, after: reveal(news) as Properties },
    { input: subject.inputs, output: subject.outputs },
    { shown: "", plain: "" },
  );
  return differ.changes;
}

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}
/** `shown` has list indexes and is for people, `plain` has none and is what the table of replacements speaks of. */
interface Path {
  readonly shown: string;
  readonly plain: string;
}
interface ShapePair {
  readonly input: Shape;
  readonly output: Shape;
}

class Differ {
  readonly changes: Change[] = [];
  readonly #subject: DiffSubject;

  constructor(subject: DiffSubject) {
    this.#subject = subject;
  }

  object(pair: Pair<Properties>, shapes: ShapePair, path: Path): void {
    for (const name of new Set([...Object.keys(pair.before), ...Object.keys(pair.after)])) {
      if (name.startsWith("__")) continue;
      const before = pair.before[name] ?? null;
      const after = pair.after[name] ?? null;
      // What the program leaves out and the cloud then fills in by itself stays as it is: the declarations say "always there".
      if (after === null && shapes.output[name]?.required === true) continue;
      this.#value({ before, after }, shapes, name, {
        shown: path.shown === "" ? name : `${path.shown}.${name}`,
        plain: path.plain === "" ? name : `${path.plain}.${name}`,
      });
    }
  }

  #value(pair: Pair<Value>, shapes: ShapePair, name: string, path: Path): void {
    const { before, after } = pair;
    if (this.#same(before, after)) return;
    const nested = this.#nested(shapes, name);
    if (nested !== undefined && isObject(before) && isObject(after)) {
      this.object({ before, after }, nested, path);
    } else if (Array.isArray(before) && Array.isArray(after)) {
      this.#list({ before, after }, nested, name, path);
    } else if (nested === undefined && isObject(before) && isObject(after)) {
      this.#map({ before, after }, path);
    } else {
      this.#record(pair, path, nested?.input);
    }
  }

  #list(pair: Pair<Value[]>, nested: ShapePair | undefined, name: string, path: Path): void {
    const { before, after } = pair;
    if (
      this.#subject.isSet(name) &&
      !hasUnknown(after) &&
      without(before, after).length + without(after, before).length === 0
    )
      return;
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      const old = before[i] ?? null;
      const now = after[i] ?? null;
      const at = { shown: `${path.shown}[${i}]`, plain: path.plain };
      if (nested !== undefined && isObject(old) && isObject(now)) this.object({ before: old, after: now }, nested, at);
      else if (!this.#same(old, now)) this.#record({ before: old, after: now }, at, nested?.input);
    }
  }

  #map(pair: Pair<Properties>, path: Path): void {
    for (const key of new Set([...Object.keys(pair.before), ...Object.keys(pair.after)])) {
      const before = pair.before[key] ?? null;
      const after = pair.after[key] ?? null;
      if (this.#same(before, after)) continue;
      const step = /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
      this.#record({ before, after }, { shown: path.shown + step, plain: path.plain });
    }
  }

  #same(before: Value, after: Value): boolean {
    return !hasUnknown(after) && (sameValue(before, after) || this.#subject.same?.(before, after) === true);
  }

  #record(pair: Pair<Value>, path: Path, below: Shape = {}): void {
    const kind: ChangeKind = pair.before === null ? "add" : pair.after === null ? "delete" : "update";
    const replace = this.#subject.replaces(path.plain) || this.#replacesBelow(pair, below, path.plain);
    this.changes.push({ path: path.shown, kind, replace });
  }

  /** A block that comes or goes replaces where one of the properties it sets does. */
  #replacesBelow(pair: Pair<Value>, shape: Shape, plain: string): boolean {
    const value = pair.after === null || isUnknown(pair.after) ? pair.before : pair.after;
    return (
      isObject(value) && Object.keys(value).some((key) => key in shape && this.#subject.replaces(`${plain}.${key}`))
    );
  }

  #nested(shapes: ShapePair, name: string): ShapePair | undefined {
    const input = objectName(shapes.input[name]?.type);
    if (input === undefined) return undefined;
    const output = objectName(shapes.output[name]?.type) ?? input;
    return {
      input: this.#subject.inputTypes[input] ?? {},
      output: this.#subject.outputTypes[output] ?? {},
    };
  }
}

function objectName(type: Type | undefined): string | undefined {
  if (type === undefined || typeof type === "string") return undefined;
  if ("object" in type) return type.object;
  return "list" in type ? objectName(type.list) : undefined;
}
