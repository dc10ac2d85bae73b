import { nearest } from "./nearest.ts";

/** The error for a resource type or a function that a stand-in doesn't know. */
export function unknownToken(
  provider: string,
  kind: "resource type" | "function",
  token: string,
  known: readonly string[],
): Error {
  const close = nearest(token, known);
  return new Error(
    `the rehearsal's stand-in for the ${provider} provider doesn't know the ${kind} \`${token}\`` +
      (close === undefined ? "" : `; the nearest it knows is \`${close}\``) +
      `: add it under rehearsal/plugins/${provider}, or try this program with the real provider`,
  );
}
