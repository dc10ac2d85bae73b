/** The name that OCI gives where none is given: the kind of thing, then the world's time as YYYYMMDDhhmmss. */
export function defaultName(kind: string, now: number): string {
  return `${kind}${new Date(now).toISOString().replace(/\D/g, "").slice(0, 14)}`;
}
