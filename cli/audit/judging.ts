import { setImmediate } from "node:timers/promises";
import { exemptionFor, isInForce, TooDeep } from "@tidegate/policy";
import type { Finding, JudgedResource } from "@tidegate/policy";
import { noEncryptedValue, resourceReadable, unread } from "@tidegate/policies/audit";
import type { Unread } from "@tidegate/policies/audit";
import type { Found, JudgeOptions } from "./judge.ts";
import { Again, Laters } from "./later.ts";
import { levelOf } from "./rules.ts";
import type { Rule } from "./rules.ts";
import type { Located } from "./scan.ts";
import type { Source } from "./source.ts";
import { identityOf, stackOf, withInputs, withOutputs } from "./stated.ts";
import type { Identity, Json } from "./stated.ts";
import { Unreadable } from "./unreadable.ts";

/** One input on its way through the policies. */
export class Judging {
  readonly #options: JudgeOptions;
  readonly #resources: Laters;
  /** What was told of the latest resource, or by the latest policy of the whole stack. */
  #told = new Set<string>();

  constructor(source: Source, options: JudgeOptions) {
    this.#options = options;
    this.#resources = new Laters(new Again(source, options.read));
  }

  /** How many resources came by. */
  get count(): number {
    return this.#resources.all.length;
  }

  /** @throws Unreadable */
  async resource({ json, line, start, end, hasTwins }: Located): Promise<void> {
    const identity = identityOf(json, line);
    this.#told = new Set();
    this.#resources.add(identity, { line, start, end });
    const views = viewsOf(identity, json);
    for (const rule of this.#options.rules) {
      const { policy, config } = rule;
      if (policy.about !== "resource") continue;
      if (policy === resourceReadable) {
        for (const why of unreadOf(views, hasTwins)) {
          await this.#ask(rule, { urn: identity.urn, line }, () => policy.judge(unread(why), config));
        }
      } else if (views !== undefined && (policy.types === "all" || policy.types.includes(identity.type))) {
        // What is made of an input may be kept encrypted where the input isn't.
        const asked = policy === noEncryptedValue ? [views.inputs, views.outputs] : [views.inputs];
        for (const resource of asked) {
          await this.#ask(rule, { urn: identity.urn, line }, () => policy.judge(resource, config));
        }
      }
    }
  }

  /** Asks the policies that want all resources, once they are known. @throws Unreadable */
  async stack(): Promise<void> {
    const { all } = this.#resources;
    const root = all.find(({ type }) => type === STACK) ?? all[0];
    if (root === undefined) return;
    const urn = root.type === STACK ? root.urn : "";
    for (const rule of this.#options.rules) {
      const { policy, config } = rule;
      if (policy.about !== "stack") continue;
      this.#told = new Set();
      // Each of them takes long over a large stack, and nothing else gets a turn meanwhile.
      await setImmediate();
      await this.#ask(rule, { urn, stack: stackOf(root.urn) }, () => policy.judge(all, config));
    }
  }

  async #ask(rule: Rule, about: About, ask: () => Findings | Promise<Findings>): Promise<void> {
    const level = levelOf(rule, this.#options.environment ?? about.stack ?? stackOf(about.urn));
    if (level === "disabled") return;
    try {
      const findings = await ask();
      const lines = about.line === undefined ? this.#lines([about, ...findings]) : undefined;
      for (const finding of findings) {
        const urn = finding.urn ?? about.urn;
        this.#tell({ ...finding, policy: rule.policy, level, urn, line: about.line ?? lines?.get(urn) });
      }
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      this.#tell({ ...unjudged(error), policy: rule.policy, level: "mandatory", urn: about.urn, line: about.line });
    }
  }

  #tell(found: Omit<Found, "isExempt">): void {
    const { policy, urn, path, rule, says } = found;
    const key = JSON.stringify([policy.name, urn, path, rule, says]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const { exemptions, today, tell } = this.#options;
    const exemption = exemptionFor(exemptions, policy.name, urn);
    tell({ ...found, exemption, isExempt: exemption !== undefined && isInForce(exemption, today) });
  }

  /** Lines of the resources that a policy of the whole stack, or its findings, are about. */
  #lines(named: readonly { readonly urn?: string }[]): Map<string, number> {
    const wanted = new Set(named.map(({ urn }) => urn));
    return new Map(this.#resources.all.filter(({ urn }) => wanted.has(urn)).map(({ urn, line }) => [urn, line]));
  }
}

type Findings = readonly Finding[];

interface About {
  readonly urn: string;
  readonly line?: number;
  /** Where the URN doesn't tell. */
  readonly stack?: string;
}

interface Views {
  readonly inputs: JudgedResource;
  readonly outputs: JudgedResource;
}

/** Undefined where it is nested too deep to be read. */
function viewsOf(identity: Identity, json: Json): Views | undefined {
  try {
    return { inputs: withInputs(identity, json), outputs: withOutputs(identity, json) };
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

/** What of it nobody can tell. */
function unreadOf(views: Views | undefined, hasTwins: boolean): readonly Unread[] {
  return [...(views === undefined ? ["too-deep" as const] : []), ...(hasTwins ? ["twin-keys" as const] : [])];
}

/** An error's message could hold a value, so its kind alone is told. */
function unjudged(error: unknown): Finding {
  const kind = error instanceof Error ? error.constructor.name : "Error";
  return { path: "", rule: "unjudged", says: `wasn't judged, because the policy failed (${kind}), and doesn't pass` };
}

/** The type of a stack's root. */
const STACK = "pulumi:pulumi:Stack";
