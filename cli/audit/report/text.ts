import { findingText, isInForce } from "@tidegate/policy";
import type { Exemption } from "@tidegate/policy";
import type { Found } from "../judge.ts";
import type { Audited, Outcome, Report, ReportOptions } from "./report.ts";

/** For people, by input and resource. */
export class TextReport implements Report {
  readonly #write: (text: string) => void;
  #heading = "";

  constructor({ write }: ReportOptions) {
    this.#write = write;
  }

  found(found: Found, input: string): void {
    if (found.isExempt) return;
    const heading = `${plain(input)}${found.line === undefined ? "" : `:${found.line}`}  ${plain(found.urn)}`.trimEnd();
    if (heading !== this.#heading) this.#write(`${heading}\n`);
    this.#heading = heading;
    const { policy, level, exemption } = found;
    const ended = exemption === undefined ? "" : ` Its exemption ended on ${exemption.until}.`;
    this.#write(`  ${level.padEnd(9)}  ${policy.name}  ${plain(findingText(found, policy.remedy))}${ended}\n`);
  }

  judged({ path, resources, findings }: Audited): void {
    this.#write(`${plain(path)}: ${counted(findings, "finding")} in ${counted(resources, "resource")}\n`);
  }

  end({ unreadable, passedOver, exemptions, today, counts }: Outcome): void {
    const { mandatory, advisory, exempt } = counts;
    const lines = [
      ...unreadable.map(({ path, why }) => `Not read: ${plain(path)} ${plain(why)}.`),
      ...passedOver.map((path) => `Passed over: ${plain(path)} is neither a state nor a preview.`),
      ...exemptions.map((exemption) => exemptionText(exemption, today)),
      `${mandatory} mandatory, ${advisory} advisory, ${exempt} exempt${
        unreadable.length === 0 ? "" : `; ${counted(unreadable.length, "input")} not read`
      }.`,
    ];
    this.#write(`${lines.join("\n")}\n`);
  }
}

function exemptionText(exemption: Exemption, today: string): string {
  const { policy, resource, until, reason } = exemption;
  return isInForce(exemption, today)
    ? `Exempt: ${policy} doesn't hold for ${plain(resource)} until ${until}: ${plain(reason)}`
    : `Ended: the exemption of ${plain(resource)} from ${policy} counts no longer since ${until}. Take it out.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Names come from a file that anybody could have written: nothing in them may steer a terminal, or begin a line. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => {
    return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
