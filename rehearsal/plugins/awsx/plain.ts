/**
 * Arguments that decide how many children there are: the SDK takes them as plain values only. What is wrong is
 * collected. The types have been checked against the SDK's declarations before.
 */
import type { Failure } from "../protocol/provider.ts";
import { hasUnknown, isObject, isSecret, isUnknown, type Properties, type Value } from "../protocol/values.ts";

export class Plain {
  readonly failures: Failure[] = [];

  text(value: Value | undefined, path: string): string | undefined {
    const plain = this.#known(value, path);
    return typeof plain === "string" ? plain : undefined;
  }

  number(value: Value | undefined, path: string): number | undefined {
    const plain = this.#known(value, path);
    return typeof plain === "number" ? plain : undefined;
  }

  flag(value: Value | undefined, path: string): boolean | undefined {
    const plain = this.#known(value, path);
    return typeof plain === "boolean" ? plain : undefined;
  }

  /** One of a fixed set of words. */
  word<Word extends string>(value: Value | undefined, words: readonly Word[], path: string): Word | undefined {
    const text = this.text(value, path);
    const word = words.find((one) => one === text);
    if (text !== undefined && word === undefined) {
      this.failures.push({
        property: path,
        reason: `\`${path}\` must be one of ${words.join(", ")}, and is ${JSON.stringify(text)}`,
      });
    }
    return word;
  }

  /** The elements may still be unknown. */
  list(value: Value | undefined, path: string): Value[] | undefined {
    const plain = this.#known(value, path, isUnknown);
    return Array.isArray(plain) ? plain : undefined;
  }

  texts(value: Value | undefined, path: string): string[] | undefined {
    return this.list(value, path)?.flatMap((item, i) => this.text(item, `${path}[${i}]`) ?? []);
  }

  /** The properties may still be unknown. */
  object(value: Value | undefined, path: string): Properties | undefined {
    const plain = this.#known(value, path, isUnknown);
    return isObject(plain) ? plain : undefined;
  }

  #known(value: Value | undefined, path: string, unknown: (value: Value) => boolean = hasUnknown): Value | undefined {
    if (value === undefined || value === null) return undefined;
    const plain = isSecret(value) ? value.value : value;
    if (!unknown(plain)) return plain;
    const reason =
      `\`${path}\` decides which children there are, and is only known after the update: ` +
      "give a value of the program's own, no other resource's output";
    this.failures.push({ property: path, reason });
    return undefined;
  }
}
