import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { documentOf } from "../../../policy/all/document.ts";
import { generatedFiles } from "../../../policy/all/generated.ts";
import { PACKS } from "../../../policy/all/packs.ts";
import { policies } from "../../../policy/all/policies.ts";
import { policies as samples } from "../core/sample/policies.ts";
import { withPack } from "../core/served.ts";
import type { Form } from "../core/served.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");

describe("the packs", () => {
  it("have each policy once", () => {
    const names = policies.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it("say of each policy what holds, what to do and where it comes from, in sentences", () => {
    for (const { name, description, remedy, sources } of policies) {
      assert.match(description, /^[A-Z].*\.$/, name);
      assert.match(remedy, /^[A-Z].*\.$/, name);
      assert.ok(sources.length > 0, name);
    }
  });

  for (const { path, text } of generatedFiles()) {
    it(`have ${path} made anew when they change`, async () => {
      assert.equal(await readFile(join(REPOSITORY, path), "utf8"), text, "run npm run policies -- write");
    });
  }

  const all = { name: "all", shown: "tidegate", policies };
  for (const pack of [...PACKS.map((one) => ({ ...one, shown: one.name })), all]) {
    for (const form of ["file", "folder"] satisfies Form[]) {
      it(`start: ${pack.name} from its ${form}`, async () => {
        await withPack(
          join(REPOSITORY, "policy", pack.name),
          async (served) => {
            const { name, policies: names } = await served.info();
            assert.equal(name, pack.shown);
            assert.deepEqual(names, ["exemptions", ...pack.policies.map((policy) => policy.name)]);
            assert.match(served.printed(), /^\d+\n$/);
          },
          form,
        );
      });
    }
  }
});

describe("the document about policies", () => {
  const text = documentOf([{ name: "sample", summary: "Policies of a test.", policies: samples }]);

  for (const [what, line] of [
    ["what holds", "Nothing is open."],
    ["what it is about", "- About: `test:index:Thing`"],
    ["what the whole stack is about", "- About: the whole stack"],
    ["its level", "- Level: advisory in dev, mandatory in prod\n- Remedy: Close it."],
    [
      "that it sets right what it can",
      "- Level: advisory in dev, mandatory in prod; what is safe to set right is set right",
    ],
    ["its configuration", "- Configuration:\n  - `most`: How many there may be. Default: `3`"],
  ] as const) {
    it(`says ${what}`, () => assert.ok(text.includes(`\n${line}\n`), text));
  }

  it("leaves out a pack that holds nothing", () => {
    assert.ok(!documentOf([{ name: "none", summary: "Nothing.", policies: [] }]).includes("## none"));
  });
});
