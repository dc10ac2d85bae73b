/** Checkov and `tidegate audit`, as a user runs them: a file in, findings out. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { arrayOf, numberIn, objectIn, textIn } from "../detection/json.ts";
import { resourcesIn } from "./previewed.ts";
import { terraformPlan } from "./terraform.ts";

export interface Judgement {
  /** From the command's start to its end. */
  readonly seconds: number;
  /** Processor time in seconds. */
  readonly processor: number;
  /** Peak resident memory of the largest process, in MB (10^6 bytes). */
  readonly megabytes: number;
  readonly findings: number;
}

/** What Checkov also tells. */
export interface CheckovJudgement extends Judgement {
  /** Ids of the rules that it held against something. */
  readonly rules: ReadonlySet<string>;
}

export interface Commands {
  /** Judges the template that is equivalent to a preview. @throws Error where Checkov couldn't read all of it */
  checkov(preview: string): Promise<CheckovJudgement>;
  /** Judges the preview itself. */
  audit(preview: string): Promise<Judgement>;
}

const CLI = join(import.meta.dirname, "..", "..", "..", "cli", "main.ts");
const USED_BY = join(import.meta.dirname, "used.py");

/**
 * @param folder for the files that they are given
 * @param checkov its program, in its own Python environment
 */
export function commandsIn(folder: string, checkov: string): Commands {
  const measured = (command: readonly string[]) => run(join(dirname(checkov), "python"), join(folder, "used"), command);
  return {
    async checkov(preview) {
      const file = join(folder, "plan.json");
      const resources = resourcesIn(preview);
      await writeFile(file, JSON.stringify(terraformPlan(resources)));
      const sample = await measured([checkov, "--file", file, ...CHECKOV_OPTIONS]);
      return { ...sample, ...reportOf(sample.stdout, resources.length) };
    },
    async audit(preview) {
      const file = join(folder, "preview.json");
      await writeFile(file, preview);
      const sample = await measured([process.execPath, CLI, "audit", "--environment", "dev", "--format", "json", file]);
      const report: unknown = JSON.parse(sample.stdout);
      return { ...sample, findings: arrayOf(isRecord(report) ? report["findings"] : undefined).length };
    },
  };
}

/** Nothing is fetched; findings are no failure; what passed is told too, because it tells which rules there are. */
const CHECKOV_OPTIONS = [
  "--framework",
  "terraform_plan",
  "--output",
  "json",
  "--compact",
  "--skip-download",
  "--soft-fail",
];

interface Sample {
  readonly seconds: number;
  readonly processor: number;
  readonly megabytes: number;
  readonly stdout: string;
}

async function run(python: string, used: string, command: readonly string[]): Promise<Sample> {
  const started = performance.now();
  const stdout = await output(python, [USED_BY, used, ...command]);
  const seconds = (performance.now() - started) / 1000;
  const [processor = 0, kibibytes = 0] = (await readFile(used, "utf8")).split(" ").map(Number);
  return { seconds, processor, megabytes: (kibibytes * 1024) / 1e6, stdout };
}

/** @throws Error with what it said when it ended otherwise than with no findings (0) or with some (1) */
async function output(program: string, args: readonly string[]): Promise<string> {
  // Checkov asks a package index for its newest version otherwise, which takes as long as that takes.
  const env = { ...process.env, CKV_SKIP_PACKAGE_UPDATE_CHECK: "true" };
  try {
    return (await promisify(execFile)(program, args, { env, maxBuffer: 1024 * 1024 * 1024 })).stdout;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === 1 && "stdout" in error) return String(error.stdout);
    throw error;
  }
}

/** @throws Error where Checkov didn't read as many resources as there are */
export function reportOf(text: string, resources: number): Pick<CheckovJudgement, "findings" | "rules"> {
  const report: unknown = JSON.parse(text);
  const summary = objectIn(report, "summary");
  const results = objectIn(report, "results");
  const checks = ["passed_checks", "failed_checks"].flatMap((key) => arrayOf(objectIn(results, key)));
  const read = numberIn(summary, "resource_count");
  if (read !== resources || numberIn(summary, "parsing_errors") > 0) {
    throw new Error(`Checkov read ${read} of the template's ${resources} resources.`);
  }
  return {
    findings: numberIn(summary, "failed"),
    rules: new Set(checks.map((check) => textIn(check, "check_id"))),
  };
}
