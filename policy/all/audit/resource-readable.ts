import { DEEPEST } from "@tidegate/policy";
import type { JudgedResource, ResourcePolicy } from "@tidegate/policy";

/** Why nobody can tell what is in a resource. */
export type Unread = keyof typeof SAID;

const SAID = {
  "too-deep": `is nested deeper than ${DEEPEST} levels`,
  "twin-keys": "has an object with the same key twice, and only the last of them was looked at",
} as const;

/** Asked only about what `unread` gives: the only answer is that nobody judged it, or not all of it. */
export const resourceReadable: ResourcePolicy = {
  name: "resource-readable",
  about: "resource",
  description: "Each resource can be read as a whole, so that it can be judged.",
  remedy: "What isn't judged doesn't pass: have an engine write the state anew.",
  sources: ["https://www.rfc-editor.org/rfc/rfc8259#section-4"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [],
  judge: ({ props: { why } }) =>
    why === "too-deep" || why === "twin-keys" ? [{ path: "", rule: why, says: SAID[why] }] : [],
};

/** Stands for a resource that couldn't be read. */
export function unread(why: Unread): JudgedResource {
  return { type: "", name: "", urn: "", props: { why }, protect: false, additionalSecretOutputs: [] };
}
