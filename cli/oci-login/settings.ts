/** What `tidegate oci-login` needs to know, from its options and the variables that a workflow sets. */
import { homedir } from "node:os";
import { join } from "node:path";

export interface LoginOptions {
  readonly domain?: string;
  readonly audience?: string;
  readonly client?: string;
  readonly tenancy?: string;
  readonly region?: string;
  readonly tokenFile?: string;
  readonly folder?: string;
  readonly profile?: string;
}

/** Where the identity token comes from. */
export type TokenSource =
  | { readonly kind: "file"; readonly file: string }
  /** GitHub's own door; the audience is asked for. */
  | { readonly kind: "github"; readonly url: string; readonly requestToken: string };

export interface LoginSettings {
  /** Base URL of the identity domain, without a trailing slash. */
  readonly domainUrl: string;
  readonly audience: string;
  /** The public client's id. */
  readonly clientId: string;
  readonly tenancyId: string;
  readonly region: string;
  readonly source: TokenSource;
  /** Folder of the session: its files go to `.oci` in there. */
  readonly folder: string;
  /** The section of the config file. */
  readonly profile: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Each option goes before its variable: OCI_WIF_DOMAIN_BASE_URL, OCI_WIF_AUDIENCE (default:
 * `https://github.com/<GITHUB_REPOSITORY>`), OCI_WIF_CLIENT_IDENTIFIER, OCI_TENANCY_OCID, OCI_REGION. Files go to the
 * folder of the job (RUNNER_TEMP) or, elsewhere, to where `oci session authenticate` keeps its own.
 * @throws Error that names everything that is missing or wrong
 */
export function loginSettings(options: LoginOptions, env: Environment): LoginSettings {
  const faults: string[] = [];
  const settings = readLogin(options, env, faults, (option, variable) => `${option} (or ${variable})`);
  if (settings === undefined) {
    throw new Error(`Can't log in to OCI: ${faults.join("; ")}.`);
  }
  return settings;
}

/**
 * The same, with everything that is missing or wrong added to `faults`; undefined where there is any.
 * @param called what a person knows a setting by
 */
export function readLogin(
  options: LoginOptions,
  env: Environment,
  faults: string[],
  called: (option: string, variable: string) => string,
): LoginSettings | undefined {
  const before = faults.length;
  const read = (
    given: string | undefined,
    option: string,
    variable: string,
    check: (text: string) => string | undefined,
  ) => {
    const value = given ?? env[variable] ?? "";
    const fault = value === "" ? "is missing" : check(value);
    if (fault !== undefined) faults.push(`${called(option, variable)} ${fault}`);
    return value;
  };
  const repository = env["GITHUB_REPOSITORY"];
  const audience = options.audience ?? (env["OCI_WIF_AUDIENCE"] || (repository && `https://github.com/${repository}`));
  const source = sourceOf(options, env, faults);
  const profile = options.profile ?? "DEFAULT";
  if (!/^[\w.-]+$/.test(profile)) faults.push(`--profile must be letters, digits, dots, hyphens: not "${profile}"`);
  const settings = {
    domainUrl: read(options.domain, "--domain", "OCI_WIF_DOMAIN_BASE_URL", urlFault).replace(/\/+$/, ""),
    audience: read(audience, "--audience", "OCI_WIF_AUDIENCE", anyText),
    clientId: read(options.client, "--client", "OCI_WIF_CLIENT_IDENTIFIER", clientFault),
    tenancyId: read(options.tenancy, "--tenancy", "OCI_TENANCY_OCID", tenancyFault),
    region: read(options.region, "--region", "OCI_REGION", regionFault),
    folder: options.folder ?? defaultFolder(env),
    profile,
  };
  return faults.length > before || source === undefined ? undefined : { ...settings, source };
}

function sourceOf({ tokenFile }: LoginOptions, env: Environment, faults: string[]): TokenSource | undefined {
  if (tokenFile !== undefined) {
    return { kind: "file", file: tokenFile };
  }
  const url = env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const requestToken = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (url && requestToken) {
    return { kind: "github", url, requestToken };
  }
  faults.push(
    "there is no identity token: in a workflow give the job `permissions: id-token: write` (a fork's pull request never has it), elsewhere name a file with --token-file",
  );
  return undefined;
}

function defaultFolder(env: Environment): string {
  const temporary = env["RUNNER_TEMP"];
  return temporary ? join(temporary, "tidegate-oci") : join(homedir(), ".oci", "sessions", "tidegate");
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** A token in clear text is read by whoever carries it: only to this machine itself may it go so. */
function urlFault(text: string): string | undefined {
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (url === null || !isSafe || url.search !== "" || url.hash !== "" || url.username !== "") {
    return `must be the identity domain's URL, as in https://idcs-....identity.oraclecloud.com, not "${text}"`;
  }
  return undefined;
}

/** Two parts with a colon are id and secret, as other tools take them in one. */
function clientFault(text: string): string | undefined {
  return /^[\w.-]+$/.test(text) ? undefined : "must be a public client's id alone, without a secret";
}

function tenancyFault(text: string): string | undefined {
  return /^ocid1\.tenancy\.oc\d+\.\.[a-z0-9]+$/.test(text) ? undefined : `must be a tenancy's OCID, not "${text}"`;
}

function regionFault(text: string): string | undefined {
  return /^[a-z]+(-[a-z]+)+-\d+$/.test(text) ? undefined : `must be a region, as in eu-frankfurt-1, not "${text}"`;
}

function anyText(): undefined {
  return undefined;
}
