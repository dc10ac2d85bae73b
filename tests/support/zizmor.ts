/** zizmor, which looks for security faults in workflows. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of zizmor that the tests run: the last one for Python 3.10. */
export const ZIZMOR_VERSION = "1.30.1";

const ZIZMOR: PythonTool = {
  name: "zizmor",
  version: ZIZMOR_VERSION,
  program: "zizmor",
  called: "zizmor",
  requirements: join(import.meta.dirname, "zizmor.requirements.txt"),
  versionOf: (printed) => printed.trim().replace(/^zizmor /, ""),
};

/** The path of its program, installed if need be. */
export function ensureZizmor(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(ZIZMOR, progress, options);
}
