/** The plugin's process: `node main.ts ENGINE_ADDRESS`, started by the engine. */
import { flushCompileCache } from "node:module";
import { sdkVersion } from "../declared/version.ts";
import { EngineLog } from "../protocol/engine-log.ts";
import { endWithEngine } from "../protocol/engine-watch.ts";
import { serve } from "../protocol/server.ts";
import { awsxFacts } from "./facts/facts.ts";
import { AwsxProvider } from "./provider.ts";

const [address] = process.argv.slice(2);
if (address === undefined) {
  throw new Error("the awsx plugin is started by the Pulumi engine, which gives it its address: run `pulumi`");
}
endWithEngine();
const log = new EngineLog(address);
const version = sdkVersion("@pulumi/awsx");
const facts = await awsxFacts(version);
const awsVersion = sdkVersion("@pulumi/aws");
await serve(new AwsxProvider({ version, facts, awsVersion, warn: (urn, line) => log.warn(urn, line) }));
// The engine kills its plugins: what was compiled has to be kept before that.
setTimeout(() => flushCompileCache(), 1_000).unref();
