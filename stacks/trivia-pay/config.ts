/** The stack's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import type { Fault, ReadKey } from "@tidegate/faults";
import { numberOf, refuse, switchOf, textsOf } from "@tidegate/faults";
import type { PooledServiceArgs } from "@tidegate/oci";
import { freeformTagFaults, pooledServiceFaults } from "@tidegate/oci";
import { rolloutKey, rolloutOf } from "./rolloutConfig.ts";
import type { SmokeChoice } from "./smokeConfig.ts";
import { smokeOf } from "./smokeConfig.ts";

/**
 * The service's arguments. Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(read: ReadKey): PooledServiceArgs {
  const faults: Fault[] = [];
  const text = (key: string) => read(key) ?? "";
  const number = (key: string) => numberOf(label(key), read(key), faults);
  const flag = (key: string) => switchOf(label(key), read(key), faults);
  const list = (key: string) => textsOf(label(key), read(key), faults);
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
    inTransitEncryption: flag("inTransitEncryption"),
    protect: flag("protect"),
    keyProtection: keyProtectionOf(label("keyProtection"), text("keyProtection"), faults),
    rollout: rolloutOf(read, label, faults),
    rolloutTrigger: text("rolloutTrigger") || undefined,
    rolloutReport: text("rolloutReport") || undefined,
    instanceConfigurationId: text("instanceConfigurationId") || undefined,
  };

  smokeOf(read, label, faults);
  // A value that couldn't be read at all is reported once, as it was written.
  const unread = new Set(faults.map(({ path }) => path));
  faults.push(...pooledServiceFaults(args, label).filter(({ path }) => !unread.has(path)));
  faults.push(...freeformTagFaults({ Owner: readOwner(read) }, () => label("owner")));
  refuse("Configuration of trivia-pay", faults);
  return args;
}

/** Who answers for the system. `readConfig` has told its fault with all others. */
export function readOwner(read: ReadKey): string {
  return read("owner") ?? "";
}

/** The checks after a deploy. `readConfig` has told their faults with all others. */
export function readSmoke(read: ReadKey): SmokeChoice | undefined {
  return smokeOf(read, label, []);
}

/** Names the app's files, service and container on its instances. */
const APP = "triviapay";

/** The key that a person set, for an argument of the service. */
function label(argument: string): string {
  return `trivia-pay:${rolloutKey(argument)}`;
}

function keyProtectionOf(path: string, given: string, faults: Fault[]): PooledServiceArgs["keyProtection"] {
  if (given === "SOFTWARE" || given === "HSM") {
    return given;
  }
  faults.push({ path, given, accepted: "SOFTWARE or HSM" });
  return undefined;
}
