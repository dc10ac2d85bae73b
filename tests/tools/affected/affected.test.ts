import assert from "node:assert/strict";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";
import { affectedStacks } from "../../../tools/affected/affected.ts";
import { readSnapshots } from "../../../tools/affected/git.ts";
import { Clone, lockFile, PROJECT } from "./clone.ts";
import type { Files } from "./clone.ts";

const SHOP = ["shop dev", "shop prod"];
const POST = ["post dev"];
const ALL = [...POST, ...SHOP];

/** One change on top of the project, and the stacks that it affects. */
const CHANGES: Readonly<Record<string, { readonly change: Files; readonly affects: readonly string[] }>> = {
  "a program": { change: { "stacks/shop/index.ts": `import "@x/aws";` }, affects: SHOP },
  "a module beside it": { change: { "stacks/shop/config.ts": "" }, affects: SHOP },
  "a component by its package's name": {
    change: { "components/aws/service.ts": "export const s = 2;" },
    affects: SHOP,
  },
  "a component by a pattern in `exports`": { change: { "components/aws/parts/queue.ts": "" }, affects: SHOP },
  "a component that both import": {
    change: { "components/faults/index.ts": "export const faults = 2;" },
    affects: ALL,
  },
  "a module loaded by `import()`": { change: { "components/oci/later.ts": "" }, affects: POST },
  "a module that another process loads, named in a text": {
    change: { "components/rollout/run.ts": "" },
    affects: POST,
  },
  "a module that a computed `import()` may load": { change: { "components/rollout/kinds/fast.ts": "" }, affects: POST },
  "a new module that a computed `import()` may load": {
    change: { "components/rollout/kinds/x.ts": "" },
    affects: POST,
  },
  "a module that is read for its types only": {
    change: { "components/aws/kind.ts": "export type Kind = 1;" },
    affects: [],
  },
  "a module that nothing imports": { change: { "components/aws/unused.ts": "" }, affects: [] },
  "a new module that nothing imports": { change: { "components/aws/new.ts": "" }, affects: [] },
  "data in a package that is imported": { change: { "components/aws/tables.json": "[]" }, affects: SHOP },
  "new data in a package that is imported": { change: { "components/aws/more.txt": "x" }, affects: SHOP },
  "data that a module names in another room": { change: { "docs/figures.json": "[]" }, affects: SHOP },
  "what Node preloads": { change: { "tools/preload/more.cts": "" }, affects: ALL },
  "a project file": { change: { "stacks/shop/Pulumi.yaml": "name: shop\nmain: index.ts" }, affects: SHOP },
  "an environment's file": { change: { "stacks/shop/Pulumi.prod.yaml": "config: {a: 1}" }, affects: ["shop prod"] },
  "a new environment": { change: { "stacks/post/Pulumi.prod.yaml": "config: {}" }, affects: ["post prod"] },
  "an environment that goes": { change: { "stacks/shop/Pulumi.prod.yaml": null }, affects: [] },
  "a package's `exports`": {
    change: { "components/oci/package.json": `{"name": "@x/oci", "exports": {".": "./index.ts"}}` },
    affects: POST,
  },
  "a package's scripts and dependencies": {
    change: {
      "package.json": `{"name": "project", "type": "module", "scripts": {}, "dependencies": {"yaml": "2.0.0"}}`,
    },
    affects: [],
  },
  "the root's module type": { change: { "package.json": `{"name": "project"}` }, affects: ALL },
  "the compiler's options": { change: { "tsconfig.json": `{"extends": "x"}` }, affects: ALL },
  "how npm installs": { change: { ".npmrc": "x=1" }, affects: ALL },
  "a policy": { change: { "policy/core/rule.ts": "export const rule = 2;" }, affects: ALL },
  "a new policy": { change: { "policy/core/other.ts": "" }, affects: ALL },
  "a pack's own file": { change: { "policy/core/PulumiPolicy.yaml": "runtime: python" }, affects: ALL },
  "what a policy imports": { change: { "tools/rules/index.ts": "export const rules = 2;" }, affects: ALL },
  "notes beside a policy": { change: { "policy/core/README.md": "Notes." }, affects: [] },
  "the locked version of an SDK": { change: { "package-lock.json": lockFile({ "aws-sdk": "1.0.1" }) }, affects: SHOP },
  "the locked version of what an SDK needs": {
    change: { "package-lock.json": lockFile({ "sdk-core": "2.0.0" }) },
    affects: SHOP,
  },
  "a version that one package has of its own": {
    change: { "package-lock.json": lockFile({ "components/aws deep": "2.0.0" }) },
    affects: SHOP,
  },
  "the version that the others have": { change: { "package-lock.json": lockFile({ deep: "2.0.0" }) }, affects: POST },
  "the locked version of what only tests use": {
    change: { "package-lock.json": lockFile({ mocha: "2.0.0" }) },
    affects: [],
  },
  "the locked version of Node": { change: { "package-lock.json": lockFile({ node: "2.0.0" }) }, affects: ALL },
  "a page, a test and a workflow": {
    change: { "docs/architecture.md": "", "tests/shop.test.ts": "", ".github/workflows/test.yml": "", "README.md": "" },
    affects: [],
  },
  "notes beside a program": { change: { "stacks/shop/notes.md": "" }, affects: [] },
  "a name with a space, a quote and a letter beyond ASCII": {
    change: { 'components/aws/a "ü".json': "{}" },
    affects: SHOP,
  },
  "a deleted module, and its import": {
    change: { "stacks/shop/config.ts": null, "stacks/shop/index.ts": `import "@x/aws";` },
    affects: SHOP,
  },
  "a deleted module that the base alone could load": {
    change: { "components/rollout/kinds/fast.ts": null },
    affects: POST,
  },
  "a new system": {
    change: {
      "stacks/mail/Pulumi.yaml": "name: mail\nruntime: nodejs",
      "stacks/mail/Pulumi.dev.yaml": "config: {}",
      "stacks/mail/index.ts": "",
    },
    affects: ["mail dev"],
  },
};

