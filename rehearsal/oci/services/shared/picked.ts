/** A summary: the fields of a thing that a list shows. */
export function picked<T extends object, Key extends keyof T>(item: T, keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(Object.entries(item).filter(([key]) => (keys as readonly string[]).includes(key))) as Pick<
    T,
    Key
  >;
}
