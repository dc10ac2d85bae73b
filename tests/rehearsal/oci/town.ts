/** A stage on which all is right: what its pool launches comes to serve behind the load balancer, and the internet reaches it. */
import {
  internetGateways,
  loadBalancers,
  routeTables,
  secrets,
  secretVersions,
  securityLists,
  serviceGateways,
  subnets,
  vnics,
} from "../../../rehearsal/oci/collections.ts";
import { flights } from "../../../rehearsal/oci/internet/flights.ts";
import { performInternetRequest } from "../../../rehearsal/oci/internet/request.ts";
import type { InternetReply } from "../../../rehearsal/oci/internet/request.ts";
import type { Traffic } from "../../../rehearsal/oci/internet/traffic.ts";
import type { Moment } from "../../../rehearsal/oci/moment.ts";
import type { PoolLogEntry } from "../../../rehearsal/oci/pool-log/entry.ts";
import { addRepository, pushImage } from "../../../rehearsal/oci/services/artifacts/registry.ts";
import { NAMESPACE, TENANCY_ID } from "../../../rehearsal/oci/tenancy.ts";
import { AD_1, BALANCER, COMPARTMENT, openStage, SUBNET } from "./compute/stage.ts";
import type { Stage } from "./compute/stage.ts";

export const ADDRESS = "203.0.113.9";
export const SET_PATH = `/20170115/loadBalancers/${BALANCER}/backendSets/api-backend`;
/** World seconds until an instance that was just launched is RUNNING, and until it is surely OK at the load balancer. */
export const RUNS = 30;
export const SERVES = 200;

const SERVICES = "all-fra-services-in-oracle-services-network";
const SECRETS = ["APP_ENV_SECRET_ID", "OCIR_USERNAME_SECRET_ID", "OCIR_AUTH_TOKEN_SECRET_ID"];

export interface Town extends Stage {
  /** An instance configuration that runs the image with this tag. */
  version(tag: string): Promise<string>;
  /** A pool of this size, of version 1, whose instances all serve. */
  servingPool(size: number): Promise<string>;
  memberIds(poolId: string): Promise<string[]>;
  /** The name of a member's backend. */
  backendOf(poolId: string, instanceId: string): Promise<string>;
  drain(backendName: string, drain?: boolean): Promise<void>;
  detach(poolId: string, instanceId: string): Promise<void>;
  /** Sends a GET to the load balancer. Gives what has come of it up to now. */
  ask(path?: string): () => InternetReply | undefined;
  traffic(): Promise<Traffic & { inFlight: number }>;
  log(poolId: string): Promise<PoolLogEntry[]>;
}

export async function openTown(): Promise<Town> {
  const stage = await openStage();
  const { runtime } = stage.world;
  try {
    furnish(runtime.present());
    await stage.ok("POST", "/20160918/policies", {
      compartmentId: TENANCY_ID,
      name: "secrets",
      description: "Instances read their secrets",
      statements: ["Allow any-user to read secret-bundles in tenancy"],
    });
  } catch (error) {
    await stage.close();
    throw error;
  }
  const version = (tag: string) => stage.configuration({ metadata: { user_data: userData(tag) } });
  const door = async (path: string): Promise<unknown> =>
    (await fetch(`${stage.world.endpoint}/rehearsal/${path}`)).json();
  return {
    ...stage,
    version,
    servingPool: async (size) => {
      const instanceConfigurationId = await version("1.0.0");
      const placementConfigurations = [{ availabilityDomain: AD_1, primarySubnetId: SUBNET }];
      const id = await stage.pool({ size, instanceConfigurationId, placementConfigurations });
      stage.pass(SERVES);
      return id;
    },
    memberIds: async (poolId) => (await stage.members(poolId)).map((member) => String(member["id"])),
    backendOf: async (poolId, instanceId) => {
      const member = (await stage.members(poolId)).find((one) => one["id"] === instanceId);
      return (member?.["loadBalancerBackends"] as { backendName: string }[])[0]?.backendName ?? "";
    },
    drain: async (backendName, drain = true) => {
      const details = { weight: 1, backup: false, offline: false, drain };
      await stage.ok("PUT", `${SET_PATH}/backends/${encodeURIComponent(backendName)}`, details);
      // Until the change has had its turn.
      stage.pass(3);
      runtime.present();
    },
    detach: async (poolId, instanceId) => {
      const details = { instanceId, isDecrementSize: true, isAutoTerminate: true };
      await stage.ok("POST", `/20160918/instancePools/${poolId}/actions/detachInstance`, details);
    },
    ask: (path = "/") => {
      const request = { method: "GET", host: ADDRESS, port: 80, path, source: "192.0.2.10" };
      const answered = performInternetRequest(runtime.present(), request);
      return () => ("status" in answered ? answered : flights.get(runtime.present().world, answered.flightId)?.reply);
    },
    traffic: async () => (await door(`traffic?load-balancer=${BALANCER}`)) as Traffic & { inFlight: number },
    log: async (poolId) => ((await door(`pool-log?pool=${poolId}`)) as { entries: PoolLogEntry[] }).entries,
  };
}

