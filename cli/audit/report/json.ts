import type { Found } from "../judge.ts";
import { ListWriter } from "./list.ts";
import type { Outcome, Report, ReportOptions } from "./report.ts";

/**
 * For programs: `{version, findings, inputs: [{path, resources, findings}], counts, unreadable, passedOver, exemptions, today,
 * exitCode}`; a finding is `{input, line, urn, path, policy, rule, level, says, remedy, exempt}`. Version 1 may gain keys, and loses none.
 */
export class JsonReport implements Report {
  readonly #list: ListWriter;

  constructor({ write }: ReportOptions) {
    this.#list = new ListWriter(write, '{"version":1,"findings":');
  }

  found({ policy, rule, level, urn, path, line, says, isExempt, exemption }: Found, input: string): void {
    this.#list.add({
      input,
      line: line ?? null,
      urn,
      path,
      policy: policy.name,
      rule: rule ?? null,
      level,
      says,
      remedy: policy.remedy,
      exempt: isExempt && exemption !== undefined ? { reason: exemption.reason, until: exemption.until } : null,
    });
  }

  end(outcome: Outcome): void {
    this.#list.end(`,${JSON.stringify(outcome).slice(1)}`);
  }
}
