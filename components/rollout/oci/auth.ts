/**
 * Whose credentials a rollout uses: chosen as Oracle's own command line lets one choose.
 * @see https://docs.oracle.com/iaas/Content/API/SDKDocs/clienvironmentvariables.htm
 */
import {
  ConfigFileAuthenticationDetailsProvider,
  DefaultRequestSigner,
  InstancePrincipalsAuthenticationDetailsProviderBuilder,
  isRegionProvider,
  OkeWorkloadIdentityAuthenticationDetailsProvider,
  ResourcePrincipalAuthenticationDetailsProvider,
  SessionAuthDetailProvider,
  SimpleAuthenticationDetailsProvider,
} from "oci-common";
import type { AuthenticationDetailsProvider } from "oci-common";
import { PortError } from "../drive/ports.ts";
import { expandHome, readProfile } from "./profile.ts";
import type { Profile, ReadText } from "./profile.ts";
import type { Environment } from "./where.ts";

const MACHINE_KINDS = ["instance_principal", "resource_principal", "oke_workload_identity"] as const;
const KINDS: readonly string[] = ["api_key", "security_token", ...MACHINE_KINDS];

export type AuthChoice =
  | { readonly kind: "api_key"; readonly key: ApiKey }
  /** A profile of the config file that says itself how: a session's token, or a delegated identity. */
  | { readonly kind: "security_token" | "delegated"; readonly file: string; readonly profile: string }
  | { readonly kind: (typeof MACHINE_KINDS)[number] };

export interface ApiKey {
  readonly tenancy: string;
  readonly user: string;
  readonly fingerprint: string;
  readonly privateKey: string;
  readonly passphrase?: string;
  readonly region?: string;
}

/**
 * Decides from OCI_CLI_AUTH (`api_key`, the default, `security_token`, `instance_principal`, `resource_principal` or
 * `oke_workload_identity`), a profile (OCI_CLI_CONFIG_FILE or OCI_CONFIG_FILE, OCI_CLI_PROFILE) and the variables that
 * go over it (OCI_CLI_USER, _TENANCY, _FINGERPRINT, _KEY_FILE or _KEY_CONTENT, _PASSPHRASE, _REGION).
 * @returns undefined when something is wrong: then each thing is a sentence in `faults`, none with a secret in it
 */
export function chooseAuth(environment: Environment, read: ReadText, faults: string[]): AuthChoice | undefined {
  const asked = environment["OCI_CLI_AUTH"] || undefined;
  if (asked !== undefined && !KINDS.includes(asked)) {
    faults.push(`OCI_CLI_AUTH must be one of ${KINDS.join(", ")}, not '${asked}'.`);
    return undefined;
  }
  const machine = MACHINE_KINDS.find((kind) => kind === asked);
  if (machine !== undefined) {
    return { kind: machine };
  }
  const profile = readProfile(environment, read, faults);
  if (profile === undefined) {
    return undefined;
  }
  const { file, name, entry, written } = profile;
  // The SDK reads these two kinds from the file alone.
  const inFile: Profile = { ...profile, entry: written, variableOf: () => undefined };
  if (asked === "security_token" || (asked === undefined && entry("security_token_file") !== undefined)) {
    const wanted = ["tenancy", "region", "fingerprint", "key_file", "security_token_file"];
    const isWhole = has(inFile, wanted, faults) && opens(inFile, ["key_file", "security_token_file"], read, faults);
    return isWhole ? { kind: "security_token", file, profile: name } : undefined;
  }
  if (entry("authentication_type") !== undefined) {
    return has(inFile, ["tenancy", "region"], faults) ? { kind: "delegated", file, profile: name } : undefined;
  }
  return apiKey(environment, profile, read, faults);
}

