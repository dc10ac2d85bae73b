/** `npm run engine`: says which Pulumi engine is used here, and gets one if there is none. */
import { Command } from "commander";

import { findEngine, NoEngineError } from "./index.ts";
import { FORCE_VARIABLE } from "./requirements.ts";

const HELP = `
Tried in this order: a recent pulumi on PATH, what was installed or built before, the official
download, a build from Go modules (about 4 minutes on 2 cores, once). What is got is kept in the user's cache folder.

Environment:
  ${FORCE_VARIABLE}   path, official or built: use this way and no other
  XDG_CACHE_HOME    the user's cache folder (default ~/.cache; on macOS ~/Library/Caches)

Exit codes:
  0  an engine is there
  1  no way led to one; the reasons and remedies are on standard error
  2  the command line is wrong`;

const command = new Command("npm run engine --")
  .description("Says which Pulumi engine runs the programs of this repository, and gets one if there is none.")
  .option("--json", "print one JSON object")
  .addHelpText("after", HELP)
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

try {
  const engine = await findEngine({ progress: (line) => console.error(line) });
  if (command.opts<{ json?: boolean }>().json === true) {
    console.log(JSON.stringify(engine, undefined, 2));
  } else {
    console.log(`pulumi   ${engine.pulumi}\nversion  ${engine.version}\norigin   ${engine.origin}`);
  }
} catch (error) {
  if (!(error instanceof NoEngineError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
