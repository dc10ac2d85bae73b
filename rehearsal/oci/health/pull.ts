/** Whether an instance can get its container: packages, secrets, registry. */
import { findImage } from "../services/artifacts/registry.ts";
import { instanceMay } from "../services/identity/access.ts";
import { currentSecretContent } from "../services/vault/read.ts";
import { secrets } from "../collections.ts";
import type { BootPlan } from "../machine/cloud-init.ts";
import type { Moment } from "../moment.ts";
import { NAMESPACE, REGION_KEY } from "../tenancy.ts";
import type { World } from "../world.ts";
import { permits, wayToInternet, wayToServices } from "./reach.ts";
import type { Vnic } from "./reach.ts";

const HTTPS = 443;
const PLACEHOLDER = "CHANGEME";
const SERVICES = `all-${REGION_KEY.toLowerCase()}-services-in-oracle-services-network`;
/** Stand for the addresses of Oracle's services and of everybody else's. */
const ORACLE_ADDRESS = "134.70.0.1";
const INTERNET_ADDRESS = "198.51.100.200";

const SECRET_SETTINGS = {
  APP_ENV_SECRET_ID: "the application's environment",
  OCIR_USERNAME_SECRET_ID: "the registry's user name",
  OCIR_AUTH_TOKEN_SECRET_ID: "the registry's auth token",
} as const;

/** Everything that keeps the container from being pulled and started; nothing when it runs. */
export function pullFaults(moment: Moment, instanceId: string, vnic: Vnic, plan: BootPlan): string[] {
  const registry = plan.settings["REGISTRY"] ?? "";
  const reach = [
    ...(oracleReachable(moment.world, vnic)
      ? []
      : [`the subnet can't reach the registry ${registry} and Vault: ${NO_WAY}`]),
    ...plan.packageHosts
      .filter(() => !internetReachable(moment.world, vnic))
      .map(
        (host) => `the subnet can't reach ${host}, from which Docker is installed: no open NAT gateway on its route`,
      ),
  ];
  return reach.length > 0 ? reach : [...secretFaults(moment, instanceId, plan), ...imageFaults(moment.world, plan)];
}

const NO_WAY =
  "it needs a route by a NAT gateway, or by a service gateway that serves Oracle's services, and security rules that " +
  "let TCP 443 out";

function oracleReachable(world: World, vnic: Vnic): boolean {
  const subnetId = vnic.subnetId ?? "";
  const peer = { ip: ORACLE_ADDRESS, serviceCidr: SERVICES };
  const routed =
    wayToServices(world, subnetId, SERVICES) !== undefined || leavesVcn(world, vnic, subnetId, ORACLE_ADDRESS);
  return routed && permits(world, vnic, "EGRESS", peer, HTTPS);
}

function internetReachable(world: World, vnic: Vnic): boolean {
  return (
    leavesVcn(world, vnic, vnic.subnetId ?? "", INTERNET_ADDRESS) &&
    permits(world, vnic, "EGRESS", { ip: INTERNET_ADDRESS }, HTTPS)
  );
}

/** An internet gateway serves only those that have a public address. */
function leavesVcn(world: World, vnic: Vnic, subnetId: string, ip: string): boolean {
  const way = wayToInternet(world, subnetId, ip);
  return way === "nat-gateway" || (way === "internet-gateway" && vnic.publicIp !== undefined);
}

function secretFaults(moment: Moment, instanceId: string, plan: BootPlan): string[] {
  return Object.entries(SECRET_SETTINGS).flatMap(([setting, purpose]) => {
    const id = plan.settings[setting] ?? "";
    const secret = secrets.get(moment.world, id);
    if (secret?.lifecycleState !== "ACTIVE") {
      return [`the secret of ${purpose} (${setting}) is not there`];
    }
    const access = instanceMay(moment, instanceId, {
      verb: "read",
      resource: "secret-bundles",
      compartmentId: secret.compartmentId,
      target: { "target.secret.id": id, "target.secret.name": secret.secretName },
    });
    if (!access.allowed) {
      return [`the instance may not read the secret of ${purpose}: ${access.why}`];
    }
    return contentFaults(moment.world, setting, purpose, id);
  });
}

function contentFaults(world: World, setting: string, purpose: string, id: string): string[] {
  const content = Buffer.from(currentSecretContent(world, id) ?? "", "base64")
    .toString("utf8")
    .trim();
  if (content === PLACEHOLDER || content === "") {
    return [`the secret of ${purpose} still holds ${PLACEHOLDER}: put its value in with \`oci vault secret update\``];
  }
  return setting === "OCIR_USERNAME_SECRET_ID" && !content.startsWith(`${NAMESPACE}/`)
    ? [`the registry refuses the login: its user name must begin with the namespace, ${NAMESPACE}/`]
    : [];
}

function imageFaults(world: World, plan: BootPlan): string[] {
  const image = plan.settings["IMAGE"] ?? "";
  const parts = /^([^/]+)\/([^/]+)\/(.+):([^:/]+)$/.exec(image);
  const [, host = "", namespace = "", repositoryName = "", tag = ""] = parts ?? [];
  if (host !== plan.settings["REGISTRY"]) {
    return [`the image ${image} is not in the registry that the instance logs in to, ${plan.settings["REGISTRY"]}`];
  }
  return findImage(world, { namespace, repositoryName, tag }) === undefined
    ? [`the registry holds no image ${image}: push it first`]
    : [];
}
