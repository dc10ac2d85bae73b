/** AWS's command line, which tests run against the embedded AWS. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of AWS's command line that the tests run. */
export const AWS_CLI_VERSION = "1.46.3";

const AWS_CLI: PythonTool = {
  name: "awscli",
  version: AWS_CLI_VERSION,
  program: "aws",
  called: "AWS's aws command line",
  requirements: join(import.meta.dirname, "aws-cli.requirements.txt"),
  // aws-cli/1.46.3 Python/3.11.7 Linux/...
  versionOf: (printed) => /^aws-cli\/(\S+)/.exec(printed)?.[1] ?? printed.trim(),
};

/** The path of its `aws` program, installed if need be. */
export function ensureAwsCli(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(AWS_CLI, progress, options);
}
