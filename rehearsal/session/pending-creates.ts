/**
 * What an engine that was killed was creating in that moment: it may exist or not, and the state only says "pending". The
 * next run can go on once each such create has been looked up in the cloud: what is there is taken into the state, what
 * isn't is made again. Resources whose twin OCI would take without a word are looked up by name all the same, so that
 * nothing is made twice.
 */
import { isRecord } from "../oci/facts/conform.ts";
import type { OciClient } from "./oci-client.ts";

export interface PendingCreate {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Place {
  /** Path of the list; `{x}` is the input x. */
  readonly list: string;
  /** The input that tells one from another. */
  readonly name: "displayName" | "name" | "secretName";
  /** How the resource's id is made, where it isn't the OCID. */
  readonly id?: string;
}

const inCompartment = (path: string): Place => ({ list: `${path}?compartmentId={compartmentId}`, name: "displayName" });
const named = (path: string): Place => ({ list: `${path}?compartmentId={compartmentId}`, name: "name" });

/** Where things of a type are listed, by the last part of the type. */
const PLACES: Readonly<Record<string, Place>> = {
  AutoScalingConfiguration: inCompartment("/20181001/autoScalingConfigurations"),
  BackendSet: {
    list: "/20170115/loadBalancers/{loadBalancerId}/backendSets",
    name: "name",
    id: "loadBalancers/{loadBalancerId}/backendSets/{name}",
  },
  ContainerRepository: inCompartment("/20160918/container/repositories"),
  DynamicGroup: named("/20160918/dynamicGroups"),
  InstanceConfiguration: inCompartment("/20160918/instanceConfigurations"),
  InstancePool: inCompartment("/20160918/instancePools"),
  InternetGateway: inCompartment("/20160918/internetGateways"),
  Key: { list: "{managementEndpoint}/20180608/keys?compartmentId={compartmentId}", name: "displayName" },
  LoadBalancer: inCompartment("/20170115/loadBalancers"),
  Log: { list: "/20200531/logGroups/{logGroupId}/logs", name: "displayName" },
  LogGroup: inCompartment("/20200531/logGroups"),
  NatGateway: inCompartment("/20160918/natGateways"),
  NetworkSecurityGroup: inCompartment("/20160918/networkSecurityGroups"),
  Policy: named("/20160918/policies"),
  RouteTable: inCompartment("/20160918/routeTables"),
  Secret: { list: "/20180608/secrets?compartmentId={compartmentId}&vaultId={vaultId}", name: "secretName" },
  SecurityList: inCompartment("/20160918/securityLists"),
  ServiceGateway: inCompartment("/20160918/serviceGateways"),
  Subnet: inCompartment("/20160918/subnets"),
  UnifiedAgentConfiguration: inCompartment("/20200531/unifiedAgentConfigurations"),
  Vault: inCompartment("/20180608/vaults"),
  Vcn: inCompartment("/20160918/vcns"),
};

const GONE = /DELET|TERMINAT/;

/** The pending creates of an exported state. */
export function pendingCreatesOf(exported: unknown): PendingCreate[] {
  return operationsOf(exported).flatMap((operation) => {
    const resource = operation["type"] === "creating" ? operation["resource"] : undefined;
    return isRecord(resource) && isRecord(resource["inputs"])
      ? [{ urn: String(resource["urn"]), type: String(resource["type"]), inputs: resource["inputs"] }]
      : [];
  });
}

/**
 * The state with nothing pending: creates that were found are resources, whose outputs a refresh reads; the others are
 * as if they had never begun.
 * @param found ids by URN
 */
export function withoutPending(exported: unknown, found: ReadonlyMap<string, string>): unknown {
  const deployment = deploymentOf(exported);
  const adopted = operationsOf(exported).flatMap(({ resource }) => {
    const id = isRecord(resource) ? found.get(String(resource["urn"])) : undefined;
    return isRecord(resource) && id !== undefined ? [{ ...resource, id, outputs: resource["inputs"] }] : [];
  });
  const resources = [...resourcesOf(exported), ...adopted];
  const { pending_operations: _pending, ...rest } = deployment;
  return { ...(isRecord(exported) ? exported : {}), deployment: { ...rest, resources } };
}

function deploymentOf(exported: unknown): Record<string, unknown> {
  return isRecord(exported) && isRecord(exported["deployment"]) ? exported["deployment"] : {};
}

function operationsOf(exported: unknown): Record<string, unknown>[] {
  const pending = deploymentOf(exported)["pending_operations"];
  return Array.isArray(pending) ? pending.filter(isRecord) : [];
}

function resourcesOf(exported: unknown): unknown[] {
  const resources = deploymentOf(exported)["resources"];
  return Array.isArray(resources) ? resources : [];
}

/**
 * The id of what a pending create has made, where it has made something.
 * @param known ids that the state holds already
 */
export async function findCreated(
  client: OciClient,
  pending: PendingCreate,
  known: ReadonlySet<string>,
): Promise<string | undefined> {
  const place = PLACES[pending.type.split(":").at(-1) ?? ""];
  if (place === undefined) {
    return undefined;
  }
  const answer = await client.send("GET", fill(place.list, pending.inputs));
  const items: unknown = isRecord(answer) && Array.isArray(answer["items"]) ? answer["items"] : answer;
  const twins = (Array.isArray(items) ? items : [])
    .filter(isRecord)
    .filter((item) => isTwin(item, pending.inputs, place, known));
  const newest = twins.sort((one, other) => String(other["timeCreated"]).localeCompare(String(one["timeCreated"])))[0];
  if (newest === undefined) {
    return undefined;
  }
  return place.id === undefined ? String(newest["id"]) : fill(place.id, pending.inputs);
}

function isTwin(
  item: Record<string, unknown>,
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
  known: ReadonlySet<string>,
): boolean {
  const sameName = item[place.name] === inputs[place.name];
  const sameVcn = inputs["vcnId"] === undefined || item["vcnId"] === inputs["vcnId"];
  return sameName && sameVcn && !known.has(String(item["id"])) && !GONE.test(String(item["lifecycleState"]));
}

function fill(template: string, inputs: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(inputs[key]));
}

/** The ids that an exported state holds. */
export function knownIds(exported: unknown): ReadonlySet<string> {
  return new Set(resourcesOf(exported).flatMap((resource) => (isRecord(resource) ? [String(resource["id"])] : [])));
}
