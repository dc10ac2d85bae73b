/**
 * What the state holds of a provider: not its code, but where its code is. Pulumi's dynamic provider process loads this
 * text and calls `handler()`, in this version of the program and in every later one: names here must stay as they are.
 *
 * Pulumi's own way is to turn the provider's functions into text. That text changes with the compiler that reads it,
 * takes in what the functions refer to, and costs half a second of each preview to make. This one is the same everywhere.
 *
 * @param part the export of `@tidegate/rollout/provider` that answers
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
export function providerText(part: "surgeRollout" | "configurationShelf"): string {
  return `"use strict";
const load = () => import("@tidegate/rollout/provider");
const ask = (method) => async (...given) => (await load()).${part}[method](...given);
const methods = ["check", "diff", "create", "read", "update", "delete"];
exports.handler = () => Object.fromEntries(methods.map((method) => [method, ask(method)]));
`;
}

/** The property under which Pulumi looks for the text. */
export const PROVIDER_KEY = "__provider";
