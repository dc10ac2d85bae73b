/** Looks into OCI, by listing what there is under a resource's name and in its place. */
import { isRecord } from "../../oci/facts/conform.ts";
import type { OciClient } from "../oci-client.ts";
import type { CloudLook } from "./cloud-look.ts";
import type { PendingCreate } from "@tidegate/engine/pending";

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

export function ociLook(client: OciClient): CloudLook {
  return { candidates: (create) => candidates(client, create) };
}

async function candidates(client: OciClient, { type, inputs }: PendingCreate): Promise<string[]> {
  const place = PLACES[type.split(":").at(-1) ?? ""];
  if (place === undefined) {
    return [];
  }
  const answer = await client.send("GET", fill(place.list, inputs));
  const items: unknown = isRecord(answer) && Array.isArray(answer["items"]) ? answer["items"] : answer;
  return (Array.isArray(items) ? items : [])
    .filter(isRecord)
    .filter((item) => isTwin(item, inputs, place))
    .sort((one, other) => String(other["timeCreated"]).localeCompare(String(one["timeCreated"])))
    .map((item) => (place.id === undefined ? String(item["id"]) : fill(place.id, inputs)));
}

function isTwin(item: Record<string, unknown>, inputs: PendingCreate["inputs"], place: Place): boolean {
  const sameName = item[place.name] === inputs[place.name];
  const sameVcn = inputs["vcnId"] === undefined || item["vcnId"] === inputs["vcnId"];
  return sameName && sameVcn && !GONE.test(String(item["lifecycleState"]));
}

function fill(template: string, inputs: PendingCreate["inputs"]): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(inputs[key]));
}
