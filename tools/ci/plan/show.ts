import { scan } from "../scan/scan.ts";
import type { Plan } from "./markdown.ts";
import { planSection } from "./markdown.ts";

/** Where a plan is told. */
export interface Places {
  /** The job's log. */
  readonly log: (text: string) => void;
  /** Standard error of the step. */
  readonly complain: (line: string) => void;
  /** The job's summary and the file for the comment. */
  readonly publish: (section: string) => void;
}

/**
 * Tells a plan once nothing in it is more than a placeholder; else tells nowhere anything but lines and rules.
 *
 * @returns the exit code: 0 the preview succeeded and is told, 1 it failed (told as well) or may not be told
 */
export function tellPlan(plan: Plan, { log, complain, publish }: Places): number {
  const called = `${plan.system} ${plan.environment}`;
  const findings = scan(plan.text);
  if (findings.length > 0) {
    complain(`The plan of ${called} holds what may not be shown, so it is shown nowhere:`);
    findings.forEach(({ line, rule }) => complain(`  line ${line}: ${rule}`));
    complain(
      `See it at your own desk with: pulumi preview --stack ${plan.environment} --diff, in stacks/${plan.system}`,
    );
    return 1;
  }
  log(plan.text);
  publish(planSection(plan));
  if (!plan.succeeded) complain(`The preview of ${called} failed.`);
  return plan.succeeded ? 0 : 1;
}
