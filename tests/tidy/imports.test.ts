import assert from "node:assert/strict";
import type { ProjectFile } from "./files.ts";
import { importsOf } from "../../tools/affected/imports.ts";
import { importDirections, undeclaredImports } from "./imports.ts";

const manifest = (folder: string, name: string, dependencies: Record<string, string> = {}): ProjectFile => ({
  path: `${folder}/package.json`,
  text: JSON.stringify({ name, dependencies }),
});
const PACKAGES = [
  manifest("components/oci", "@tidegate/oci", { "@pulumi/oci": "1.0.0" }),
  manifest("components/aws", "@tidegate/aws"),
  manifest("stacks/trivia-pay", "trivia-pay"),
  manifest("tools/engine", "@tidegate/engine"),
  manifest("rehearsal", "@tidegate/rehearsal"),
];
const judge = (path: string, text: string) => importDirections([...PACKAGES, { path, text }]);

describe("importsOf", () => {
  it("finds every way to name a module, with its line, and no string or comment that looks like one", () => {
    const text = `import a from "a";
import type { B } from "b";
export * from "c";
export { d } from "d";
const e = await import("e");
type F = import("f").F;
const g = require("g");
import h = require("h");
import "i";
// import "no";
const s = 'import "no"';`;
    const found = importsOf({ path: "x.ts", text }).map(({ specifier, line }) => `${specifier}${line}`);
    assert.deepEqual(found, ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9"]);
  });
});

describe("import directions", () => {
  for (const [path, specifier] of [
    ["components/oci/network.ts", "./names.ts"],
    ["components/oci/network.ts", "@pulumi/oci/core/vcn.js"],
    ["components/aws/site.ts", "@tidegate/oci"],
    ["stacks/trivia-pay/index.ts", "@tidegate/oci"],
    ["rehearsal/rehearse.ts", "@tidegate/engine"],
    ["tests/stacks/trivia-pay.test.ts", "../../stacks/trivia-pay/config.ts"],
  ] as const) {
    it(`let ${path} import ${specifier}`, () => {
      assert.deepEqual(judge(path, `import { x } from "${specifier}";`), []);
    });
  }

  for (const [path, specifier] of [
    ["components/oci/network.ts", "../../stacks/trivia-pay/config.ts"],
    ["components/oci/network.ts", "trivia-pay"],
    ["components/oci/network.ts", "@tidegate/rehearsal/oci/tenancy.ts"],
    ["components/oci/network.ts", "../../tests/support/temp.ts"],
    ["stacks/trivia-pay/index.ts", "../order-tracking/config.ts"],
    ["stacks/trivia-pay/index.ts", "@tidegate/rehearsal"],
    ["rehearsal/oci/pool.ts", "@tidegate/oci"],
    ["rehearsal/oci/pool.ts", "../../stacks/trivia-pay/config.ts"],
    ["rehearsal/oci/pool.ts", "../../policy/keyless/index.ts"],
    ["policy/keyless/index.ts", "../../runner/main.ts"],
    ["runner/main.ts", "@tidegate/rehearsal"],
    ["tools/engine/index.ts", "@tidegate/oci"],
  ] as const) {
    it(`refuse that ${path} imports ${specifier}`, () => {
      const violations = judge(path, `const fine = 1;\nimport type { X } from "${specifier}";`);
      assert.deepEqual(
        violations.map(({ line, message }) => [line, message.includes(`imports "${specifier}", but`)]),
        [[2, true]],
      );
    });
  }

  it("refuse a path into a package that has a name", () => {
    const [violation] = judge("stacks/trivia-pay/index.ts", `import "../../components/oci/network.ts";`);
    assert.match(violation?.message ?? "", /by its path: import it from "@tidegate\/oci"/);
  });
});

describe("undeclared imports", () => {
  it("are found in component packages", () => {
    const path = "components/oci/network.ts";
    const declared = { path, text: `import "@pulumi/oci/core/vcn.js"; import "./names.ts"; import "node:net";` };
    assert.deepEqual(undeclaredImports([...PACKAGES, declared]), []);
    const [violation] = undeclaredImports([...PACKAGES, { path, text: `import "yaml";` }]);
    assert.match(violation?.message ?? "", /imports "yaml", which components\/oci\/package\.json doesn't list/);
  });
});
