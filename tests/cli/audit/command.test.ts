import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Draw } from "../../policy/secret-free/corpus/draw.ts";
import { KINDS } from "../../policy/secret-free/corpus/kinds.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import { bucket, checkpoint, exported, preview, root, secret, writeLargeState } from "./states.ts";
import type { Resource } from "./states.ts";

const MAIN = join(import.meta.dirname, "..", "..", "..", "cli", "main.ts");

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly stdin?: string | Buffer;
  readonly node?: readonly string[];
  /** Where temporary files go. */
  readonly folder?: string;
  /** Kills the process once it has read all of standard input, which stays open. */
  readonly isKilled?: true;
}

function audit(args: readonly string[], { stdin = "", node = [], folder, isKilled }: Options = {}): Promise<Ended> {
  const env = { ...process.env, ...(folder !== undefined && { TMPDIR: folder }) };
  const child = spawn(process.execPath, [...node, MAIN, "audit", ...args], { env });
  const told = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (told.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told.stderr += text));
  // A process that ends early doesn't read its input to the end.
  child.stdin.on("error", () => {});
  if (isKilled) child.stdin.write(stdin, () => child.kill("SIGKILL"));
  else child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve({ code, signal, ...told }));
  });
}

const text = (document: Resource): string => JSON.stringify(document, undefined, 4);

/** Policies that a state of buckets passes, so that what is found is what a test put there. */
const SECRET_FREE = { all: "disabled", ...on("no-secret-by-content", "no-secret-in-outputs", "no-encrypted-value") };

function on(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, "mandatory"]));
}

async function withConfig<T>(use: (folder: string, args: readonly string[]) => Promise<T>): Promise<T> {
  return withTemporaryFolder("audit", async (folder) => {
    const config = join(folder, "config");
    await writeFile(config, JSON.stringify(SECRET_FREE));
    return use(folder, ["--config", config]);
  });
}

const CLEAN = exported([root("dev"), bucket("b")]);
const MARKED = exported([root("dev"), bucket("b", { inputs: { password: secret({ ciphertext: "v1:abc" }) } })]);

