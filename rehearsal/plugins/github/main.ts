/** The plugin's process: `node main.ts [ENGINE_ADDRESS]`. */
import { sdkVersion } from "../declared/version.ts";
import { startPlugin } from "../hosted/start.ts";
import { githubProvider } from "./provider.ts";

await startPlugin(githubProvider(sdkVersion("@pulumi/github"), process.env));
