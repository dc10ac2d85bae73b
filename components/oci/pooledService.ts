import * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { ocidFaults, ownName, refuse, textFaults } from "@tidegate/faults";
import type { BootSettings } from "./cloudInit.ts";
import { bootFaults, userData } from "./cloudInit.ts";
import type { IngressArgs } from "./ingress.ts";
import { Ingress, ingressFaults } from "./ingress.ts";
import { InstanceIdentity } from "./instanceIdentity.ts";
import { InstancePool } from "./instancePool.ts";
import { LogAgent, logAgentFaults } from "./logAgent.ts";
import { Logs, logsFaults } from "./logs.ts";
import type { NetworkArgs } from "./network.ts";
import { Network, networkFaults } from "./network.ts";
import type { PoolChoice } from "./poolFaults.ts";
import { instancePoolFaults } from "./poolFaults.ts";
import type { RegistryArgs } from "./registry.ts";
import { Registry, registryFaults } from "./registry.ts";
import { SecretVault } from "./secretVault.ts";
import { securityGroupFaults, SecurityGroups } from "./securityGroups.ts";

/**
 * Plain values all of them, so that they are judged together before anything is created. Those that aren't described
 * here are described where they are used: NetworkArgs, IngressArgs, RegistryArgs, InstancePoolArgs, BootSettings.
 */
export interface PooledServiceArgs
  extends
    Omit<NetworkArgs, "compartmentId" | "dnsLabel">,
    Omit<IngressArgs, "compartmentId" | "subnetId" | "nsgId">,
    Omit<RegistryArgs, "compartmentId">,
    PoolChoice,
    Pick<BootSettings, "app" | "appLogPath"> {
  /** OCID of the tenancy. */
  tenancyId: string;
  /** OCID of the compartment that holds everything but the dynamic group. Best one of this system's own. */
  compartmentId: string;
  /** The availability domain of the instances. Empty or left out: the region's first. */
  availabilityDomain?: string;
  /** Who may reach the load balancer: IPv4 blocks. Behind Cloudflare: CLOUDFLARE_IPV4. */
  lbIngressCidrs: readonly string[];
  /** The tag of the image that instances run, in the service's repository. */
  imageTag: string;
  /** Files that the log agent follows. Default: `appLogPath`. */
  logSourcePaths?: readonly string[];
  /** Days that logs keep an entry. Default: 30. */
  logRetentionDays?: number;
  /** Where the secrets' key lives. Default: SOFTWARE. */
  keyProtection?: "SOFTWARE" | "HSM";
  /** Whether Pulumi refuses to delete or replace the vault, its key, the secrets and the images. Default: false. */
  protect?: boolean;
}

/**
 * One containerised service on a pool of Arm instances behind a load balancer, with everything that it stands on:
 * network, doors, registry, secrets, logs, identity.
 *
 * `backendPort` is given once. It reaches the load balancer's backends and health check, the rules of both security
 * groups, the pool's attachment and the instances' settings, so that they can't disagree.
 *
 * @throws InvalidArguments with every fault of every argument, before anything is registered.
 */
export class PooledService extends pulumi.ComponentResource {
  readonly network: Network;
  readonly securityGroups: SecurityGroups;
  readonly ingress: Ingress;
  readonly registry: Registry;
  readonly vault: SecretVault;
  readonly logs: Logs;
  readonly logAgent: LogAgent;
  readonly pool: InstancePool;
  /** OCIDs of the three secrets. */
  readonly secretIds: SecretIds;

  constructor(name: string, args: PooledServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, pooledServiceFaults(args, ownName));
    super("tidegate-oci:index:PooledService", name, {}, opts);

    const { compartmentId, protect } = args;
    const child = { parent: this };

    this.network = new Network(`${name}-network`, { ...args, dnsLabel: dnsLabel(args.app) }, child);
    const { vcnId, serviceCidr, publicSubnetId, privateSubnetId } = this.network;

    this.securityGroups = new SecurityGroups(`${name}-doors`, { ...args, vcnId, serviceCidr }, child);
    const { lbNsgId, apiNsgId } = this.securityGroups;