describe("affected stacks", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let clone: Clone;
  const stacks = (base: string, head: string): string[] =>
    affectedStacks(readSnapshots(folder.path, base, head)).map(({ system, environment }) => `${system} ${environment}`);

  before(async () => {
    folder = await temporaryFolder("affected");
    clone = Clone.init(folder.path);
    clone.commit(PROJECT);
  });
  after(() => folder.remove());
  beforeEach(() => clone.git("checkout", "--quiet", "--detach", "main"));

  it("are none where nothing changed", () => {
    assert.deepEqual(stacks("main", "main"), []);
  });

  for (const [what, { change, affects }] of Object.entries(CHANGES)) {
    it(`of ${what}: ${affects.join(", ") || "none"}`, () => {
      assert.deepEqual(stacks("main", clone.commit(change)), affects);
    });
  }

  it("of a rename are those of the old and of the new name", () => {
    const moved = { "components/aws/tables.json": null, "components/oci/tables.json": "{}" };
    assert.deepEqual(stacks("main", clone.commit(moved)), ALL);
  });

  it("of a module that nobody has yet imported count from where they are", () => {
    // bundle.ts is not imported: what it bundles counts only once it is.
    assert.deepEqual(stacks("main", clone.commit({ "components/aws/lambda/handler.ts": "" })), []);
    const bundling = clone.commit({ "components/aws/service.ts": `import "./bundle.ts";` });
    assert.deepEqual(stacks(bundling, clone.commit({ "components/aws/lambda/handler.ts": "export {};" })), SHOP);
  });

  it("of a system in the root take the name of their program's folder", () => {
    const root = {
      "Pulumi.yaml": "name: tide\nmain: stacks/ground\nruntime: {name: nodejs}",
      "Pulumi.dev.yaml": "config: {}",
      "stacks/ground/package.json": `{"name": "ground", "type": "module"}`,
      "stacks/ground/index.ts": `import "./state.ts";`,
      "stacks/ground/state.ts": "",
    };
    const base = clone.commit(root);
    assert.deepEqual(stacks("main", base), ["ground dev"]);
    assert.deepEqual(stacks(base, clone.commit({ "stacks/ground/state.ts": "export {};" })), ["ground dev"]);
    assert.deepEqual(
      stacks(base, clone.commit({ "stacks/ground/state.ts": "", "Pulumi.dev.yaml": "config: {a: 1}" })),
      ["ground dev"],
    );
  });

  it("say why, with the way from the program", () => {
    const head = clone.commit({ "components/aws/service.ts": "", "package-lock.json": lockFile({ deep: "2.0.0" }) });
    const found = affectedStacks(readSnapshots(folder.path, "main", head));
    assert.deepEqual(
      found.map(({ reasons }) => reasons[0]),
      [
        "deep 1.0.0 -> 2.0.0 in package-lock.json",
        ...SHOP.map(() => "components/aws/service.ts changed, by stacks/shop/index.ts > components/aws/index.ts"),
      ],
    );
  });

  describe("of a branch", () => {
    it("leave out what went on elsewhere since it began", () => {
      const feature = clone.commit({ "stacks/post/index.ts": "" });
      clone.git("checkout", "--quiet", "--detach", "main");
      const other = clone.commit({ "stacks/shop/index.ts": "" });
      assert.deepEqual(stacks(other, feature), POST);
    });

    it("are the same seen from the commit that merges it", () => {
      const feature = clone.commit({ "stacks/post/index.ts": "" });
      clone.git("checkout", "--quiet", "--detach", "main");
      clone.commit({ "stacks/shop/index.ts": "" });
      clone.git("merge", "--quiet", "--no-ff", "--message=merge", feature);
      assert.deepEqual(stacks("HEAD^1", "HEAD"), POST);
    });

    it("hold what its own merges from the base resolve", () => {
      const feature = clone.commit({ "stacks/post/index.ts": "export {};" });
      clone.git("checkout", "--quiet", "--detach", "main");
      const other = clone.commit({ "stacks/shop/index.ts": "export {};" });
      clone.git("checkout", "--quiet", "--detach", feature);
      clone.git("merge", "--quiet", "--no-ff", "--message=merge", other);
      assert.deepEqual(stacks(other, "HEAD"), POST);
    });
  });
});