/** The SDK's provider of the chosen credentials, and the region that they name. @throws PortError refused */
export async function authenticate(
  choice: AuthChoice,
): Promise<{ readonly provider: AuthenticationDetailsProvider; readonly regionId?: string }> {
  let provider: AuthenticationDetailsProvider;
  try {
    provider = await providerOf(choice);
    // Opens the private key, so that one that can't be used is found before the first move.
    new DefaultRequestSigner(provider);
  } catch (error) {
    throw new PortError("refused", unusable(choice, error));
  }
  if (choice.kind === "api_key") {
    return { provider, ...(choice.key.region !== undefined && { regionId: choice.key.region }) };
  }
  return { provider, ...(isRegionProvider(provider) && { regionId: provider.getRegion().regionId }) };
}

async function providerOf(choice: AuthChoice): Promise<AuthenticationDetailsProvider> {
  switch (choice.kind) {
    case "api_key": {
      const { tenancy, user, fingerprint, privateKey, passphrase } = choice.key;
      return new SimpleAuthenticationDetailsProvider(tenancy, user, fingerprint, privateKey, passphrase ?? null);
    }
    case "security_token":
      return new SessionAuthDetailProvider(choice.file, choice.profile);
    case "delegated":
      return new ConfigFileAuthenticationDetailsProvider(choice.file, choice.profile);
    case "instance_principal":
      return new InstancePrincipalsAuthenticationDetailsProviderBuilder().build();
    case "resource_principal":
      return ResourcePrincipalAuthenticationDetailsProvider.builder();
    case "oke_workload_identity":
      return new OkeWorkloadIdentityAuthenticationDetailsProvider.OkeWorkloadIdentityAuthenticationDetailsProviderBuilder().build();
  }
}

/** A parser's own words about a key might quote it: they are left out. */
function unusable(choice: AuthChoice, error: unknown): string {
  switch (choice.kind) {
    case "api_key":
      return "The API key can't be used: it is no private key in PEM form, or the passphrase (pass_phrase in the profile, OCI_CLI_PASSPHRASE) doesn't open it.";
    case "security_token":
    case "delegated":
      return `The profile '${choice.profile}' of ${choice.file} can't be used: its key or token can't be read. Renew it with: oci session authenticate`;
    default: {
      const why = error instanceof Error ? error.message : String(error);
      return `OCI_CLI_AUTH is ${choice.kind}, and this machine gives no such identity: ${why}. Run it where there is one, or choose another of ${KINDS.join(", ")}.`;
    }
  }
}

function apiKey(environment: Environment, profile: Profile, read: ReadText, faults: string[]): AuthChoice | undefined {
  const { entry } = profile;
  const content = environment["OCI_CLI_KEY_CONTENT"] || undefined;
  const wanted = ["tenancy", "user", "fingerprint", ...(content === undefined ? ["key_file"] : [])];
  const isWhole = has(profile, wanted, faults);
  if (content === undefined && !opens(profile, ["key_file"], read, faults)) {
    return undefined;
  }
  const privateKey = content ?? read(expandHome(entry("key_file") ?? ""));
  if (!isWhole || privateKey === undefined) {
    return undefined;
  }
  const region = entry("region");
  const passphrase = entry("pass_phrase");
  const key: ApiKey = {
    tenancy: entry("tenancy") ?? "",
    user: entry("user") ?? "",
    fingerprint: entry("fingerprint") ?? "",
    privateKey,
    ...(passphrase !== undefined && { passphrase }),
    ...(region !== undefined && { region }),
  };
  return { kind: "api_key", key };
}

function has({ entry, place, variableOf }: Profile, keys: readonly string[], faults: string[]): boolean {
  const missing = keys.filter((key) => entry(key) === undefined);
  missing.forEach((key) => {
    const variable = variableOf(key);
    faults.push(`${key} is missing in ${place}${variable === undefined ? "" : `; ${variable} would do as well`}.`);
  });
  return missing.length === 0;
}

function opens({ entry, place }: Profile, keys: readonly string[], read: ReadText, faults: string[]): boolean {
  const shut = keys.filter((key) => {
    const path = entry(key);
    return path !== undefined && read(expandHome(path)) === undefined;
  });
  shut.forEach((key) => faults.push(`${key} is ${entry(key)} in ${place}, a file that can't be read.`));
  return shut.length === 0;
}
