/** `npm run policies -- write|check`: the files that are made out of the policies. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generatedFiles } from "./generated.ts";
import type { GeneratedFile } from "./generated.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..");

const USAGE = `npm run policies -- <command>

  write   writes docs/policies.md, and dev.json and prod.json of each pack, as the policies have it
  check   says which of these files are not as the policies have them

Exit codes: 0 all is well; 1 a file isn't as it should be; 2 the command line is wrong`;

const stale: GeneratedFile[] = [];
for (const file of generatedFiles()) {
  if ((await textOf(file.path)) !== file.text) stale.push(file);
}
const [command, ...rest] = process.argv.slice(2);
if (command === "write" && rest.length === 0) {
  for (const { path, text } of stale) {
    await writeFile(join(REPOSITORY, path), text);
    console.log(`wrote ${path}`);
  }
} else if (command === "check" && rest.length === 0) {
  for (const { path } of stale) console.error(`${path} isn't as the policies have it: run npm run policies -- write`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  console.error(USAGE);
  process.exitCode = 2;
}

/** Undefined where there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(join(REPOSITORY, path), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
