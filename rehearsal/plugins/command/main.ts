/** The plugin's process: `node main.ts ENGINE_ADDRESS`, started by the engine. */
import { flushCompileCache } from "node:module";
import { sdkVersion } from "../declared/version.ts";
import { EngineLog } from "../protocol/engine-log.ts";
import { endWithEngine } from "../protocol/engine-watch.ts";
import { serve } from "../protocol/server.ts";
import { engineEnvironment } from "./environment.ts";
import { commandFacts } from "./facts.ts";
import { CommandProvider } from "./provider.ts";

const [address] = process.argv.slice(2);
if (address === undefined) {
  throw new Error("the command plugin is started by the Pulumi engine, which gives it its address: run `pulumi`");
}
endWithEngine();
const log = new EngineLog(address);
const version = sdkVersion("@pulumi/command");
const facts = await commandFacts(version);
const env = engineEnvironment(process.env);
const provider = new CommandProvider({ version, facts, env, say: (urn, line) => log.status(urn, line) });
// Commands are in groups of their own and would outlive a killed engine.
process.once("exit", () => provider.cancel());
await serve(provider);
// The engine kills its plugins: what was compiled has to be kept before that.
setTimeout(() => flushCompileCache(), 1_000).unref();
