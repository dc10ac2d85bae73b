import assert from "node:assert/strict";

import { specifiersOf, toTemplateStyle } from "./rewrite.ts";

const rewrite = (text: string, moved: Readonly<Record<string, string>> = {}) =>
  toTemplateStyle("module.ts", text, (specifier) => moved[specifier]);

const ROOT = `import * as pulumi_oci from "@pulumi/oci";\n`;

describe("rewriting a module to the template's style", () => {
  it("turns an import of a provider's file into one of its root", () => {
    assert.equal(
      rewrite(`import { Vcn } from "@pulumi/oci/core/vcn.js";\nnew Vcn("a");\n`),
      `${ROOT}import Vcn = pulumi_oci.core.Vcn;\nnew Vcn("a");\n`,
    );
  });

  it("imports each root once", () => {
    const text = `import { Vcn } from "@pulumi/oci/core/vcn.js";\nimport { Log } from "@pulumi/oci/logging/log.js";\n`;
    assert.equal(rewrite(text), `${ROOT}import Vcn = pulumi_oci.core.Vcn;\nimport Log = pulumi_oci.logging.Log;\n`);
  });

  it("keeps new names, several names, and types", () => {
    assert.equal(
      rewrite(`import { Vcn as Net, type VcnArgs } from "@pulumi/oci/core/vcn.js";`),
      `${ROOT}import Net = pulumi_oci.core.Vcn; import VcnArgs = pulumi_oci.core.VcnArgs;`,
    );
    assert.equal(
      rewrite(`import type * as inputs from "@pulumi/oci/types/input.js";`),
      `${ROOT}import inputs = pulumi_oci.types.input;`,
    );
  });

  it("puts our own modules where their copies are", () => {
    const text = `import { a } from "./a.ts";\nexport * from "./b.ts";\nimport { c } from "@tidegate/oci";\n`;
    assert.equal(
      rewrite(text, { "./a.ts": "./a", "./b.ts": "./b", "@tidegate/oci": "./packages/oci/index" }),
      `import { a } from "./a";\nexport * from "./b";\nimport { c } from "./packages/oci/index";\n`,
    );
  });

  it("names a module's folder as CommonJS does", () => {
    const text = `join(import.meta.dirname, "a");\nexport * from "./b.ts";\n`;
    assert.equal(rewrite(text, { "./b.ts": "./b" }), `join(__dirname, "a");\nexport * from "./b";\n`);
  });

  it("leaves roots and other packages alone", () => {
    const text = `import * as pulumi from "@pulumi/pulumi";\nimport { parse } from "yaml";\n`;
    assert.equal(rewrite(text), text);
  });

  it("refuses what it can't rewrite", () => {
    assert.throws(
      () => rewrite(`export * from "@pulumi/oci/core/vcn.js";`),
      /exports from @pulumi\/oci\/core\/vcn\.js/,
    );
    assert.throws(() => rewrite(`import vcn from "@pulumi/oci/core/vcn.js";`), /no names in braces/);
  });

  it("finds what a module imports and exports from", () => {
    const text = `import type { A } from "./a.ts";\nexport * from "./b.ts";\nawait import("./c.ts");\n`;
    assert.deepEqual(specifiersOf(text), ["./a.ts", "./b.ts", "./c.ts"]);
  });
});
