/** One mistake in a program that is right otherwise: one property of one resource, and what must come of it. */

export type Props = Readonly<Record<string, unknown>>;

/** The id of a resource of the right stack, by its name without the stack's: `network-vpc-public-1`. */
export type IdOf = (type: string, name: string) => string;

export interface Mistake {
  readonly name: string;
  /** The last part of the resource's type, and its name without the stack's: `["Queue", "queue"]`. */
  readonly at: readonly [type: string, name: string];
  readonly change: (props: Props, id: IdOf) => Props;
  /**
   * Whether the resource makes room before its replacement comes. With it, a thing that was put to another use is missing
   * where it was; without it, the engine takes it away after everything else has been done.
   */
  readonly goesFirst?: true;
  /**
   * - `preview`: it is refused before anything is touched;
   * - `change`: AWS refuses the change itself, so that everything stays as it was;
   * - `afterwards`: AWS takes it, and what depends on it fails: new tasks, or another resource.
   */
  readonly fails: "preview" | "change" | "afterwards";
  /** Name of the resource that the engine shows the reason under, where it is another. */
  readonly shownAt?: string;
  /** The reason, in AWS's own words. */
  readonly says: RegExp;
}

/** The properties with some of them changed. */
export function set(changes: Props): Mistake["change"] {
  return (props) => ({ ...props, ...changes });
}

/** The same for properties of one that is an object. */
export function setIn(property: string, changes: Props): Mistake["change"] {
  return (props) => ({ ...props, [property]: { ...record(props[property]), ...changes } });
}

/** The properties with a text replaced in one of them, which is text itself: a policy, a name, an ARN. */
export function rewrite(property: string, from: string | RegExp, to: string): Mistake["change"] {
  return (props) => ({ ...props, [property]: text(props[property]).replace(from, to) });
}

/** The properties with the JSON text of one of them changed. */
export function inJson(property: string, change: (document: unknown) => unknown): Mistake["change"] {
  return (props) => ({ ...props, [property]: JSON.stringify(change(JSON.parse(text(props[property])))) });
}

/** The properties with the first element of a list changed. */
export function first(property: string, changes: Props): Mistake["change"] {
  return (props) => {
    const [one, ...others] = list(props[property]);
    return { ...props, [property]: [{ ...record(one), ...changes }, ...others] };
  };
}

/** A policy without the statement that has this Sid. */
export function withoutStatement(sid: string): Mistake["change"] {
  return inJson("policy", (document) => {
    const policy = record(document);
    const statements = list(policy["Statement"]);
    const others = statements.filter((statement) => record(statement)["Sid"] !== sid);
    if (others.length === statements.length) throw new Error(`The policy has no statement ${sid}.`);
    return { ...policy, Statement: others };
  });
}

/** A policy whose first statement is changed. */
export function firstStatement(changes: Props): Mistake["change"] {
  return inJson("policy", (document) => {
    const policy = record(document);
    const [one, ...others] = list(policy["Statement"]);
    return { ...policy, Statement: [{ ...record(one), ...changes }, ...others] };
  });
}

/** A policy of one statement. */
export function policy(statement: Props): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

export function record(value: unknown): Props {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(
    `An object was expected, not ${JSON.stringify(value)}: the program has changed, or the value isn't known.`,
  );
}

export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return [...(value as unknown[])];
  throw new Error(
    `A list was expected, not ${JSON.stringify(value)}: the program has changed, or the value isn't known.`,
  );
}

export function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error(
    `A text was expected, not ${JSON.stringify(value)}: the program has changed, or the value isn't known.`,
  );
}
