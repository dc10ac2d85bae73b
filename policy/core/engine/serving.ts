/** What one policy says, told to the engine. */
import type { ReportViolation } from "@pulumi/policy";
import { findingText } from "../message.ts";
import type { Finding, Policy } from "../policy.ts";
import { settingsOf } from "../settings.ts";
import type { Exempting } from "./exempting.ts";
import { Unreadable } from "./judged.ts";
import { kindOf } from "./remember.ts";
import { violation } from "./violation.ts";

/** One request of the engine to one policy. */
export interface Request {
  /** What the policy is configured with. */
  readonly given: object;
  /** The resource, or the stack. */
  readonly urn: string;
  readonly report: ReportViolation;
}

export class Serving {
  readonly #policy: Policy;
  readonly #exempting: Exempting;

  constructor(policy: Policy, exempting: Exempting) {
    this.#policy = policy;
    this.#exempting = exempting;
  }

  /** Judges and tells. A policy that throws, or a resource that can't be read, is a violation too, and a mandatory one. */
  judge(request: Request, judge: (config: object) => Findings): void | Promise<void> {
    const { config, unknown } = settingsOf(this.#policy, request.given);
    // Told once, of the stack.
    if (unknown.length > 0) return;
    try {
      const findings = judge(config);
      if (!("then" in findings)) return this.#tell(findings, request);
      // Telling can fail too, on a finding that isn't what it says.
      return findings
        .then((found) => this.#tell(found, request))
        .catch((error: unknown) => this.#failed(error, request));
    } catch (error) {
      this.#failed(error, request);
    }
  }

  /** Tells of keys that the policy doesn't have. What is wrong with a known key's value, the engine tells by its schema. */
  configured({ given, report }: Request): void {
    const { unknown } = settingsOf(this.#policy, given);
    if (unknown.length === 0) return;
    this.#mandatory(report, `is configured with ${unknown.join(", ")}, which it doesn't know. It judged nothing.`);
  }

  #tell(findings: readonly Finding[], { urn, report }: Request): void {
    for (const finding of findings) {
      const found = this.#exempting.find(this.#policy.name, finding.urn ?? urn);
      if (found?.isInForce === true) continue;
      const ended = found === undefined ? "" : ` Its exemption ended on ${found.exemption.until}.`;
      report(findingText(finding, this.#policy.remedy) + ended, finding.urn);
    }
  }

  /** An error's message could hold a value, so its kind alone is told. */
  #failed(error: unknown, { report }: Request): void {
    const why =
      error instanceof Unreadable
        ? `what it is about couldn't be read (${error.kind})`
        : `it failed (${kindOf(error)})`;
    this.#mandatory(report, `gave no judgement: ${why}. What isn't judged doesn't pass.`);
  }

  #mandatory(report: ReportViolation, message: string): void {
    const { name } = this.#policy;
    violation(report, { policy: name, message: `The policy ${name} ${message}`, level: "mandatory" });
  }
}

type Findings = readonly Finding[] | Promise<readonly Finding[]>;
