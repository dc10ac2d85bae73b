/** Policies as they are configured: how strictly each holds, with what settings, and what is exempt. */
import { enforcementOf, EXEMPTIONS, readExemptions, settingsOf, schemaOf } from "@tidegate/policy";
import type { Exemption, Level, Policy } from "@tidegate/policy";
import { recordOf } from "../trust/stated.ts";

export interface Rule {
  readonly policy: Policy;
  readonly config: object;
  /** How strictly it is to hold. Default: as the policy has it for the environment. */
  readonly level?: Level | "disabled";
}

export interface Rules {
  readonly rules: readonly Rule[];
  readonly exemptions: readonly Exemption[];
}

/**
 * Reads what `--policy-pack-config` takes: by policy its level, or an object of its settings with `enforcementLevel` among
 * them; `all` for the level of the others; and `exemptions`.
 *
 * @param given undefined is nothing
 * @returns the rules, or all that is wrong, each by its key
 * @see https://www.pulumi.com/docs/insights/policy/configuration/
 */
export async function rulesOf(policies: readonly Policy[], given: unknown): Promise<Rules | readonly string[]> {
  if (given === undefined) return { rules: policies.map((policy) => ruleOf(policy, {})), exemptions: [] };
  if (typeof given !== "object" || given === null || Array.isArray(given)) return ["must be an object"];
  const configured = recordOf(given);
  const names = new Set(policies.map(({ name }) => name));
  const { exemptions, faults } = readExemptions(recordOf(configured[EXEMPTIONS])["list"], names);
  const strange = Object.keys(configured).filter((key) => !names.has(key) && key !== EXEMPTIONS && key !== ALL);
  const wrong = [
    ...strange.map((key) => `${key}: there is no such policy`),
    ...(ALL in configured ? levelFaults(ALL, configured[ALL]) : []),
    ...faults.map((fault) => `${EXEMPTIONS}.${fault}`),
    ...(await Promise.all(policies.map((policy) => faultsOf(policy, configured[policy.name])))).flat(),
  ];
  if (wrong.length > 0) return wrong;
  const level = levelIn(configured[ALL]);
  return { rules: policies.map((policy) => ruleOf(policy, partsOf(configured[policy.name]), level)), exemptions };
}

/** How strictly a rule holds in an environment. */
export function levelOf({ policy, level }: Rule, environment: string): Level | "disabled" {
  return level ?? strictness(enforcementOf(policy, environment));
}

interface Parts {
  readonly level?: unknown;
  readonly settings?: object;
}

function ruleOf(policy: Policy, { level, settings = {} }: Parts, otherwise?: Rule["level"]): Rule {
  return { policy, config: settingsOf(policy, settings).config, level: levelIn(level) ?? otherwise };
}

/** The engine takes a level alone, or the policy's settings with the level among them. */
function partsOf(given: unknown): Parts {
  if (typeof given !== "object") return { level: given };
  const { enforcementLevel, ...settings } = recordOf(given);
  return { level: enforcementLevel, settings };
}

async function faultsOf(policy: Policy, given: unknown): Promise<string[]> {
  if (given === undefined) return [];
  if (given === null || Array.isArray(given)) return [`${policy.name}: must be a level or an object`];
  const { level, settings = {} } = partsOf(given);
  const { unknown } = settingsOf(policy, settings);
  return [
    ...(level === undefined ? [] : levelFaults(policy.name, level)),
    ...unknown.map((key) => `${policy.name}.${key}: there is no such setting`),
    ...(await schemaFaults(policy, settings)),
  ];
}

async function schemaFaults(policy: Policy, settings: object): Promise<string[]> {
  const schema = schemaOf(policy);
  if (schema === undefined || Object.keys(settings).length === 0) return [];
  const { Ajv } = await import("ajv");
  const check = new Ajv({ allErrors: true, strict: false }).compile(schema);
  if (check(settings)) return [];
  return (check.errors ?? []).map(({ instancePath, message = "isn't as its schema has it" }) => {
    return `${policy.name}${instancePath.replaceAll("/", ".")}: ${message}`;
  });
}

function levelFaults(key: string, level: unknown): string[] {
  return levelIn(level) === undefined ? [`${key}: must be advisory, mandatory, remediate or disabled`] : [];
}

function levelIn(level: unknown): Rule["level"] {
  return level === "disabled" ? level : strictness(level);
}

/** An audit sets nothing right, so that what would be is as bad as mandatory. */
function strictness(level: "advisory" | "mandatory" | "remediate"): Level;
function strictness(level: unknown): Level | undefined;
function strictness(level: unknown): Level | undefined {
  if (level === "advisory") return level;
  return level === "mandatory" || level === "remediate" ? "mandatory" : undefined;
}

const ALL = "all";
