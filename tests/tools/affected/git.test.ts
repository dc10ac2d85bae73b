import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";
import { readSnapshots } from "../../../tools/affected/git.ts";
import { Clone, PROJECT } from "./clone.ts";

const MAIN = join(import.meta.dirname, "../../../tools/affected/main.ts");

describe("reading a change from git", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let clone: Clone;
  before(async () => {
    folder = await temporaryFolder("affected-git");
    clone = Clone.init(emptyFolder("full"));
    clone.commit(PROJECT);
    clone.commit({ "stacks/shop/index.ts": "" });
    clone.commit({ "stacks/post/index.ts": "" });
  });
  after(() => folder.remove());

  function emptyFolder(name: string): string {
    const path = join(folder.path, name);
    mkdirSync(path);
    return path;
  }

  function shallow(depth: number): string {
    const target = join(folder.path, `depth${depth}`);
    execFileSync("git", ["clone", "--quiet", `--depth=${depth}`, pathToFileURL(clone.folder).href, target]);
    return target;
  }

  const run = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: "utf8", env: { ...process.env, ...env } });

  it("names a commit that isn't there", () => {
    assert.throws(() => readSnapshots(clone.folder, "nowhere", "HEAD"), /There is no commit nowhere here\. Fetch it/);
  });

  it("takes no option for a commit", () => {
    assert.throws(() => readSnapshots(clone.folder, "--all", "HEAD"), /There is no commit --all here/);
  });

  it("says when it is no clone", () => {
    assert.throws(() => readSnapshots(folder.path, "main", "HEAD"), /not a git repository/);
  });

  it("says that a clone is too shallow for the base, and what to do", () => {
    assert.throws(
      () => readSnapshots(shallow(1), "HEAD^1", "HEAD"),
      /HEAD\^1 here\. This clone is shallow.*fetch-depth/,
    );
  });

  it("is content with a shallow clone that holds both commits", () => {
    const { status, stdout } = run(shallow(2), ["--base", "HEAD^1", "--json"]);
    assert.deepEqual([status, stdout], [0, '[{"system":"post","environment":"dev","suffix":"DEV"}]\n']);
  });

  it("says when two histories don't meet", () => {
    const tree = clone.git("rev-parse", "HEAD^{tree}");
    const orphan = clone.git("commit-tree", "-m", "apart", tree);
    assert.throws(() => readSnapshots(clone.folder, "main", orphan), /no commit in common\. Name a base/);
  });

  it("looks at what is committed, from any folder of the clone", () => {
    const { base, head } = readSnapshots(join(clone.folder, "stacks/shop"), "HEAD^1", "HEAD");
    assert.notEqual(base.files.get("stacks/post/index.ts"), head.files.get("stacks/post/index.ts"));
    assert.equal(base.read("stacks/post/index.ts"), PROJECT["stacks/post/index.ts"]);
  });

  describe("from the command line", () => {
    it("tells people the stacks and why", () => {
      const { status, stdout } = run(clone.folder, ["--base", "HEAD^1"]);
      assert.deepEqual([status, stdout], [0, "post dev\n  stacks/post/index.ts changed\n"]);
    });

    it("says when there is none", () => {
      assert.equal(run(clone.folder, ["--base", "HEAD"]).stdout, "No stack is affected.\n");
    });

    it("adds the matrices to a step's outputs", () => {
      const output = join(folder.path, "output");
      assert.equal(run(clone.folder, ["--base", "HEAD^1", "--github"], { GITHUB_OUTPUT: output }).status, 0);
      assert.equal(run(clone.folder, ["--base", "HEAD", "--github"], { GITHUB_OUTPUT: output }).status, 0);
      const lines = readFileSync(output, "utf8").split("\n");
      const post = '[{"system":"post","environment":"dev","suffix":"DEV"}]';
      assert.deepEqual(lines, [
        ...[`stacks=${post}`, `previews=${post}`, "administered=[]"],
        ...["stacks=[]", "previews=[]", "administered=[]", ""],
      ]);
    });

    it("ends with 1 where git can't tell, and with 2 where the call is wrong", () => {
      const unknown = run(clone.folder, ["--base", "nowhere"]);
      assert.deepEqual([unknown.status, unknown.stderr.split(" here")[0]], [1, "There is no commit nowhere"]);
      assert.equal(run(clone.folder, ["--sideways"]).status, 2);
      assert.equal(run(clone.folder, ["--json", "--github"]).status, 2);
      assert.equal(run(clone.folder, ["--github"], { GITHUB_OUTPUT: "" }).status, 1);
      assert.match(run(clone.folder, ["--help"]).stdout, /Exit codes:/);
    });
  });
});
