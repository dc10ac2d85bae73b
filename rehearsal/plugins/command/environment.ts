/**
 * The environment that commands get: the engine's. The plugin's launcher sets two variables of Node's for the plugin
 * alone, and keeps what they were under other names (see install.ts).
 */
export const KEPT: Readonly<Record<string, string>> = {
  NODE_OPTIONS: "TIDEGATE_ENGINE_NODE_OPTIONS",
  NODE_COMPILE_CACHE: "TIDEGATE_ENGINE_NODE_COMPILE_CACHE",
};

/** @param own this process's environment */
export function engineEnvironment(
  own: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const environment = { ...own };
  for (const [name, keptAs] of Object.entries(KEPT)) {
    if (!(keptAs in own)) continue;
    // Node takes an empty variable for none.
    environment[name] = own[keptAs] === "" ? undefined : own[keptAs];
    environment[keptAs] = undefined;
  }
  return environment;
}
