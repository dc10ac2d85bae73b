/** CredSweeper, which looks for credentials by rules and a small model. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of CredSweeper that the benchmark runs. It needs Python 3.11. */
export const CREDSWEEPER_VERSION = "1.19.5";

const CREDSWEEPER: PythonTool = {
  name: "credsweeper",
  version: CREDSWEEPER_VERSION,
  program: "credsweeper",
  called: "CredSweeper",
  requirements: join(import.meta.dirname, "credsweeper.requirements.txt"),
  versionOf: (printed) => /\d+\.\d+\.\d+/.exec(printed)?.[0] ?? "",
};

/** The path of its program, installed if need be. */
export function ensureCredSweeper(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(CREDSWEEPER, progress, options);
}
