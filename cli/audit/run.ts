/** `tidegate audit`, from its options to what is printed. */
import { readFileSync } from "node:fs";
import { auditPolicies } from "@tidegate/policies/audit";
import type { Policy } from "@tidegate/policy";
import { inputsOf } from "./inputs.ts";
import type { Input } from "./inputs.ts";
import { judge } from "./judge.ts";
import type { Judgement, JudgeOptions } from "./judge.ts";
import { Memory } from "./memory.ts";
import { Progress } from "./progress.ts";
import type { ProgressOptions } from "./progress.ts";
import { JsonReport } from "./report/json.ts";
import type { Audited, Report } from "./report/report.ts";
import { SarifReport } from "./report/sarif.ts";
import { TextReport } from "./report/text.ts";
import { rulesOf } from "./rules.ts";
import type { Rules } from "./rules.ts";
import { openSource } from "./source.ts";
import { Unreadable } from "./unreadable.ts";

/** As the command line gives them. */
export interface AuditOptions {
  readonly environment?: string;
  /** A file as `--policy-pack-config` takes it. */
  readonly config?: string;
  readonly format: keyof typeof REPORTS;
  readonly strict?: true;
}

/** What it needs of the world around it. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Told what to print, in pieces. */
  readonly write: (text: string) => void;
  readonly progress: ProgressOptions;
  /** As in 2027-03-31. */
  readonly today: string;
  /** The packs' policies. */
  readonly policies: readonly Policy[];
  /** Frees what is no longer used. */
  readonly collect: () => void;
}

/** The call was wrong. */
export class WrongCall extends Error {}

/** @returns the exit code @throws WrongCall */
export async function runAudit(
  paths: readonly string[],
  options: AuditOptions,
  around: Surroundings,
): Promise<0 | 1 | 2> {
  const policies = [...around.policies, ...auditPolicies];
  const rules = await configured(options.config, policies);
  const { inputs, unreadable: failed } = inputsOf(paths);
  const progress = new Progress(around.progress);
  const memory = new Memory(around.collect);
  const report: Report = new REPORTS[options.format]({ write: around.write, policies });
  const unreadable = [...failed];
  const passedOver: string[] = [];
  const audited: Audited[] = [];
  const counts = { mandatory: 0, advisory: 0, exempt: 0 };
  for (const input of inputs) {
    const { path } = input;
    progress.input(path);
    let findings = 0;
    const { resources, unreadable: fault } = await judgementOf(input, around, {
      ...rules,
      environment: options.environment,
      today: around.today,
      read(bytes) {
        progress.read(bytes);
        memory.read(bytes);
      },
      tell(found) {
        progress.clear();
        counts[found.isExempt ? "exempt" : found.level] += 1;
        if (!found.isExempt) findings += 1;
        report.found(found, path);
      },
    });
    progress.clear();
    if (fault?.isJson === true && input.isFound) passedOver.push(path);
    else if (fault !== undefined) unreadable.push({ path, why: fault.message });
    if (fault !== undefined && resources === 0) continue;
    audited.push({ path, resources, findings });
    report.judged?.({ path, resources, findings });
  }
  if (audited.length === 0 && unreadable.length === 0) {
    unreadable.push(...paths.map((path) => ({ path, why: "holds no state and no preview" })));
  }
  const isFound = counts.mandatory > 0 || (options.strict === true && counts.advisory > 0);
  const exitCode = unreadable.length > 0 ? 2 : isFound ? 1 : 0;
  const { exemptions } = rules;
  report.end({ inputs: audited, counts, unreadable, passedOver, exemptions, today: around.today, exitCode });
  return exitCode;
}

const REPORTS = { text: TextReport, json: JsonReport, sarif: SarifReport };

async function judgementOf(input: Input, { stdin }: Surroundings, options: JudgeOptions): Promise<Judgement> {
  try {
    const source = openSource(input.path, stdin);
    try {
      return await judge(source, options);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof Unreadable) return { resources: 0, unreadable: error };
    throw error;
  }
}

async function configured(file: string | undefined, policies: readonly Policy[]): Promise<Rules> {
  const rules = await rulesOf(policies, file === undefined ? undefined : configurationIn(file));
  if ("rules" in rules) return rules;
  throw new WrongCall(`${file} isn't as it should be:\n${rules.map((fault) => `  ${fault}`).join("\n")}`);
}

function configurationIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is no JSON" : "it can't be read";
    throw new WrongCall(`--config ${file}: ${why}.`);
  }
}
