/** The plugin's process: `node main.ts [ENGINE_ADDRESS]`, started by the engine, once for each provider of a program. */
import { flushCompileCache } from "node:module";
import { sdkVersion } from "../declared/version.ts";
import { endWithEngine } from "../protocol/engine-watch.ts";
import { serve } from "../protocol/server.ts";
import { Knowledge } from "./knowledge.ts";
import { AwsProvider } from "./provider.ts";

endWithEngine();
const version = sdkVersion("@pulumi/aws");
await serve(new AwsProvider({ version, knowledge: new Knowledge(version), env: process.env }));
// The engine kills its plugins: what was compiled has to be kept before that.
setTimeout(() => flushCompileCache(), 1_000).unref();
