/** A world with a log group and a custom log in it, and a load balancer that could write one. */
import assert from "node:assert/strict";
import { loadBalancers, logs } from "../../../../rehearsal/oci/collections.ts";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { COMPARTMENTS, REGION, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";
export const GROUPS = "/20200531/logGroups";
export const AGENTS = "/20200531/unifiedAgentConfigurations";

export type Body = Record<string, unknown>;

export interface Logged {
  readonly world: TestWorld;
  readonly groupId: string;
  /** `/20200531/logGroups/<OCID>/logs` */
  readonly logsPath: string;
  /** OCID of the custom log. */
  readonly logId: string;
}

export async function openLogging(): Promise<Logged> {
  const world = await openWorld();
  try {
    const groupId = await made(world, GROUPS, { compartmentId, displayName: "group" });
    const logsPath = `${GROUPS}/${groupId}/logs`;
    const logId = await made(world, logsPath, { displayName: "app", logType: "CUSTOM" });
    return { world, groupId, logsPath, logId };
  } catch (error) {
    // A world left open would keep mocha from ending.
    await world.close();
    throw error;
  }
}

/** Lets a change be made, waits for its work request, and returns that. */
export async function worked(world: TestWorld, sent: Promise<Answer>): Promise<Body> {
  const answer = await sent;
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  world.advance(10);
  const id = answer.headers.get("opc-work-request-id") ?? "";
  const request = await ok(world.send("GET", `/20200531/workRequests/${id}`));
  assert.equal(request["status"], "SUCCEEDED");
  return request;
}

/** Makes a thing and returns its OCID, which stands in the work request alone. */
export async function made(world: TestWorld, path: string, details: Body): Promise<string> {
  const request = await worked(world, world.send("POST", path, details));
  const [resource] = request["resources"] as { identifier: string; actionType: string }[];
  assert.equal(resource?.actionType, "CREATED");
  return resource.identifier;
}

export async function ok(sent: Promise<Answer>): Promise<Body> {
  const answer = await sent;
  assert.ok(answer.status >= 200 && answer.status < 300, JSON.stringify(answer.body));
  return (answer.body ?? {}) as Body;
}

export async function listed(world: TestWorld, path: string): Promise<Body[]> {
  const body: unknown = await ok(world.send("GET", path));
  const items = Array.isArray(body) ? body : (body as Body)["items"];
  return items as Body[];
}

export async function refused(sent: Promise<Answer>, status: number, code: string): Promise<string> {
  const answer = await sent;
  const body = answer.body as { code?: string; message?: string } | undefined;
  assert.deepEqual([answer.status, body?.code], [status, code], JSON.stringify(answer.body));
  return body?.message ?? "";
}

export const ALREADY = "NotAuthorizedOrResourceAlreadyExists";
export const NOT_FOUND = "NotAuthorizedOrNotFound";

/** Puts a load balancer into the world: how one is made is not what these tests are about. */
export function withBalancer(world: TestWorld, lifecycleState = "ACTIVE"): string {
  const id = makeOcid("loadbalancer", REGION, lifecycleState);
  loadBalancers.put(moment(world), id, {
    id,
    compartmentId,
    displayName: "balancer",
    lifecycleState,
    timeCreated: new Date(world.runtime.clock.now()).toISOString(),
    shapeName: "flexible",
  });
  return id;
}

export const serviceLog = (resource: string, category = "access") => ({
  displayName: category,
  logType: "SERVICE",
  configuration: { source: { sourceType: "OCISERVICE", service: "loadbalancer", resource, category } },
});

export async function newDynamicGroup(world: TestWorld, name: string): Promise<string> {
  const matchingRule = `instance.compartment.id = '${compartmentId}'`;
  const details = { compartmentId: TENANCY_ID, name, description: "instances", matchingRule };
  return String((await ok(world.send("POST", "/20160918/dynamicGroups", details)))["id"]);
}

/** An agent configuration as it is created. */
export const agents = (logObjectId: string, groupList: string[] = []) => ({
  compartmentId,
  displayName: "agents",
  description: "what the application writes",
  isEnabled: true,
  serviceConfiguration: {
    configurationType: "LOGGING",
    sources: [{ sourceType: "LOG_TAIL", name: "app", paths: ["/var/log/app/*.log"], parser: { parserType: "JSON" } }],
    destination: { logObjectId },
  },
  groupAssociation: { groupList },
});

export function moment(world: TestWorld) {
  return { world: world.runtime.world, now: world.runtime.clock.now() };
}

export function stateOf(world: TestWorld, logId: string): string | undefined {
  return logs.get(world.runtime.world, logId)?.lifecycleState;
}
