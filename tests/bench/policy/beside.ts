/** Checkov and `tidegate audit` beside the packs, on what a preview would make. */
import { PACKS } from "../../../policy/all/packs.ts";
import { median } from "../benchmark.ts";
import type { Figure } from "../benchmark.ts";
import { stackOf } from "../measure.ts";
import type { Measurable } from "../measure.ts";
import type { CheckovJudgement, Commands, Judgement } from "./commands.ts";
import { withFaults } from "./faults.ts";
import type { PackSample } from "./figures.ts";
import { resourcesIn } from "./previewed.ts";

export interface Beside {
  /** `pulumi preview --json`. */
  readonly preview: string;
  /** What policy/all tells of in that preview. */
  readonly findings: number;
  readonly checkov: CheckovJudgement[];
  readonly audit: Judgement[];
}

/**
 * What both are given, and what policy/all says about it.
 *
 * @param all arguments that give policy/all to the engine, with nothing mandatory in it
 */
export async function prepareBeside(program: Measurable, all: readonly string[]): Promise<Beside> {
  const preview = await ran(program, ["--json"]);
  const told = await ran(program, all);
  const findings = [...told.matchAll(/^\s+- \[(?:advisory|mandatory)\] /gm)].length;
  return { preview, findings, checkov: [], audit: [] };
}

async function ran(program: Measurable, more: readonly string[]): Promise<string> {
  const { code, stdout, output } = await stackOf(program).run(["preview", ...more], { onLine: () => {} });
  if (code !== 0) throw new Error(`The preview of ${program.project} failed:\n${output}`);
  return stdout;
}

/** Both once more. */
export async function judgeBeside(
  { checkov, audit, preview }: Beside,
  commands: Commands,
  progress: (line: string) => void,
): Promise<void> {
  const [theirs, ours] = [await commands.checkov(preview), await commands.audit(preview)];
  checkov.push(theirs);
  audit.push(ours);
  progress(`Checkov on the template:          ${describe(theirs)}`);
  progress(`tidegate audit of the preview:    ${describe(ours)}`);
}

/**
 * Puts faults into a preview and has both look at it.
 * @throws Error where one of them doesn't see each fault: what it says of the rest would be worth nothing
 */
export async function demandSight(
  preview: string,
  commands: Commands,
  progress: (line: string) => void,
): Promise<void> {
  const faulty = withFaults(preview);
  for (const name of ["checkov", "audit"] as const) {
    const [sound, wrong] = [await commands[name](preview), await commands[name](faulty.preview)];
    const seen = wrong.findings - sound.findings;
    progress(`${faulty.count} faults put in: ${name} finds ${seen} more than without them`);
    if (seen < faulty.count) throw new Error(`Of ${faulty.count} faults that were put in, ${name} sees ${seen}.`);
  }
}

/** @param added what policy/all adds to the preview */
export function besideFigures(beside: Beside, added: PackSample): Figure[] {
  const of = (samples: readonly Judgement[], what: keyof Judgement) => median(samples.map((one) => one[what]));
  const { checkov, audit, findings } = beside;
  const resources = resourcesIn(beside.preview);
  const [theirs] = checkov;
  if (theirs === undefined) throw new Error("Checkov wasn't asked.");
  return [
    { name: "time: Checkov on the template", value: of(checkov, "seconds"), unit: "s" },
    { name: "time: tidegate audit of the preview's JSON", value: of(audit, "seconds"), unit: "s" },
    { name: "time: what policy/all adds to the preview", value: added.seconds, unit: "s" },
    { name: "processor: Checkov", value: of(checkov, "processor"), unit: "s" },
    { name: "processor: tidegate audit", value: of(audit, "processor"), unit: "s" },
    { name: "processor: policy/all", value: added.processor, unit: "s" },
    { name: "memory: Checkov", value: of(checkov, "megabytes"), unit: "MB" },
    { name: "memory: tidegate audit", value: of(audit, "megabytes"), unit: "MB" },
    { name: "memory: policy/all", value: added.megabytes, unit: "MB" },
    { name: "findings: Checkov", value: theirs.findings, unit: "findings" },
    { name: "findings: policy/all", value: findings, unit: "findings" },
    { name: "rules about these types: Checkov", value: theirs.rules.size, unit: "rules" },
    {
      name: "rules about these types: policy/all",
      value: rulesAbout(resources.map(({ type }) => type)),
      unit: "rules",
    },
    { name: "rules about the whole stack: policy/all", value: rulesAboutStack(), unit: "rules" },
    { name: "resources in the template, without components", value: resources.length, unit: "resources" },
  ];
}

const POLICIES = PACKS.flatMap((pack) => pack.policies);

/** How many policies look at a resource of one of these types. */
function rulesAbout(types: readonly string[]): number {
  return POLICIES.filter(
    (policy) =>
      policy.about === "resource" && (policy.types === "all" || policy.types.some((type) => types.includes(type))),
  ).length;
}

/** How many look at what there is together, be it of these types or not. */
function rulesAboutStack(): number {
  return POLICIES.filter(({ about }) => about === "stack").length;
}

function describe({ seconds, megabytes, findings }: Judgement): string {
  return `${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${findings} findings`;
}
