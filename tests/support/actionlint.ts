/** actionlint, which checks the workflows' syntax, expressions and types. */
import { join } from "node:path";
import { ensureGoTool } from "./go-tool.ts";
import type { GoToolOptions } from "./go-tool.ts";

/** The version of actionlint that the tests run; tests/support/actionlint/go.mod holds the same. */
export const ACTIONLINT_VERSION = "1.7.12";

const ACTIONLINT = {
  name: "actionlint",
  version: ACTIONLINT_VERSION,
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  modules: join(import.meta.dirname, "actionlint"),
};

/** The path of its program, built if need be. */
export function ensureActionlint(progress?: (line: string) => void, options?: GoToolOptions): Promise<string> {
  return ensureGoTool(ACTIONLINT, progress, options);
}
