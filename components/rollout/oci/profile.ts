/** A profile of OCI's config file, with the environment's own entries over it. */
import { ConfigFileReader } from "oci-common";
import type { Environment } from "./where.ts";

/** A file's text; undefined when it can't be read. */
export type ReadText = (path: string) => string | undefined;

export interface Profile {
  readonly file: string;
  readonly name: string;
  /** For people: which profile of which file. */
  readonly place: string;
  /** An entry's value, the environment's before the file's; undefined when it is absent or empty. */
  readonly entry: (key: string) => string | undefined;
  /** An entry's value in the file. */
  readonly written: (key: string) => string | undefined;
  /** The environment variable that goes over an entry, where one does. */
  readonly variableOf: (key: string) => string | undefined;
}

/** Environment variables that go over a profile's entries, as with Oracle's command line. */
const VARIABLES: Readonly<Record<string, string>> = {
  user: "OCI_CLI_USER",
  tenancy: "OCI_CLI_TENANCY",
  fingerprint: "OCI_CLI_FINGERPRINT",
  key_file: "OCI_CLI_KEY_FILE",
  pass_phrase: "OCI_CLI_PASSPHRASE",
  region: "OCI_CLI_REGION",
};
/** With these from the environment no config file is needed. */
const ENOUGH = ["user", "tenancy", "fingerprint"];
const DEFAULT_FILE = "~/.oci/config";
const DEFAULT_PROFILE = "DEFAULT";

/** Undefined when there is none to read: `faults` says why. */
export function readProfile(environment: Environment, read: ReadText, faults: string[]): Profile | undefined {
  const file = expandHome(environment["OCI_CLI_CONFIG_FILE"] || environment["OCI_CONFIG_FILE"] || DEFAULT_FILE);
  const name = environment["OCI_CLI_PROFILE"] || DEFAULT_PROFILE;
  const place = `the profile '${name}' of ${file}`;
  const given = (key: string) => environment[VARIABLES[key] ?? ""] || undefined;
  const text = read(file);
  if (text === undefined && !ENOUGH.every((key) => given(key) !== undefined)) {
    faults.push(
      `The config file ${file} can't be read. Name another with OCI_CLI_CONFIG_FILE, make one with 'oci setup config', ` +
        "or choose another way with OCI_CLI_AUTH.",
    );
    return undefined;
  }
  const sections = text === undefined ? new Map<string, ReadonlyMap<string, string>>() : sectionsOf(text);
  if (sections === undefined) {
    faults.push(`The config file ${file} holds a line that is no [profile], no key=value and no #comment.`);
    return undefined;
  }
  const own = sections.get(name);
  if (text !== undefined && own === undefined) {
    const names = [...sections.keys()].join(", ") || "none";
    faults.push(`The config file ${file} has no profile '${name}' (OCI_CLI_PROFILE); it has: ${names}.`);
    return undefined;
  }
  const written = (key: string) => own?.get(key) || sections.get(DEFAULT_PROFILE)?.get(key) || undefined;
  const entry = (key: string) => given(key) ?? written(key);
  return { file, name, place, entry, written, variableOf: (key) => VARIABLES[key] };
}

/** `~/` stands for the home folder. */
export function expandHome(path: string): string {
  return ConfigFileReader.expandUserHome(path);
}

/** The SDK's own reading. Its errors quote the line they stumble over, which may be a key's. */
function sectionsOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> | undefined {
  try {
    return ConfigFileReader.parse(text, null).profileCredentials.configurationsByProfile;
  } catch {
    return undefined;
  }
}
