/** The plugin's process: `node main.ts [ENGINE_ADDRESS]`. */
import { sdkVersion } from "../declared/version.ts";
import { startPlugin } from "../hosted/start.ts";
import { pulumiserviceProvider } from "./provider.ts";

await startPlugin(pulumiserviceProvider(sdkVersion("@pulumi/pulumiservice"), process.env));
