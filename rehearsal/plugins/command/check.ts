/** What the stand-in refuses before anything runs. */
import { checkInputs, type Fault } from "../declared/check.ts";
import type { Shape } from "../declared/types.ts";
import { isUnknown, reveal, type Properties } from "../protocol/values.ts";

/** What a command prints that is shown while it runs. */
export const LOGGING = ["stdout", "stderr", "stdoutAndStderr", "none"];

const NOT_BUILT = ["assetPaths", "archivePaths"];

export function checkCommand(inputs: Properties, shape: Shape): Fault[] {
  return [...checkInputs(inputs, shape, {}), ...checkLogging(inputs), ...checkBuilt(inputs)];
}

function checkLogging(inputs: Properties): Fault[] {
  const logging = reveal(inputs["logging"] ?? null);
  if (typeof logging !== "string" || isUnknown(logging) || LOGGING.includes(logging)) return [];
  const reason = `\`logging\` must be one of ${LOGGING.join(", ")}, and is ${JSON.stringify(logging)}`;
  return [{ property: "logging", reason }];
}

function checkBuilt(inputs: Properties): Fault[] {
  return NOT_BUILT.filter((name) => (inputs[name] ?? null) !== null).map((property) => ({
    property,
    reason: `\`${property}\` is not built in the rehearsal's stand-in: leave it out, or print what you need to stdout`,
  }));
}
