/** A world with a subnet and a load balancer in it. */
import assert from "node:assert/strict";
import { subnets, vcns } from "../../../../rehearsal/oci/collections.ts";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { COMPARTMENTS, REGION } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";
export const subnetId = makeOcid("subnet", REGION, "load balancers");
export const privateSubnetId = makeOcid("subnet", REGION, "private");

export interface Balanced {
  readonly world: TestWorld;
  /** The load balancer's OCID. */
  readonly id: string;
  /** `/20170115/loadBalancers/<OCID>` */
  readonly path: string;
  /** Sends a change, lets it happen and answers its work request. */
  change(method: string, path: string, body?: unknown): Promise<WorkRequest>;
  /** Sends a request to a path below the load balancer's. */
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  balancer(): Promise<Record<string, unknown>>;
}

export interface WorkRequest {
  id: string;
  lifecycleState: string;
  message: string;
  type: string;
  errorDetails: { errorCode: string; message: string }[];
}

export const flexible = {
  shapeName: "flexible",
  shapeDetails: { minimumBandwidthInMbps: 10, maximumBandwidthInMbps: 100 },
};

export const details = { compartmentId, displayName: "ingress", subnetIds: [subnetId], ...flexible };

export const backendSet = {
  name: "api",
  policy: "ROUND_ROBIN",
  healthChecker: { protocol: "HTTP", urlPath: "/healthz" },
};

export async function openWorldWithSubnets(): Promise<TestWorld> {
  const world = await openWorld();
  const moment = { world: world.runtime.world, now: world.runtime.clock.now() };
  const vcnId = makeOcid("vcn", REGION, "load balancers");
  const common = { compartmentId, vcnId, lifecycleState: "AVAILABLE" };
  vcns.put(moment, vcnId, {
    id: vcnId,
    compartmentId,
    cidrBlock: "10.0.0.0/16",
    cidrBlocks: ["10.0.0.0/16"],
    lifecycleState: "AVAILABLE",
  });
  const subnet = { ...common, routeTableId: "", virtualRouterIp: "", virtualRouterMac: "" };
  subnets.put(moment, subnetId, { ...subnet, id: subnetId, cidrBlock: "10.0.1.0/24", prohibitPublicIpOnVnic: false });
  subnets.put(moment, privateSubnetId, {
    ...subnet,
    id: privateSubnetId,
    cidrBlock: "10.0.2.0/24",
    prohibitPublicIpOnVnic: true,
  });
  return world;
}

export async function openBalanced(more: object = {}): Promise<Balanced> {
  const world = await openWorldWithSubnets();
  const id = await newBalancer(world, more).catch(async (error: unknown) => {
    // A world left open would keep mocha from ending.
    await world.close();
    throw error;
  });
  const path = `/20170115/loadBalancers/${id}`;
  const send = (method: string, below: string, body?: unknown) => world.send(method, `${path}${below}`, body);
  return {
    world,
    id,
    path,
    send,
    balancer: async () => (await send("GET", "")).body as Record<string, unknown>,
    change: async (method, below, body) => {
      const answer = await send(method, below, body);
      assert.equal(answer.status, 204, JSON.stringify(answer.body));
      world.advance(10);
      return workRequestOf(world, answer);
    },
  };
}

async function newBalancer(world: TestWorld, more: object): Promise<string> {
  const created = await world.send("POST", "/20170115/loadBalancers", { ...details, ...more });
  assert.equal(created.status, 204, JSON.stringify(created.body));
  world.advance(60);
  return (await workRequestOf(world, created)).loadBalancerId;
}

export async function workRequestOf(
  world: TestWorld,
  answer: Answer,
): Promise<WorkRequest & { loadBalancerId: string }> {
  const id = answer.headers.get("opc-work-request-id") ?? "";
  const shown = await world.send("GET", `/20170115/loadBalancerWorkRequests/${id}`);
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
  return shown.body as WorkRequest & { loadBalancerId: string };
}

/** @returns the error's message, after making sure of its status and code */
export function refused(answer: Answer, status: number, code: string): string {
  const body = answer.body as { code: string; message: string };
  assert.deepEqual([answer.status, body.code], [status, code], JSON.stringify(answer.body));
  return body.message;
}
