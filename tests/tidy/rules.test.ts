import assert from "node:assert/strict";
import { componentsKnowTheirArgumentsOnly, noAny, rolloutRulesKnowPortsOnly } from "./code.ts";
import type { ProjectFile, Violation } from "./files.ts";
import { exactVersions, locked } from "./packages.ts";
import { LONGEST_FILE, noAuthorship, noMachinePaths, noRegistryHosts, shortFiles } from "./text.ts";

const file = (path: string, text: string): ProjectFile => ({ path, text });
const messages = (violations: readonly Violation[]): string[] => violations.map(({ message }) => message);

describe("the rule against `any`", () => {
  it("finds it in every place a type can stand, and not in a word", () => {
    assert.deepEqual(noAny([file("a.ts", `const any = "any"; // any\nlet many: unknown;`)]), []);
    for (const text of ["let a: any;", "const b = a as any;", "type C = Record<string, any[]>;"]) {
      assert.equal(noAny([file("a.ts", text)]).length, 1, text);
    }
  });
});

describe("the rule that components know their arguments only", () => {
  const judge = (text: string) => messages(componentsKnowTheirArgumentsOnly([file("components/oci/network.ts", text)]));

  it("lets them use their arguments", () => {
    assert.deepEqual(
      judge(`new oci.Vcn(name, { cidr: args.cidr }, { parent: this }); new Date(args.day); type A = Config;`),
      [],
    );
    assert.deepEqual(judge(`import { join } from "node:path"; const env = args.process.environment;`), []);
  });

  for (const [text, what] of [
    ["const a = process.env.HOME;", "environment variables"],
    ["const a = process\n  .env;", "environment variables"],
    ["new pulumi.Config();", "configuration"],
    ["new Config('x');", "configuration"],
    ["new pulumi.StackReference('x');", "another stack"],
    ["const s = pulumi.getStack();", "the stack's name"],
    ["const t = Date.now();", "the clock"],
    ["const t = new Date();", "the clock"],
    ["setTimeout(f, 1);", "the clock"],
    ["await fetch(url);", "the network"],
    ["import https from 'node:https';", "network"],
    ["import { execFile } from 'child_process';", "processes"],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const found = judge(text);
      assert.equal(found.length, 1, found.join("\n"));
      assert.ok(found[0]?.includes(what), found[0]);
    });
  }

  it("leaves the other rooms alone", () => {
    assert.deepEqual(
      componentsKnowTheirArgumentsOnly([file("stacks/trivia-pay/config.ts", "new pulumi.Config();")]),
      [],
    );
  });
});

describe("the rules about the rollout", () => {
  const judge = (path: string, text: string) =>
    messages([
      ...componentsKnowTheirArgumentsOnly([file(path, text)]),
      ...rolloutRulesKnowPortsOnly([file(path, text)]),
    ]);

  for (const [path, text] of [
    ["components/rollout/oci/index.ts", "const a = process.env.HOME; import https from 'node:https';"],
    ["components/rollout/provider/index.ts", "const t = Date.now();"],
    ["components/rollout/drive/drive.ts", "import { decide } from '../plan/plan.ts';"],
    ["components/rollout/picture/svg.ts", "import { scaleLinear } from 'd3-scale';"],
  ] as const) {
    it(`let ${path} hold ${JSON.stringify(text)}`, () => {
      assert.deepEqual(judge(path, text), []);
    });
  }

  for (const [path, text] of [
    ["components/rollout/drive/look.ts", "import type { models } from 'oci-core';"],
    ["components/rollout/drive/look.ts", "import { ociPorts } from '../oci/index.ts';"],
    ["components/rollout/plan/plan.ts", "import { join } from 'node:path';"],
    ["components/rollout/plan/plan.ts", "const t = Date.now();"],
    ["components/rollout/drive/drive.ts", "setTimeout(f, 1);"],
    ["components/rollout/picture/svg.ts", "const a = process.env.HOME;"],
    ["components/rollout/surgeRollout.ts", "await fetch(url);"],
  ] as const) {
    it(`refuse ${JSON.stringify(text)} in ${path}`, () => {
      assert.equal(judge(path, text).length, 1);
    });
  }
});

