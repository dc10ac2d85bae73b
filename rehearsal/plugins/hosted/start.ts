/** The process of a plugin, started by the engine, once for each provider of a program. */
import { flushCompileCache } from "node:module";
import { endWithEngine } from "../protocol/engine-watch.ts";
import type { Provider } from "../protocol/provider.ts";
import { serve } from "../protocol/server.ts";

export async function startPlugin(provider: Provider): Promise<void> {
  endWithEngine();
  await serve(provider);
  // The engine kills its plugins: what was compiled has to be kept before that.
  setTimeout(() => flushCompileCache(), 1_000).unref();
}
