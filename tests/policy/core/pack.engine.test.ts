import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { levelsOf } from "@tidegate/policy";
import { withProgram } from "../../engine/program.ts";
import type { Program, Result } from "../../engine/program.ts";
import { policies } from "./sample/policies.ts";
import { SAMPLE } from "./served.ts";

const FAST = { typescript: false, nodeargs: "--require @tidegate/fast-start" };

/** Things, made as components: their arguments are what policies judge. `args` is the text of an expression. */
const things = (...args: string[]): string => `
import * as pulumi from "@pulumi/pulumi";

class Thing extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs) {
    super("test:index:Thing", name, args);
    this.registerOutputs({});
  }
}
class Made extends pulumi.dynamic.Resource {
  declare readonly text: pulumi.Output<string>;
  constructor(name: string) {
    super({ create: async () => ({ id: "1", outs: { text: "made" } }) }, name, { text: undefined });
  }
}
const later = new Made("made").text;
${args.map((text, index) => `new Thing("thing-${index}", ${text});`).join("\n")}
export const known = later;
`;

/** Previews a program of these things with the sample pack, configured so. */
async function previewed(
  args: readonly string[],
  config: Readonly<Record<string, unknown>>,
  check: (result: Result, program: Program) => Promise<void> | void,
): Promise<void> {
  await withProgram(things(...args), FAST, async (program) => {
    const file = join(program.folder, "policies.json");
    await writeFile(file, JSON.stringify(config));
    const given = ["--policy-pack", join(SAMPLE, "run"), "--policy-pack-config", file];
    await check(await program.pulumi("preview", ...given), program);
  });
}

describe("a pack under the engine", function () {
  this.timeout(120_000);

  it("refuses what is mandatory, by resource, path, rule and remedy", async () => {
    await previewed(["{ open: true }"], levelsOf(policies, "prod"), ({ ok, output }) => {
      assert.equal(ok, false);
      assert.match(output, /\[mandatory\] +closed +\(test:index:Thing: thing-0\)/);
      assert.match(output, /open: is true\. Close it\. \[by-flag\]/);
    });
  });

  it("advises in dev, and lists exemptions", async () => {
    const exemption = { policy: "closed", resource: "*::thing-1", reason: "Open by its purpose.", until: "2026-12-31" };
    const config = { ...levelsOf(policies, "dev"), exemptions: { list: [exemption] } };
    await previewed(["{ open: true }", "{ open: true }"], config, ({ ok, output }) => {
      assert.ok(ok, output);
      assert.match(output, /\[advisory\] +closed +\(test:index:Thing: thing-0\)/);
      assert.doesNotMatch(output, /closed +\(test:index:Thing: thing-1\)/);
      assert.match(output, /closed doesn't hold for \*::thing-1 until 2026-12-31: Open by its purpose\./);
    });
  });

  it("judges values that aren't known yet, without a word about them", async () => {
    const props = "{ later, list: [later, { later }], secret: pulumi.secret(later), curious: true }";
    await previewed([props], levelsOf(policies, "dev"), ({ ok, output }) => {
      assert.ok(ok, output);
      assert.doesNotMatch(output, /can't run|can't be known/);
      for (const path of ["later", "list.0", "list.1.later", "secret"])
        assert.ok(output.includes(`${path}: isn't known`), path);
    });
  });

  it("says what its configuration should be, of all policies at once, before anything is judged", async () => {
    const config = { few: { most: 0 }, closed: { allowed: "all" }, exemptions: { list: [{ policy: "closed" }] } };
    await previewed(["{ open: true }"], config, ({ ok, output }) => {
      assert.equal(ok, false);
      for (const said of [
        /few: most: /,
        /closed: allowed: /,
        /exemptions: list\.0: reason is required/,
        /until is required/,
      ]) {
        assert.match(output, said);
      }
      assert.doesNotMatch(output, /is true\. Close it/);
    });
  });

  for (const explode of ["now", "later"]) {
    it(`doesn't print what a policy held that failed ${explode}, and doesn't let it pass`, async () => {
      const password = randomBytes(18).toString("base64url");
      const props = `{ explode: "${explode}", password: pulumi.secret("${password}"), plain: "${password}" }`;
      await previewed([props], levelsOf(policies, "dev"), async ({ ok, output }, { pulumi }) => {
        assert.equal(ok, false);
        assert.match(output, /The policy careless gave no judgement: it failed \((Range|Type)Error\)/);
        const more = await pulumi("preview", "--policy-pack", join(SAMPLE, "run"), "--json");
        for (const secret of [password, Buffer.from(password).toString("base64")]) {
          assert.ok(!output.includes(secret), "the preview printed it");
          assert.ok(!withoutSteps(more.output).includes(secret), "the preview in JSON printed it");
        }
      });
    });
  }
});

/** A preview in JSON shows the resources' own plain properties, whatever a pack does; everything else must not. */
function withoutSteps(output: string): string {
  const start = output.indexOf("{");
  const json: unknown = JSON.parse(output.slice(start, output.lastIndexOf("}") + 1));
  if (typeof json !== "object" || json === null) return output;
  return output.slice(0, start) + JSON.stringify({ ...json, steps: [] });
}