describe("tidegate audit", function () {
  // A state of 40 MB takes seconds, and a minute where the machine is busy.
  this.timeout(300_000);

  it("ends with 0 where nothing is found, in a file, a folder, standard input, packed or not", async () => {
    await withConfig(async (folder, args) => {
      const stacks = join(folder, ".pulumi", "stacks", "shop");
      await mkdir(stacks, { recursive: true });
      await writeFile(join(stacks, "dev.json"), text(checkpoint([root("dev"), bucket("b")])));
      await writeFile(join(stacks, "prod.json.gz"), gzipSync(text(CLEAN)));
      await writeFile(join(folder, "preview.json"), text(preview([root("dev"), bucket("b")])));
      await writeFile(join(folder, "package.json"), "{}");
      const { code, stdout, stderr } = await audit([...args, folder, "-"], { stdin: gzipSync(text(CLEAN)) });
      assert.equal(code, 0, stdout + stderr);
      assert.equal(stdout.match(/: 0 findings in 2 resources$/gm)?.length, 4, stdout);
      assert.match(stdout, /^Passed over: \S+package\.json is neither/m);
      assert.match(stdout, /\n0 mandatory, 0 advisory, 0 exempt\.\n$/);
      assert.equal(stderr, "");
    });
  });

  it("ends with 1 where something mandatory is found, or anything with --strict", async () => {
    await withTemporaryFolder("audit", async (folder) => {
      const config = join(folder, "config");
      await writeFile(config, JSON.stringify({ ...SECRET_FREE, "no-encrypted-value": "advisory" }));
      const found = await audit([], { stdin: text(MARKED) });
      assert.equal(found.code, 1, found.stderr);
      assert.match(found.stdout, /^-:\d+ {2}urn:\S+::b$/m);
      assert.match(found.stdout, /^ {2}mandatory {2}no-encrypted-value {2}password: is a secret/m);
      const advisory = ["--config", config, "--environment", "prod"];
      assert.equal((await audit(advisory, { stdin: text(MARKED) })).code, 0);
      assert.equal((await audit([...advisory, "--strict"], { stdin: text(MARKED) })).code, 1);
    });
  });

  it("ends with 2 where an input can't be read, names each, and judges the others", async () => {
    await withConfig(async (folder, args) => {
      const files = {
        cut: text(CLEAN).slice(0, -30),
        other: "{}",
        packed: gzipSync(text(CLEAN)).subarray(0, 90),
        fine: text(MARKED),
      };
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
      const paths = [...Object.keys(files), "missing"].map((name) => join(folder, name));
      const { code, stdout } = await audit([...args, ...paths]);
      assert.equal(code, 2);
      for (const name of ["cut", "other", "packed", "missing"]) {
        assert.match(stdout, new RegExp(`^Not read: \\S+${name} `, "m"));
      }
      assert.match(stdout, /no-encrypted-value {2}password/);
      assert.match(stdout, /\n1 mandatory, 0 advisory, 0 exempt; 4 inputs not read\.\n$/);
    });
  });

  it("ends with 2 for a folder without a state, and for a wrong call", async () => {
    await withTemporaryFolder("audit", async (folder) => {
      const none = await audit([folder]);
      assert.deepEqual([none.code, none.stdout.includes("holds no state and no preview")], [2, true]);
      assert.equal((await audit(["--format", "xml"])).code, 2);
      const config = join(folder, "config");
      await writeFile(config, '{"no-such-policy": "advisory"}');
      const wrong = await audit(["--config", config], { stdin: text(CLEAN) });
      assert.deepEqual([wrong.code, wrong.stdout], [2, ""]);
      assert.match(wrong.stderr, /no-such-policy: there is no such policy/);
    });
  });

  it("prints no secret that it finds, in any format, nor part of one, nor of what it can't read", async () => {
    await withConfig(async (folder, args) => {
      const draw = new Draw(20261121);
      const values = KINDS.map((kind) => kind.make(draw));
      const holding = values.map((value, at) => ({
        password: value,
        note: JSON.stringify({ password: value }),
        userData: Buffer.from(`export PASSWORD='${value}'`).toString("base64"),
        marked: secret({ plaintext: JSON.stringify(value) }),
        index: at,
      }));
      const resources = holding.map((inputs, at) => bucket(`b${at}`, { inputs, outputs: inputs }));
      const state = text(exported([root("dev", holding[0]), ...resources]));
      await writeFile(join(folder, "whole.json"), state);
      await writeFile(join(folder, "cut.json"), state.slice(0, state.indexOf("b30") + 900));
      for (const format of ["text", "json", "sarif"]) {
        const { code, stdout, stderr } = await audit([...args, "--format", format, folder]);
        assert.equal(code, 2, stderr);
        for (const at of values.keys()) assert.ok(stdout.includes(`Bucket::b${at}`), `nothing was found in b${at}`);
        for (const value of values) {
          for (const part of [value, ...value.split(/\s+/).filter((line) => line.length >= 12)]) {
            const packed = Buffer.from(part).toString("base64").replace(/=+$/, "").slice(0, -1);
            for (const hidden of [part, packed, JSON.stringify(part).slice(1, -1)]) {
              assert.ok(!stdout.includes(hidden) && !stderr.includes(hidden), `${format} shows what it found`);
            }
          }
        }
      }
    });
  });

  it("takes a state that is larger than the memory it may have", async () => {
    await withConfig(async (folder, args) => {
      const file = join(folder, "large.json");
      await writeLargeState(file, 40e6);
      const { code, stdout, stderr } = await audit([...args, file], { node: ["--max-old-space-size=40"] });
      assert.equal(code, 1, stderr);
      assert.match(stdout, /: 79 findings in 7896 resources/);
    });
  });

  it("ends without a word where nobody reads on", async () => {
    await withTemporaryFolder("audit", async (folder) => {
      const file = join(folder, "state.json");
      const input = { password: secret({ ciphertext: "v1:abc" }) };
      await writeFile(
        file,
        text(exported(Array.from({ length: 2000 }, (_, at) => bucket(`b${at}`, { inputs: input })))),
      );
      const child = spawn(process.execPath, [MAIN, "audit", file], { stdio: ["ignore", "pipe", "pipe"] });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (told: string) => (stderr += told));
      child.stdout.once("data", () => child.stdout.destroy());
      const [code] = (await once(child, "close")) as unknown[];
      assert.deepEqual([code, stderr], [141, ""]);
    });
  });

  it("leaves nothing of standard input behind, even when it is killed", async () => {
    await withTemporaryFolder("audit", async (folder) => {
      assert.equal((await audit([], { stdin: text(MARKED), folder })).code, 1);
      assert.deepEqual(await readdir(folder), []);
      // More than a pipe holds, so that the process must have read most of it, and kept it, before it is all written.
      const begun = text(exported([bucket("b", { note: "kept for a year. ".repeat(60_000) })])).slice(0, -20);
      const killed = await audit([], { stdin: begun, folder, isKilled: true });
      assert.equal(killed.signal, "SIGKILL");
      assert.deepEqual(await readdir(folder), []);
    });
  });
});
