/** The checks after a deploy, out of the stack's configuration. */
import type { Fault, Label, ReadKey } from "@tidegate/faults";
import { numberOf, switchOf } from "@tidegate/faults";
import { SMOKE_DEFAULTS, smokeFaults } from "@tidegate/rollout";

export interface SmokeChoice {
  readonly healthUrl: string;
  /** Left out: not asked. */
  readonly databaseUrl?: string;
  readonly deadlineSeconds: number;
  /** Whether a check that fails brings back what served before. */
  readonly rollsBack: boolean;
}

/** Nothing where no URL is set. What can't be right is added to the faults, each with its key. */
export function smokeOf(read: ReadKey, label: Label, faults: Fault[]): SmokeChoice | undefined {
  const healthUrl = read("healthcheckUrl") ?? "";
  const databaseUrl = read("healthcheckDbUrl") ?? "";
  const deadlineSeconds = numberOf(label("smokeDeadlineSeconds"), read("smokeDeadlineSeconds"), faults);
  const rollsBack = switchOf(label("smokeRollback"), read("smokeRollback"), faults);
  const judged = (key: string, url: string) =>
    smokeFaults({ ...SMOKE_DEFAULTS, url }, (argument) => label(argument === "url" ? key : argument));
  faults.push(
    ...(healthUrl === "" ? [] : judged("healthcheckUrl", healthUrl)),
    ...(databaseUrl === "" ? [] : judged("healthcheckDbUrl", databaseUrl)),
    ...(Number.isNaN(deadlineSeconds) ? [] : deadlineFaults(label("smokeDeadlineSeconds"), deadlineSeconds)),
  );
  if (healthUrl === "") {
    const accepted = `a URL, since ${label("healthcheckDbUrl")} is asked after it`;
    faults.push(...(databaseUrl === "" ? [] : [{ path: label("healthcheckUrl"), given: healthUrl, accepted }]));
    return undefined;
  }
  return { healthUrl, ...(databaseUrl !== "" && { databaseUrl }), deadlineSeconds, rollsBack };
}

function deadlineFaults(path: string, deadlineSeconds: number): Fault[] {
  return smokeFaults({ ...SMOKE_DEFAULTS, url: "http://example.org", deadlineSeconds }, () => path);
}
