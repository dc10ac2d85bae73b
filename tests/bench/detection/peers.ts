/** Other detectors, each as its users run it: a folder in, lines of files out. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { ensureCredSweeper } from "../../support/credsweeper.ts";
import { ensureDetectSecrets } from "../../support/detect-secrets.ts";
import { ensureGitleaks } from "../../support/gitleaks.ts";
import { arrayOf, numberIn, objectIn, textIn } from "./json.ts";

/** A line of a file of the folder, 1-based. */
export interface Hit {
  readonly file: string;
  readonly line: number;
}

export interface Peer {
  readonly name: string;
  /** Installs it if need be; what comes back looks through a folder, and may write into another. */
  readonly prepare: (progress: (line: string) => void) => Promise<(folder: string, scratch: string) => Promise<Hit[]>>;
}

const run = promisify(execFile);
const ROOMY = { maxBuffer: 512 * 1024 * 1024 };

export const PEERS: readonly Peer[] = [
  {
    name: "gitleaks",
    prepare: async (progress) => {
      const program = await ensureGitleaks(progress);
      return async (folder, scratch) => {
        // A real file: run as root, it deletes what it may not write to.
        const report = join(scratch, "gitleaks.json");
        const options = ["--no-banner", "--exit-code", "0", "--report-format", "json", "--report-path", report];
        await run(program, ["dir", ".", ...options], { ...ROOMY, cwd: folder });
        return arrayOf(JSON.parse(await readFile(report, "utf8"))).map((one) => ({
          file: basename(textIn(one, "File")),
          line: numberIn(one, "StartLine"),
        }));
      };
    },
  },
  {
    name: "detect-secrets",
    prepare: async (progress) => {
      const program = await ensureDetectSecrets(progress);
      return async (folder) => {
        // It finds nothing outside the folder that it is started in, and doesn't say so.
        const { stdout } = await run(program, ["scan", "--all-files", "."], { ...ROOMY, cwd: folder });
        return Object.entries(objectIn(JSON.parse(stdout), "results")).flatMap(([file, found]) =>
          arrayOf(found).map((one) => ({ file: basename(file), line: numberIn(one, "line_number") })),
        );
      };
    },
  },
  {
    name: "CredSweeper",
    prepare: async (progress) => {
      const program = await ensureCredSweeper(progress);
      return async (folder, scratch) => {
        const report = join(scratch, "credsweeper.json");
        // Without --severity it reports every UUID, for information; with --depth it looks into base64.
        const options = ["--severity", "low", "--depth", "5", "--jobs", "2", "--save-json", report];
        await run(program, ["--path", ".", ...options], { ...ROOMY, cwd: folder });
        return arrayOf(JSON.parse(await readFile(report, "utf8"))).flatMap((one) =>
          arrayOf(objectIn(one, "line_data_list")).map((line) => ({
            file: basename(textIn(line, "path")),
            line: numberIn(line, "line_num"),
          })),
        );
      };
    },
  },
  {
    name: "secretlint",
    prepare: () => Promise.resolve(secretlint),
  },
];

async function secretlint(folder: string): Promise<Hit[]> {
  const config = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {} }] };
  const hits: Hit[] = [];
  for (const file of await readdir(folder)) {
    const content = await readFile(join(folder, file), "utf8");
    const source = { content, filePath: join(folder, file), ext: ".json", contentType: "text" } as const;
    const { messages } = await lintSource({ source, options: { config } });
    hits.push(...messages.map(({ loc }) => ({ file, line: loc.start.line })));
  }
  return hits;
}