function furnish(moment: Moment): void {
  const common = {
    compartmentId: COMPARTMENT,
    vcnId: "vcn",
    lifecycleState: "AVAILABLE",
    timeCreated: "2026-01-05T09:00:00Z",
  };
  internetGateways.put(moment, "internet", { ...common, id: "internet", isEnabled: true });
  serviceGateways.put(moment, "services", { ...common, id: "services", blockTraffic: false, services: [] });
  const routeRules = [
    { destination: "0.0.0.0/0", networkEntityId: "internet" },
    { destination: SERVICES, destinationType: "SERVICE_CIDR_BLOCK", networkEntityId: "services" },
  ];
  routeTables.put(moment, "routes", { ...common, id: "routes", routeRules });
  const ingressSecurityRules = [{ protocol: "6", source: "0.0.0.0/0" }];
  const egressSecurityRules = [
    { protocol: "6", destination: "0.0.0.0/0" },
    { protocol: "6", destination: SERVICES, destinationType: "SERVICE_CIDR_BLOCK" },
  ];
  securityLists.put(moment, "list", {
    ...common,
    id: "list",
    displayName: "list",
    ingressSecurityRules,
    egressSecurityRules,
  });
  subnets.change(moment, SUBNET, { routeTableId: "routes", securityListIds: ["list"] });
  vnics.put(moment, BALANCER, {
    ...common,
    id: BALANCER,
    availabilityDomain: AD_1,
    subnetId: SUBNET,
    privateIp: "10.0.1.14",
    publicIp: ADDRESS,
    nsgIds: [],
  });
  loadBalancers.change(moment, BALANCER, {
    ipAddresses: [{ ipAddress: ADDRESS, isPublic: true }],
    listeners: { http: { name: "http", defaultBackendSetName: "api-backend", port: 80, protocol: "HTTP" } },
  });
  SECRETS.forEach((id) => putSecret(moment, id));
  addRepository(moment, { compartmentId: COMPARTMENT, displayName: "api" });
  ["1.0.0", "2.0.0"].forEach((tag) => pushImage(moment, { repositoryName: "api", tag }));
}

function putSecret(moment: Moment, id: string): void {
  const timeCreated = "2026-01-05T09:00:00Z";
  secrets.put(moment, id, {
    id,
    compartmentId: COMPARTMENT,
    secretName: id,
    vaultId: "",
    lifecycleState: "ACTIVE",
    timeCreated,
  });
  const content = Buffer.from(`${NAMESPACE}/somebody`).toString("base64");
  secretVersions.put(moment, id, [{ versionNumber: 1, content, stages: ["CURRENT"], timeCreated }]);
}

function userData(tag: string): string {
  const settings = [
    "PORT=8000",
    "REGISTRY=fra.ocir.io",
    `IMAGE=fra.ocir.io/${NAMESPACE}/api:${tag}`,
    ...SECRETS.map((name) => `${name}=${name}`),
  ];
  const config = {
    write_files: [
      { path: "/etc/api.env", content: settings.join("\n") },
      { path: "/usr/local/bin/api", content: '. /etc/api.env\ndocker run --publish "$PORT:$PORT" "$IMAGE"\n' },
      { path: "/etc/systemd/system/api.service", content: "[Service]\nExecStart=/usr/local/bin/api\n" },
    ],
    runcmd: [["systemctl", "enable", "--now", "api.service"]],
  };
  // JSON is YAML.
  return Buffer.from(`#cloud-config\n${JSON.stringify(config)}\n`).toString("base64");
}
