/** The plugin's process: `node main.ts [ENGINE_ADDRESS]`, started by the engine. */
import { flushCompileCache } from "node:module";
import { sdkVersion } from "../declared/version.ts";
import { endWithEngine } from "../protocol/engine-watch.ts";
import { serve } from "../protocol/server.ts";
import { knownFacts } from "./knowledge.ts";
import { OciProvider } from "./provider.ts";

endWithEngine();
const version = sdkVersion("@pulumi/oci");
const facts = await knownFacts(version);
await serve(new OciProvider({ version, facts, env: process.env }));
// The engine kills its plugins: what was compiled has to be kept before that.
setTimeout(() => flushCompileCache(), 1_000).unref();
