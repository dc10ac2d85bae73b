import assert from "node:assert/strict";

import { onPath } from "../../tools/engine/on-path.ts";
import type { PathProbes } from "../../tools/engine/on-path.ts";

/** A machine with a recent and complete Pulumi; a test changes one answer. */
function machine(changed: Partial<PathProbes> = {}): PathProbes {
  return {
    onPath: async (name) => (name === "pulumi" ? "/opt/pulumi/bin/pulumi" : undefined),
    beside: async (_pulumi, name) => `/opt/pulumi/bin/${name}`,
    version: async () => "v3.270.0",
    ...changed,
  };
}

async function refusal(changed: Partial<PathProbes>): Promise<string> {
  const outcome = await onPath(machine(changed)).attempt();
  assert.ok("refused" in outcome, "an engine was found");
  return outcome.refused;
}

describe("a pulumi on PATH", () => {
  it("is taken when it is recent and has its companions beside it", async () => {
    assert.deepEqual(await onPath(machine()).attempt(), {
      engine: { pulumi: "/opt/pulumi/bin/pulumi", binDir: "/opt/pulumi/bin", version: "3.270.0", origin: "path" },
    });
  });

  it("is taken at exactly the minimum version", async () => {
    assert.ok("engine" in (await onPath(machine({ version: async () => "v3.259.0" })).attempt()));
  });

  it("is taken when its companions are elsewhere on PATH", async () => {
    const probes = machine({ beside: async () => undefined, onPath: async (name) => `/usr/local/bin/${name}` });
    assert.ok("engine" in (await onPath(probes).attempt()));
  });

  it("is refused when it is too old, with both versions", async () => {
    assert.equal(
      await refusal({ version: async () => "v3.258.9" }),
      "/opt/pulumi/bin/pulumi is 3.258.9, older than 3.259.0",
    );
  });

  it("is refused when it is a pre-release of the minimum version", async () => {
    assert.match(await refusal({ version: async () => "v3.259.0-alpha.1" }), /older than 3\.259\.0/);
  });

  for (const companion of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    it(`is refused without ${companion}`, async () => {
      const without = async (_pulumi: string, name: string) => (name === companion ? undefined : `/bin/${name}`);
      assert.match(await refusal({ beside: without }), new RegExp(`has no ${companion} beside it or on PATH`));
    });
  }

  it("is refused when it isn't there", async () => {
    assert.equal(await refusal({ onPath: async () => undefined }), "there is no pulumi on PATH");
  });

  it("is refused when it doesn't run, or prints no version", async () => {
    const broken = async () => {
      throw new Error("exec format error");
    };
    assert.match(await refusal({ version: broken }), /does not run: exec format error/);
    assert.match(await refusal({ version: async () => "hello" }), /says its version is "hello"/);
  });
});
