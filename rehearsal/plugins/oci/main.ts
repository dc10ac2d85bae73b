/** The plugin's process: `node main.ts [ENGINE_ADDRESS]`, started by the engine. */
import { flushCompileCache } from "node:module";
import { endWithEngine } from "../protocol/engine-watch.ts";
import { serve } from "../protocol/server.ts";
import { knownFacts } from "./knowledge.ts";
import { OciProvider } from "./provider.ts";
import { sdkVersion } from "./version.ts";

endWithEngine();
const version = sdkVersion();
const facts = await knownFacts(version);
await serve(new OciProvider({ version, facts, env: process.env }));
// The engine kills its plugins: what was compiled has to be kept before that.
setTimeout(() => flushCompileCache(), 1_000).unref();
