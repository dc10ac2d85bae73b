/** What travels over HTTP and lies in the world's file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * A model of the SDK as it looks on the wire: dates are RFC 3339 texts, enumerations plain ones (that they hold a value
 * which the SDK knows is checked when an answer leaves), everything else stays.
 */
export type Wire<T> = T extends Date | string
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

/** A moment of world time as OCI writes it, for example `2026-01-02T03:04:05.678Z`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
