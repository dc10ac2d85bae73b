/** detect-secrets, which looks for secrets by plugins: forms, names and entropy. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of detect-secrets that the benchmark runs. */
export const DETECT_SECRETS_VERSION = "1.5.0";

const DETECT_SECRETS: PythonTool = {
  name: "detect-secrets",
  version: DETECT_SECRETS_VERSION,
  program: "detect-secrets",
  called: "detect-secrets",
  requirements: join(import.meta.dirname, "detect-secrets.requirements.txt"),
  versionOf: (printed) => printed.trim(),
};

/** The path of its program, installed if need be. */
export function ensureDetectSecrets(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(DETECT_SECRETS, progress, options);
}
