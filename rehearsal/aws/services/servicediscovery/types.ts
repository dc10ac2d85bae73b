/** The tokens of Cloud Map, and its ids. */
import type { Cloud } from "../../cloud.ts";
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import type { Resource } from "../../resource.ts";

export const PRIVATE_NAMESPACE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
export const PUBLIC_NAMESPACE = "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace";
export const HTTP_NAMESPACE = "aws:servicediscovery/httpNamespace:HttpNamespace";
export const SERVICE = "aws:servicediscovery/service:Service";
export const INSTANCE = "aws:servicediscovery/instance:Instance";

const NAMESPACES = [PRIVATE_NAMESPACE, PUBLIC_NAMESPACE, HTTP_NAMESPACE] as const;

export function namespaces(cloud: Cloud): Resource[] {
  return NAMESPACES.flatMap((type) => cloud.list(type));
}

/** @throws AwsError where there is no such namespace in the region */
export function needNamespace(id: string, cloud: Cloud): Resource {
  const found = namespaces(cloud).find((namespace) => namespace.id === id);
  if (found === undefined) throw new AwsError("NamespaceNotFound", `The namespace ${id} can't be found.`);
  return found;
}

/** @throws AwsError where there is no such service in the region */
export function needService(id: string, cloud: Cloud): Resource {
  const found = cloud.get(SERVICE, id);
  if (found === undefined) throw new AwsError("ServiceNotFound", `The service ${id} can't be found.`);
  return found;
}

/** `arn:aws:servicediscovery:eu-central-1:111122223333:namespace/ns-...` */
export function discoveryArn(kind: "namespace" | "service", id: string, { region, account }: Cloud): string {
  return makeArn({ service: "servicediscovery", region, account, resource: `${kind}/${id}` });
}
