/** A stack's own settings for the policies: exemptions, and what can be configured. */
import { EXEMPTIONS, readExemptions } from "@tidegate/policy";

/** As `--policy-pack-config` takes them: by policy, its level or its keys. */
export type PolicySettings = Readonly<Record<string, unknown>>;

/** A stack's settings can't be used. */
export class PolicySettingsError extends Error {
  readonly faults: readonly string[];

  /** @param subject whose settings they are */
  constructor(subject: string, faults: readonly string[]) {
    super(`${subject} can't be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "PolicySettingsError";
    this.faults = faults;
  }
}

/**
 * Joins an environment's levels and a stack's own settings. Exemptions are checked here, before an engine is started; other values
 * by the engine, by each policy's schema.
 *
 * @param levels each policy of the pack, and its level
 * @param own the stack's
 * @param subject whose settings they are, for errors
 * @throws PolicySettingsError, with everything that is wrong, for a policy that doesn't exist, also in an exemption, or one that is
 * held less strictly: that takes an exemption, which has a reason and an end
 */
export function withOwnSettings(levels: unknown, own: unknown, subject: string): PolicySettings {
  if (!isRecord(levels)) throw new PolicySettingsError("The pack's levels", ["They must be an object."]);
  if (!isRecord(own))
    throw new PolicySettingsError(subject, ["It must be an object, with the names of policies as keys."]);
  const faults = Object.entries(own).flatMap(([name, settings]) => faultsOf(name, settings, levels));
  if (faults.length > 0) throw new PolicySettingsError(subject, faults);
  const joined = Object.entries(own).map(([name, settings]): [string, unknown] => [
    name,
    together(levels[name], settings),
  ]);
  return { ...levels, ...Object.fromEntries<unknown>(joined) };
}

function faultsOf(name: string, settings: unknown, levels: PolicySettings): string[] {
  if (name !== EXEMPTIONS && !(name in levels)) return [`${name}: there is no such policy`];
  if (name === EXEMPTIONS && isRecord(settings)) {
    const { faults } = readExemptions(settings["list"], new Set(Object.keys(levels)));
    if (faults.length > 0) return faults.map((fault) => `${EXEMPTIONS}.${fault}`);
  }
  const level = isRecord(settings) ? settings["enforcementLevel"] : settings;
  if (!isRecord(settings) && settings !== STRICT) return [`${name}: must be ${STRICT}, or an object`];
  const isLooser = level !== undefined && level !== STRICT;
  return isLooser ? [`${name}: can only be made ${STRICT}; what it shall not hold for is an exemption`] : [];
}

function together(level: unknown, settings: unknown): unknown {
  if (!isRecord(settings)) return settings;
  return level === undefined ? settings : { enforcementLevel: level, ...settings };
}

const STRICT = "mandatory";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
