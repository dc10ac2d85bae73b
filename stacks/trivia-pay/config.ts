/** The stack's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import type { Fault, PooledServiceArgs } from "@tidegate/oci";
import { pooledServiceFaults, refuse } from "@tidegate/oci";

/** Reads one key of the configuration, without the project's name before it. pulumi.Config's `get` is one. */
export type ReadKey = (key: string) => string | undefined;

/**
 * The service's arguments. Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(read: ReadKey): PooledServiceArgs {
  const faults: Fault[] = [];
  const text = (key: string) => read(key) ?? "";
  const number = (key: string) => numberOf(label(key), read(key), faults);
  const list = (key: string) => listOf(label(key), read(key), faults);
  const logSourcePaths = list("logSourcePaths");

  const args: PooledServiceArgs = {
    app: APP,
    tenancyId: text("tenancyId"),
    compartmentId: text("compartmentId"),
    availabilityDomain: text("availabilityDomain"),
    vcnCidr: text("vcnCidr"),
    publicSubnetCidr: text("publicSubnetCidr"),
    privateSubnetCidr: text("privateSubnetCidr"),
    lbIngressCidrs: list("lbIngressCidrs"),
    listenerPort: number("listenerPort"),
    lbMinMbps: number("lbMinMbps"),
    lbMaxMbps: number("lbMaxMbps"),
    lbIdleSeconds: number("lbIdleSeconds"),
    backendPort: number("backendPort"),
    healthPath: text("healthPath"),
    ocirRegistry: text("ocirRegistry"),
    ocirRepoName: text("ocirRepoName"),
    imageTag: text("imageTag"),
    instanceImageId: text("instanceImageId"),
    instanceShape: text("instanceShape"),
    instanceOcpus: number("instanceOcpus"),
    instanceMemoryGbs: number("instanceMemoryGbs"),
    poolMin: number("poolMin"),
    poolMax: number("poolMax"),
    poolInitial: number("poolInitial"),
    cpuScaleOutPercent: number("cpuScaleOutPercent"),
    cpuScaleInPercent: number("cpuScaleInPercent"),
    cooldownSeconds: number("cooldownSeconds"),
    appLogPath: text("appLogPath"),
    logSourcePaths: logSourcePaths.length > 0 ? logSourcePaths : undefined,
    logRetentionDays: number("logRetentionDays"),
    keyProtection: keyProtectionOf(label("keyProtection"), text("keyProtection"), faults),
  };

  // A value that couldn't be read at all is reported once, as it was written.
  const unread = new Set(faults.map(({ path }) => path));
  faults.push(...pooledServiceFaults(args, label).filter(({ path }) => !unread.has(path)));
  refuse("Configuration of trivia-pay", faults);
  return args;
}

/** Names the app's files, service and container on its instances. */
const APP = "triviapay";

function label(key: string): string {
  return `trivia-pay:${key}`;
}

function numberOf(path: string, given: string | undefined, faults: Fault[]): number {
  const value = given === undefined || given.trim() === "" ? Number.NaN : Number(given);
  if (Number.isNaN(value)) {
    faults.push({ path, given, accepted: "a whole number" });
  }
  return value;
}

function listOf(path: string, given: string | undefined, faults: Fault[]): string[] {
  const value = parsed(given);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return value;
  }
  faults.push({ path, given, accepted: "a list of texts" });
  return [];
}

/** Pulumi hands lists over as JSON. Text that isn't JSON is no list either. */
function parsed(given: string | undefined): unknown {
  try {
    return JSON.parse(given ?? "");
  } catch {
    return undefined;
  }
}

function keyProtectionOf(path: string, given: string, faults: Fault[]): PooledServiceArgs["keyProtection"] {
  if (given === "SOFTWARE" || given === "HSM") {
    return given;
  }
  faults.push({ path, given, accepted: "SOFTWARE or HSM" });
  return undefined;
}
