import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureActionlint } from "../../support/actionlint.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import { ensureZizmor } from "../../support/zizmor.ts";

const ROOT = join(import.meta.dirname, "../../..");
const WORKFLOWS = globSync(".github/workflows/*.yml", { cwd: ROOT }).sort();

/** Each with the environment behind it: AWS_REGION_DEV. */
const VARIABLES = [
  "AWS_PREVIEW_ROLES",
  "AWS_REGION",
  "OCI_PREVIEW_SYSTEMS",
  "OCI_REGION",
  "OCI_TENANCY_OCID",
  "OCI_WIF_AUDIENCE",
  "OCI_WIF_CLIENT_IDENTIFIER",
  "OCI_WIF_DOMAIN_BASE_URL",
  "PULUMI_BACKEND_URL",
];

describe("the workflows", function () {
  this.timeout(300_000);
  let actionlint = "";
  let zizmor = "";
  before(async () => {
    [actionlint, zizmor] = await Promise.all([ensureActionlint(), ensureZizmor()]);
  });

  const run = (program: string, args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
    return { status, said: `${stdout}${stderr}` };
  };
  /** Both judge the same file, spoilt by one replacement, in a folder of its own. */
  const spoilt = (path: string, good: string, bad: string) =>
    withTemporaryFolder("workflow", (folder) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      assert.ok(text.includes(good), `${path} has no "${good}" to spoil`);
      const copy = join(folder, path);
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text.replace(good, bad));
      return { actionlint: run(actionlint, [copy]), zizmor: run(zizmor, ["--offline", copy]) };
    });

  it("are those of tests and previews", () => {
    assert.deepEqual(WORKFLOWS, [".github/workflows/preview.yml", ".github/workflows/test.yml"]);
  });

  it("pass actionlint", () => {
    const { status, said } = run(actionlint, WORKFLOWS);
    assert.equal(status, 0, said);
  });

  it("pass zizmor, with no finding waived", () => {
    const { status, said } = run(zizmor, ["--offline", ...WORKFLOWS]);
    assert.equal(status, 0, said);
    for (const path of WORKFLOWS) assert.doesNotMatch(readFileSync(join(ROOT, path), "utf8"), /zizmor:\s*ignore/);
  });

  it("read the variables that the foundation sets for each environment, and no other", () => {
    const text = readFileSync(join(ROOT, ".github/workflows/preview.yml"), "utf8");
    const computed = [...text.matchAll(/vars\[format\('(\w+)_\{0\}', matrix\.suffix\)\]/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(computed)].sort(), VARIABLES);
    assert.equal(text.match(/\bvars\b/g)?.length, computed.length, "a variable is read in another way");
  });

  it("would not pass actionlint with an output that no step has", async () => {
    const found = await spoilt(
      ".github/workflows/preview.yml",
      "steps.affected.outputs.stacks",
      "steps.effected.outputs.stacks",
    );
    assert.notEqual(found.actionlint.status, 0);
    assert.match(found.actionlint.said, /"effected" is not defined/);
  });

  it("would not pass zizmor with a branch's name in a shell", async () => {
    const found = await spoilt(".github/workflows/preview.yml", 'show "$SYSTEM"', "show ${{ github.head_ref }}");
    assert.notEqual(found.zizmor.status, 0);
    assert.match(found.zizmor.said, /template-injection/);
  });

  it("would not pass zizmor with an action by its tag", async () => {
    const found = await spoilt(".github/workflows/test.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7");
    assert.notEqual(found.zizmor.status, 0);
    assert.match(found.zizmor.said, /unpinned-uses/);
  });
});
