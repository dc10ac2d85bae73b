import type { EnforcementLevel, ReportViolation } from "@pulumi/policy";

/** A violation that is as strict as it says, whatever its policy's level. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly level: EnforcementLevel;
}

/** Reports it. The function takes an object as well as a text (makeReportViolationFun in server.js), which its type leaves out. */
export function violation(report: ReportViolation, { policy, message, level }: Violation): void {
  Reflect.apply(report, undefined, [{ name: policy, message, enforcementLevel: level }]);
}