    this.ingress = new Ingress(`${name}-ingress`, { ...args, subnetId: publicSubnetId, nsgId: lbNsgId }, child);
    this.registry = new Registry(`${name}-registry`, args, child);
    this.vault = new SecretVault(
      `${name}-vault`,
      { compartmentId, secrets: SECRETS, protectionMode: args.keyProtection, protect },
      child,
    );
    this.secretIds = {
      appEnv: this.vault.secretId("app-env"),
      ocirUsername: this.vault.secretId("ocir-username"),
      ocirAuthToken: this.vault.secretId("ocir-auth-token"),
    };

    const { loadBalancerId, backendSetName } = this.ingress;
    this.logs = new Logs(`${name}-logs`, { ...args, loadBalancerId }, child);
    const identity = new InstanceIdentity(
      name,
      { ...args, secretIds: Object.values(this.secretIds), logGroupId: this.logs.logGroupId },
      child,
    );
    this.logAgent = new LogAgent(
      `${name}-agent`,
      {
        compartmentId,
        dynamicGroupId: identity.dynamicGroupId,
        logId: this.logs.appLogId,
        logSourcePaths: sourcePaths(args),
      },
      child,
    );

    this.pool = new InstancePool(
      `${name}-instances`,
      {
        ...args,
        subnetId: privateSubnetId,
        nsgId: apiNsgId,
        loadBalancerId,
        backendSetName,
        userData: this.userData(args),
      },
      { parent: this, dependsOn: [this.network, this.securityGroups, this.ingress, identity] },
    );

    this.registerOutputs({ loadBalancerId, instancePoolId: this.pool.instancePoolId });
  }

  private userData(args: PooledServiceArgs): pulumi.Output<string> {
    return userData({
      app: args.app,
      backendPort: args.backendPort,
      appLogPath: args.appLogPath,
      image: pulumi.interpolate`${this.registry.repoUrl}:${args.imageTag}`,
      registry: args.ocirRegistry,
      appEnvSecretId: this.secretIds.appEnv,
      ocirUsernameSecretId: this.secretIds.ocirUsername,
      ocirAuthTokenSecretId: this.secretIds.ocirAuthToken,
    });
  }
}

/** OCIDs of a service's three secrets. */
export interface SecretIds {
  /** The application's environment. */
  readonly appEnv: pulumi.Output<string>;
  readonly ocirUsername: pulumi.Output<string>;
  readonly ocirAuthToken: pulumi.Output<string>;
}

/** Everything that is wrong with a service's arguments, each fault once. */
export function pooledServiceFaults(args: PooledServiceArgs, label: Label): Fault[] {
  const faults = [
    ...ocidFaults(label("tenancyId"), args.tenancyId, "tenancy"),
    // The tenancy's root counts as a compartment elsewhere. Here its instances' rights would be everyone's.
    ...ocidFaults(label("compartmentId"), args.compartmentId, "compartment"),
    ...bootFaults(args, label),
    ...networkFaults({ ...args, dnsLabel: dnsLabel(args.app) }, label).filter(({ path }) => path !== label("dnsLabel")),
    ...securityGroupFaults(args, label),
    ...ingressFaults(args, label),
    ...registryFaults(args, label),
    ...textFaults(label("imageTag"), args.imageTag, /^\w[\w.-]{0,127}$/, "an image tag, as in 1.4.2"),
    ...instancePoolFaults(args, label),
    ...domainFaults(label("availabilityDomain"), args.availabilityDomain ?? ""),
    // Without paths of its own, the agent follows appLogPath, which is judged above.
    ...(args.logSourcePaths === undefined ? [] : logAgentFaults({ logSourcePaths: args.logSourcePaths }, label)),
    ...logsFaults(args, label),
  ];
  return faults.filter((fault, index) => faults.findIndex(({ path }) => path === fault.path) === index);
}

function domainFaults(path: string, given: string): Fault[] {
  const accepted = "an availability domain as in tIdG:EU-FRANKFURT-1-AD-1, or nothing for the region's first";
  return textFaults(path, given, /^(\S+:\S+-AD-\d)?$/, accepted);
}

function sourcePaths(args: PooledServiceArgs): readonly string[] {
  return args.logSourcePaths ?? [args.appLogPath];
}

/** DNS labels take no hyphens, and 15 characters at most. */
function dnsLabel(app: string): string {
  return app.replaceAll("-", "").slice(0, 15);
}

/** The secrets' names in the service's own vault, and what each is for. */
const SECRETS = {
  "app-env": "Environment of the application: KEY=VALUE lines",
  "ocir-username": "User name for the registry: <namespace>/<user>",
  "ocir-auth-token": "Auth token of that user",
};
