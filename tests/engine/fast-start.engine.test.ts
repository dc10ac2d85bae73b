import assert from "node:assert/strict";

import { withProgram } from "./program.ts";

const FAST = { typescript: false, nodeargs: "--require @tidegate/fast-start" };

/** Prints which of the slow packages are loaded when the program has run, by a file that each can't do without. */
const REPORT = `
import { createRequire } from "node:module";
const slow = ["@npmcli/arborist/lib/arborist", "normalize-package-data/lib/fixer", "typescript/lib/typescript"];
process.once("exit", () => {
  const files = Object.keys(createRequire(import.meta.url).cache);
  const loaded = slow.filter((name) => files.some((file) => file.includes("/node_modules/" + name)));
  console.log("loaded: " + (loaded.join(" ") || "none"));
});
`;

const DYNAMIC = `
import * as pulumi from "@pulumi/pulumi";

const greeting: string = "hello from the closure";
class Greeting extends pulumi.dynamic.Resource {
  declare readonly text: pulumi.Output<string>;
  constructor(name: string) {
    super({ create: async () => ({ id: "1", outs: { text: greeting } }) }, name, { text: undefined });
  }
}
export const text = new Greeting("greeting").text;
`;

/** What a provider's function uses can't always become text. */
const UNSERIALISABLE = `
import * as pulumi from "@pulumi/pulumi";

const native = parseFloat.bind(undefined, "1");
class Greeting extends pulumi.dynamic.Resource {
  constructor(name: string) {
    super({ create: async () => ({ id: String(native()) }) }, name, {});
  }
}
new Greeting("greeting");
`;

const THROWING = `import * as pulumi from "@pulumi/pulumi";

interface Unused {
  name: string;
}

export const out = pulumi.output(1).apply((n: number): number => {
  throw new RangeError("too much");
});
`;

describe("the fast start", () => {
  it("leaves the compiler and npm's tree walker unloaded in an ordinary program", async () => {
    const text = `import * as pulumi from "@pulumi/pulumi";\n${REPORT}\nexport const project = pulumi.getProject();`;
    await withProgram(text, FAST, async ({ pulumi }) => {
      const { ok, output } = await pulumi("preview");
      assert.ok(ok, output);
      assert.match(output, /loaded: none/);
    });
  });

  it("makes a difference: without it they are loaded", async () => {
    const text = `import * as pulumi from "@pulumi/pulumi";\n${REPORT}\nexport const project = pulumi.getProject();`;
    await withProgram(text, { typescript: false }, async ({ pulumi }) => {
      assert.match((await pulumi("preview")).output, /loaded: @npmcli\S+ normalize-package-data\S+ typescript/);
    });
  });

  it("lets a dynamic provider be serialised and run", async () => {
    await withProgram(DYNAMIC, FAST, async ({ pulumi }) => {
      const up = await pulumi("up", "--yes", "--skip-preview");
      assert.ok(up.ok, up.output);
      assert.match((await pulumi("stack", "output", "text")).output, /hello from the closure/);
      const destroyed = await pulumi("destroy", "--yes", "--skip-preview");
      assert.ok(destroyed.ok, destroyed.output);
    });
  });

  it("tells where a function stands that can't be serialised", async () => {
    await withProgram(UNSERIALISABLE, FAST, async ({ pulumi }) => {
      const { ok, output } = await pulumi("preview");
      assert.equal(ok, false);
      assert.match(output, /index\.ts\(7,20\)/);
    });
  });

  it("gives a program the whole of what it loads late", async () => {
    const text = `import * as pulumi from "@pulumi/pulumi";
      export const late = [Object.keys(pulumi.automation).includes("LocalWorkspace"),
        typeof pulumi.automation.LocalWorkspace.createStack,
        new pulumi.automation.StackAlreadyExistsError({}) instanceof pulumi.automation.CommandError].join(" ");`;
    await withProgram(text, FAST, async ({ pulumi }) => {
      assert.match((await pulumi("preview")).output, /late: "true function true"/);
    });
  });

  it("lets the SDK trace when it is asked to", async () => {
    const text = `import { trace } from "@opentelemetry/api";
      export const traced = trace.getTracer("test").startSpan("span").isRecording();`;
    await withProgram(text, FAST, async ({ pulumi, env }) => {
      env["TRACEPARENT"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const { ok, output } = await pulumi("preview");
      assert.ok(ok, output);
      assert.match(output, /traced: true/);
    });
  });

  it("loses no debug message, and keeps messages in their order", async () => {
    const text = `import * as pulumi from "@pulumi/pulumi";
      for (const n of [1, 2, 3, 4]) pulumi.log.debug("step " + n);
      pulumi.log.warn("between");
      for (const n of [5, 6, 7]) pulumi.log.debug("step " + n);
      pulumi.log.debug("of the stack", pulumi.runtime.getStackResource());
      process.once("beforeExit", () => pulumi.log.debug("step 8"));`;
    await withProgram(text, FAST, async ({ pulumi }) => {
      const { ok, output } = await pulumi("preview", "--debug");
      assert.ok(ok, output);
      const said = output.match(/step \d|between$|of the stack/gm) ?? [];
      const steps = ["step 1", "step 2", "step 3", "step 4", "between", "step 5", "step 6", "step 7", "of the stack"];
      // The engine shows them a second time at the end.
      assert.deepEqual(said.slice(0, 10), [...steps, "step 8"]);
    });
  });

  it("shows the right line and column of an error", async () => {
    await withProgram(THROWING, FAST, async ({ pulumi }) => {
      const { ok, output } = await pulumi("preview");
      assert.equal(ok, false);
      assert.match(output, /RangeError: too much/);
      assert.match(output, /index\.ts:8:9/);
    });
  });
});
