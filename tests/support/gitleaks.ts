/** gitleaks, which looks for secrets by a long list of regular expressions. */
import { join } from "node:path";
import { ensureGoTool } from "./go-tool.ts";
import type { GoToolOptions } from "./go-tool.ts";

/** The version of gitleaks that the benchmark runs; tests/support/gitleaks/go.mod holds the same. */
export const GITLEAKS_VERSION = "8.30.1";

const GITLEAKS = {
  name: "gitleaks",
  version: GITLEAKS_VERSION,
  package: "github.com/zricethezav/gitleaks/v8",
  modules: join(import.meta.dirname, "gitleaks"),
};

/** The path of its program, built if need be. */
export function ensureGitleaks(progress?: (line: string) => void, options?: GoToolOptions): Promise<string> {
  return ensureGoTool(GITLEAKS, progress, options);
}
