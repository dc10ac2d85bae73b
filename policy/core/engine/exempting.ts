/** Exemptions as the engine is configured with them: the pack's policy `exemptions`, whose key `list` holds them. */
import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { canConcern, exemptionFor, EXEMPTIONS, EXEMPTIONS_SCHEMA, isInForce, readExemptions } from "../exemptions.ts";
import type { Exemption } from "../exemptions.ts";
import { violation } from "./violation.ts";

/** The type of a stack's root, which the engine asks about first. */
export const STACK = "pulumi:pulumi:Stack";

export class Exempting {
  readonly #policies: ReadonlySet<string>;
  readonly #today: string;
  #list: unknown;
  #exemptions: readonly Exemption[] = [];
  #faults: readonly string[] = [];

  /**
   * @param policies names of the pack's policies
   * @param today as in 2027-03-31
   */
  constructor(policies: ReadonlySet<string>, today: string) {
    this.#policies = policies;
    this.#today = today;
  }

  /** Must be the pack's first, so that it knows what is configured before another policy asks. */
  policy(): ResourceValidationPolicy {
    return {
      name: EXEMPTIONS,
      description: "Exemptions say what they are for, why, and until when.",
      enforcementLevel: "advisory",
      configSchema: { properties: { list: LIST } },
      validateResource: (args, report) => this.#validate(args, report),
    };
  }

  /** The exemption from a policy for a resource, and whether it is in force. */
  find(policy: string, urn: string): { readonly exemption: Exemption; readonly isInForce: boolean } | undefined {
    const exemption = exemptionFor(this.#exemptions, policy, urn);
    return exemption === undefined ? undefined : { exemption, isInForce: isInForce(exemption, this.#today) };
  }

  #validate(args: ResourceValidationArgs, report: ReportViolation): void {
    const { list } = args.getConfig<{ list?: unknown }>();
    if (list !== this.#list) {
      this.#list = list;
      const read = readExemptions(list, this.#policies);
      this.#faults = read.faults;
      // What is half right is wrong: none of them counts.
      this.#exemptions = read.faults.length > 0 ? [] : read.exemptions;
    }
    if (args.type !== STACK) return;
    for (const fault of this.#faults) violation(report, { policy: EXEMPTIONS, message: fault, level: "mandatory" });
    for (const exemption of this.#exemptions.filter((one) => canConcern(one, args.urn))) report(this.#line(exemption));
  }

  #line(exemption: Exemption): string {
    const { policy, resource, reason, until } = exemption;
    return isInForce(exemption, this.#today)
      ? `${policy} doesn't hold for ${resource} until ${until}: ${reason}`
      : `The exemption of ${resource} from ${policy} ended on ${until} and counts no longer. Take it out. Its reason was: ${reason}`;
  }
}

/** A copy, because the library's type wants lists that can be written to. */
const LIST = {
  ...EXEMPTIONS_SCHEMA,
  items: { ...EXEMPTIONS_SCHEMA.items, required: [...EXEMPTIONS_SCHEMA.items.required] },
  default: [],
  description: "What a policy doesn't hold for: policy, resource (a URN; * stands for any text), reason, until.",
};
