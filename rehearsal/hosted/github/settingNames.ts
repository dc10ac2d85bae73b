/**
 * Names of variables and secrets.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#naming-conventions-for-configuration-variables
 */
import { known, refuse } from "../../aws/checks.ts";
import type { Failure } from "../../plugins/protocol/provider.ts";
import type { Properties } from "../../plugins/protocol/values.ts";

/** What the provider refuses, in its own words, which speak of secrets for both. */
export function nameFaults(inputs: Properties, property: string): Failure[] {
  const name = known(inputs, property);
  if (typeof name !== "string") return [];
  return [
    ...(/^[a-zA-Z_]\w*$/.test(name)
      ? []
      : refuse(
          property,
          "secret names can only contain alphanumeric characters or underscores and must not start with a number",
        )),
    ...(/^GITHUB_/i.test(name) ? refuse(property, "secret names must not start with the GITHUB_ prefix") : []),
  ];
}
