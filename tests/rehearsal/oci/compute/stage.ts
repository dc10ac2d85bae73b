/** A world in which a pool can be made: a subnet, a load balancer with a backend set, an instance configuration. */
import assert from "node:assert/strict";
import { loadBalancers, subnets, vcns } from "../../../../rehearsal/oci/collections.ts";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { AVAILABILITY_DOMAINS, COMPARTMENTS, IMAGES, REGION } from "../../../../rehearsal/oci/tenancy.ts";
import { timestamp } from "../../../../rehearsal/oci/wire.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const COMPARTMENT = COMPARTMENTS[0]?.id ?? "";
export const ARM_IMAGE = IMAGES.find((image) => image.architecture === "aarch64")?.id ?? "";
export const X86_IMAGE = IMAGES.find((image) => image.architecture === "x86_64")?.id ?? "";
export const SUBNET = makeOcid("subnet", REGION, "stage");
export const BALANCER = makeOcid("loadbalancer", REGION, "stage");
export const [AD_1 = "", AD_2 = "", AD_3 = ""] = AVAILABILITY_DOMAINS;

/** A body of an answer, for reading by name. */
export type Body = Record<string, unknown>;

export interface Stage {
  readonly world: TestWorld;
  /** Sends, and says what the answer was when it isn't the one expected. */
  ok(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Body>;
  list(path: string): Promise<Body[]>;
  refused(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }>;
  /** Makes an instance configuration, and a pool of it. Gives the pool's id. */
  pool(details?: Body): Promise<string>;
  configuration(launchDetails?: Body): Promise<string>;
  members(poolId: string): Promise<Body[]>;
  /** Pushes the clock forward in small steps, as a client that polls would see it. */
  pass(seconds: number): void;
  close(): Promise<void>;
}

export async function openStage(options: { seed?: string } = {}): Promise<Stage> {
  const world = await openWorld(options);
  furnish(world);
  const ok = async (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Body> => {
    const answer = await world.send(method, path, body, headers);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return {
      ...(answer.body as Body),
      etag: answer.headers.get("etag"),
      work: answer.headers.get("opc-work-request-id"),
    };
  };
  const configuration = async (launchDetails: Body = {}) => {
    const created = await ok("POST", "/20160918/instanceConfigurations", configurationDetails(launchDetails));
    return String(created["id"]);
  };
  return {
    world,
    ok,
    configuration,
    list: async (path) => (await world.send("GET", path)).body as Body[],
    refused: async (method, path, body) => textOf(await world.send(method, path, body)),
    pool: async (details = {}) => {
      const instanceConfigurationId = details["instanceConfigurationId"] ?? (await configuration());
      return String(
        (await ok("POST", "/20160918/instancePools", { ...poolDetails(), instanceConfigurationId, ...details }))["id"],
      );
    },
    members: async (poolId) => {
      const path = `/20160918/instancePools/${poolId}/instances?compartmentId=${COMPARTMENT}`;
      return (await world.send("GET", path)).body as Body[];
    },
    pass: (seconds) => world.advance(seconds),
    close: () => world.close(),
  };
}

export function configurationDetails(launchDetails: Body = {}): Body {
  return {
    compartmentId: COMPARTMENT,
    displayName: "api",
    instanceDetails: { instanceType: "compute", launchDetails: { ...launchOf(), ...launchDetails } },
  };
}

export function launchOf(): Body {
  return {
    compartmentId: COMPARTMENT,
    shape: "VM.Standard.A1.Flex",
    shapeConfig: { ocpus: 1, memoryInGBs: 6 },
    sourceDetails: { sourceType: "image", imageId: ARM_IMAGE },
    createVnicDetails: { subnetId: SUBNET, assignPublicIp: false },
    metadata: { user_data: Buffer.from("#cloud-config\n").toString("base64") },
  };
}

export function poolDetails(): Body {
  return {
    compartmentId: COMPARTMENT,
    displayName: "api-pool",
    size: 1,
    placementConfigurations: [{ availabilityDomain: AD_1, primarySubnetId: SUBNET }],
    loadBalancers: [attachment()],
  };
}

export function attachment(): Body {
  return { loadBalancerId: BALANCER, backendSetName: "api-backend", port: 8000, vnicSelection: "PrimaryVnic" };
}

/** The names of the backends in the stage's backend set. */
export function backendsOf({ world }: Stage, set = "api-backend"): string[] {
  world.runtime.present();
  return (loadBalancers.get(world.runtime.world, BALANCER)?.backendSets?.[set]?.backends ?? []).map(({ name }) => name);
}

function textOf(answer: Answer): { status: number; text: string } {
  return { status: answer.status, text: JSON.stringify(answer.body) };
}

function furnish({ runtime }: TestWorld): void {
  const moment = runtime.present();
  const timeCreated = timestamp(moment.now);
  const vcnId = makeOcid("vcn", REGION, "stage");
  const common = {
    compartmentId: COMPARTMENT,
    lifecycleState: "AVAILABLE",
    timeCreated,
    freeformTags: {},
    definedTags: {},
  };
  vcns.put(moment, vcnId, { ...common, id: vcnId, cidrBlock: "10.0.0.0/16", cidrBlocks: ["10.0.0.0/16"] });
  subnets.put(moment, SUBNET, {
    ...common,
    id: SUBNET,
    vcnId,
    cidrBlock: "10.0.1.0/28",
    prohibitPublicIpOnVnic: true,
    routeTableId: makeOcid("routetable", REGION, "stage"),
    virtualRouterIp: "10.0.1.1",
    virtualRouterMac: "00:00:17:00:00:01",
  });
  const healthChecker = { protocol: "HTTP", port: 8000, urlPath: "/health", returnCode: 200, responseBodyRegex: "" };
  const set = (name: string) => ({ name, policy: "ROUND_ROBIN", backends: [], healthChecker });
  loadBalancers.put(moment, BALANCER, {
    id: BALANCER,
    compartmentId: COMPARTMENT,
    displayName: "stage",
    lifecycleState: "ACTIVE",
    timeCreated,
    shapeName: "flexible",
    backendSets: { "api-backend": set("api-backend"), "other-backend": set("other-backend") },
  });
}
