/** Oracle's command line, which tests run against the embedded OCI. */
import { join } from "node:path";
import { ensurePythonTool } from "./python-tool.ts";
import type { PythonTool, PythonToolOptions } from "./python-tool.ts";

/** The version of Oracle's command line that the tests run. */
export const OCI_CLI_VERSION = "3.95.1";

const OCI_CLI: PythonTool = {
  name: "oci-cli",
  version: OCI_CLI_VERSION,
  program: "oci",
  called: "Oracle's oci command line",
  requirements: join(import.meta.dirname, "oci-cli.requirements.txt"),
  versionOf: (printed) => printed.trim(),
};

/** The path of its `oci` program, installed if need be. */
export function ensureOciCli(progress?: (line: string) => void, options?: PythonToolOptions): Promise<string> {
  return ensurePythonTool(OCI_CLI, progress, options);
}
