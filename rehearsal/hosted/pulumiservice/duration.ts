/** Durations as Go writes them, which is how the provider keeps the ones that it is given. */

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * The normal form of a duration in hours, minutes and seconds: `90m` is `1h30m0s`. Undefined where it is none; Go's
 * fractions and smaller units are refused too, because no session is that short.
 */
export function normalDuration(given: string): string | undefined {
  const parts = [...given.matchAll(/(\d+)([hms])/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== given) return undefined;
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0), 0);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}
