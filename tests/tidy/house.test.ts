import assert from "node:assert/strict";
import { join } from "node:path";
import { componentsKnowTheirArgumentsOnly, noAny, rolloutRulesKnowPortsOnly } from "./code.ts";
import { describeViolations, projectFiles } from "./files.ts";
import type { ProjectFile, Violation } from "./files.ts";
import { importDirections, undeclaredImports } from "./imports.ts";
import { exactVersions, locked } from "./packages.ts";
import { noAuthorship, noMachinePaths, noRegistryHosts, shortFiles } from "./text.ts";
import { keylessWorkflows, plainWorkflows } from "./workflows.ts";

const RULES: Record<string, (files: readonly ProjectFile[]) => Violation[]> = {
  "imports follow the house's directions": importDirections,
  "component packages declare what they import": undeclaredImports,
  "components know their arguments only": componentsKnowTheirArgumentsOnly,
  "a rollout's rules know ports only": rolloutRulesKnowPortsOnly,
  "no type is `any`": noAny,
  "source files are short": shortFiles,
  "no path of one machine is named": noMachinePaths,
  "no package registry is named": noRegistryHosts,
  "no file speaks of its making": noAuthorship,
  "dependencies have one exact version": exactVersions,
  "the lock file holds every dependency": locked,
  "workflows only call npm, with pinned actions": plainWorkflows,
  "workflows hold no key": keylessWorkflows,
};

describe("the house", () => {
  let files: ProjectFile[] = [];
  before(() => {
    files = projectFiles(join(import.meta.dirname, "../.."));
  });

  it("is read whole", () => {
    const paths = files.map(({ path }) => path);
    for (const path of ["package.json", "tests/tidy/house.test.ts", ".github/workflows/test.yml"]) {
      assert.ok(paths.includes(path), `${path} is not among the ${paths.length} files read`);
    }
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(name, () => {
      const violations = rule(files);
      assert.equal(violations.length, 0, `\n${describeViolations(violations)}`);
    });
  }
});
