/** Checkov, which judges templates of infrastructure by rules. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of Checkov that the benchmark runs. */
export const CHECKOV_VERSION = "3.3.30";

const CHECKOV: PythonTool = {
  name: "checkov",
  version: CHECKOV_VERSION,
  program: "checkov",
  called: "Checkov",
  requirements: join(import.meta.dirname, "checkov.requirements.txt"),
  versionOf: (printed) => printed.trim(),
};

/** The path of its program, installed if need be. */
export function ensureCheckov(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(CHECKOV, progress, options);
}
