/**
 * What a machine makes of its user data: the file that cloud-init is given is read as cloud-init would read it, as far
 * as it decides whether a container comes to serve, and on which port.
 */
import { parse } from "yaml";
import { isRecord } from "../facts/conform.ts";

export interface BootPlan {
  /** KEY=VALUE lines of the file that the service's script reads. */
  readonly settings: Readonly<Record<string, string>>;
  /** Hosts of package repositories that the boot installs from. */
  readonly packageHosts: readonly string[];
}

export interface BootReading {
  readonly plan?: BootPlan;
  /** Why no container would come to serve; empty where one would. */
  readonly faults: readonly string[];
}

interface WrittenFile {
  readonly path: string;
  readonly content: string;
}

/** Readings of the last few files: every look at a backend asks for one, and a pool's instances have the same. */
const readings = new Map<string, BootReading>();
const MOST_READINGS = 32;

/** @param userData the launch's `metadata.user_data`, base64 */
export function readBootPlan(userData: string): BootReading {
  const known = readings.get(userData);
  if (known !== undefined) {
    return known;
  }
  const oldest = readings.size >= MOST_READINGS ? readings.keys().next().value : undefined;
  if (oldest !== undefined) {
    readings.delete(oldest);
  }
  const reading = readUserData(userData);
  readings.set(userData, reading);
  return reading;
}

function readUserData(userData: string): BootReading {
  const text = Buffer.from(userData, "base64").toString("utf8");
  if (!text.startsWith("#cloud-config")) {
    return { faults: ["its user data does not begin with #cloud-config, so cloud-init does nothing"] };
  }
  const config: unknown = parseYaml(text);
  if (!isRecord(config)) {
    return { faults: ["its user data is not the YAML that cloud-init reads"] };
  }
  const files = writtenFiles(config);
  const script = serviceScript(config, files);
  if (typeof script !== "object") {
    return { faults: [script] };
  }
  const sourced = /^(?:\.|source)\s+(\S+)$/m.exec(script.content)?.[1];
  const settingsFile = files.find((file) => file.path === sourced);
  if (settingsFile === undefined) {
    return { faults: [`${script.path} reads ${sourced ?? "no settings file"}, which cloud-init does not write`] };
  }
  if (!/docker run[\s\S]*(--publish|-p)\s+"?\$\{?PORT/.test(script.content)) {
    return { faults: [`${script.path} runs no container that publishes $PORT`] };
  }
  const repositories = packageRepositories(config);
  const unreadable = repositories.find(({ host }) => host === undefined);
  if (unreadable !== undefined) {
    return { faults: [`its yum_repos names a repository at ${unreadable.baseurl}, which is no URL`] };
  }
  const packageHosts = [...new Set(repositories.flatMap(({ host }) => host ?? []))];
  return { plan: { settings: keyValues(settingsFile.content), packageHosts }, faults: [] };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof Error && error.name === "YAMLParseError") {
      return undefined;
    }
    throw error;
  }
}

function writtenFiles(config: Record<string, unknown>): WrittenFile[] {
  const files = Array.isArray(config["write_files"]) ? config["write_files"] : [];
  return files.flatMap((file: unknown) =>
    isRecord(file) && typeof file["path"] === "string" && typeof file["content"] === "string"
      ? [{ path: file["path"], content: file["content"] }]
      : [],
  );
}

/** The script that an enabled unit starts, or why there is none. */
function serviceScript(config: Record<string, unknown>, files: readonly WrittenFile[]): WrittenFile | string {
  const commands = (Array.isArray(config["runcmd"]) ? config["runcmd"] : []).map((command: unknown) =>
    Array.isArray(command) ? command.join(" ") : String(command),
  );
  const enabled = commands.map((command) => /systemctl enable .*?(\S+\.service)/.exec(command)?.[1]).find(Boolean);
  if (enabled === undefined) {
    return "its cloud-init enables no service";
  }
  const unit = files.find((file) => file.path === `/etc/systemd/system/${enabled}`);
  if (unit === undefined) {
    return `its cloud-init enables ${enabled} but writes no such unit`;
  }
  const starts = /^ExecStart=(.*)$/m.exec(unit.content)?.[1] ?? "";
  return (
    files.find((file) => starts.split(/\s+/).includes(file.path)) ?? `${enabled} starts nothing that cloud-init writes`
  );
}

function keyValues(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value] as const);
  return Object.fromEntries(pairs);
}

function packageRepositories(config: Record<string, unknown>): { baseurl: string; host: string | undefined }[] {
  const repositories = isRecord(config["yum_repos"]) ? Object.values(config["yum_repos"]) : [];
  return repositories.flatMap((repository) => {
    const baseurl = isRecord(repository) ? repository["baseurl"] : undefined;
    return typeof baseurl === "string" ? [{ baseurl, host: URL.parse(baseurl)?.hostname }] : [];
  });
}
