/** What an operator may say of the job or the run whose token is minted. */

export type Types = Readonly<Record<string, "string" | "number" | "boolean">>;

/** What is of another type than it must be, in sentences. */
export function wrongTypes(given: Readonly<Record<string, unknown>>, types: Types): string[] {
  return Object.entries(types)
    .filter(([name, type]) => given[name] !== undefined && typeof given[name] !== type)
    .map(([name, type]) => `${name} must be a ${type}.`);
}

/** What has to be there and isn't, in sentences. */
export function missing(given: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  return names.filter((name) => given[name] === undefined).map((name) => `${name} is required.`);
}

/** What nobody knows, in sentences. @param of `a job`, as in: foo is no property of a job */
export function unknownKeys(given: Readonly<Record<string, unknown>>, known: readonly string[], of: string): string[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is no property of ${of}; those are ${known.join(", ")}.`);
}