/** In pieces, so that this file doesn't name it itself. */
const WORD = ["cop", "ilot"].join("");

describe("the rules about text", () => {
  it("refuse a source file that is too long", () => {
    assert.deepEqual(shortFiles([file("a.ts", "x\n".repeat(LONGEST_FILE - 1)), file("go.sum", "x\n".repeat(999))]), []);
    assert.match(messages(shortFiles([file("a.ts", "x\n".repeat(LONGEST_FILE))]))[0] ?? "", /has 300 lines/);
  });

  it("refuse paths of one machine", () => {
    const fine = 'a.b/work/x "workspace/" https://example.com/home/ ${HOME}/work/ /etc/triviapay.env /homes/';
    assert.deepEqual(noMachinePaths([file("a.md", fine)]), []);
    for (const folder of ["work", "root", "home", "Users"]) {
      assert.equal(noMachinePaths([file("a.md", `see "/${folder}/me"`)]).length, 1, folder);
    }
  });

  it("refuse host names of package registries, but in the lock file", () => {
    const text = ["https://registry", "npmjs", "org/yaml"].join(".");
    assert.deepEqual(noRegistryHosts([file("package-lock.json", text), file("a.md", "iad.ocir.io")]), []);
    assert.equal(noRegistryHosts([file("a.md", text)]).length, 1);
    assert.equal(noRegistryHosts([file("a.md", ["https://pypi", "org/simple"].join("."))]).length, 1);
  });

  it("refuse words about their making", () => {
    assert.deepEqual(noAuthorship([file("a.md", "The unified agent, written with care; a machine's models.")]), []);
    assert.deepEqual(noAuthorship([file("a.ts", `import "@cloud-${WORD}/iam-simulate"`)]), []);
    assert.equal(noAuthorship([file("a.md", `with ${WORD}`)]).length, 1);
    for (const pieces of ["Made by Cla|ude", "Co-Auth|ored-By: x", "AI-gen|erated", "written by an A|I"]) {
      const text = pieces.replace("|", "");
      assert.equal(noAuthorship([file("a.md", text)]).length, 1, text);
    }
  });
});

describe("the rules about packages", () => {
  const manifest = (path: string, dependencies: Record<string, string>) => file(path, JSON.stringify({ dependencies }));
  const lock = (packages: object) => file("package-lock.json", JSON.stringify({ packages }));

  it("want exact versions, the same everywhere", () => {
    const root = manifest("package.json", { yaml: "2.9.1" });
    assert.deepEqual(exactVersions([root, manifest("components/oci/package.json", { yaml: "2.9.1" })]), []);
    for (const range of ["^2.9.1", "~2.9.1", "2.9", "latest", "*", ">=2"]) {
      assert.equal(exactVersions([manifest("package.json", { yaml: range })]).length, 1, range);
    }
    const [message] = messages(exactVersions([root, manifest("components/oci/package.json", { yaml: "2.9.0" })]));
    assert.equal(message, "asks for yaml 2.9.0, but package.json for 2.9.1: use one");
  });

  it("want a lock file that holds them", () => {
    const root = manifest("package.json", { yaml: "2.9.1", "@tidegate/oci": "0.1.0" });
    const linked = {
      "node_modules/@tidegate/oci": { link: true, resolved: "components/oci" },
      "components/oci": { version: "0.1.0" },
    };
    assert.deepEqual(locked([root, lock({ ...linked, "node_modules/yaml": { version: "2.9.1" } })]), []);
    assert.match(messages(locked([root]))[0] ?? "", /is missing/);
    assert.match(
      messages(locked([root, lock(linked)]))[0] ?? "",
      /yaml 2\.9\.1, but package-lock\.json doesn't hold it/,
    );
    const old = lock({ ...linked, "node_modules/yaml": { version: "2.9.0" } });
    assert.match(messages(locked([root, old]))[0] ?? "", /holds 2\.9\.0/);
  });
});
